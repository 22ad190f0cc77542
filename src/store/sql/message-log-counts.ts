import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { MessageLogField, StoredMessageLog } from '../message-logs.ts'
import type { Condition } from '../query.ts'
import { branchesOf, conjuncts } from './branches.ts'
import type { Tables } from './tables.ts'

type LogCondition = Condition<MessageLogField>
type ToSql = (condition: LogCondition) => RawBuilder<SqlBool>
type Counted = Pick<StoredMessageLog, 'status' | 'start' | 'end'>

const HOUR = 3_600_000

const hourOf = (time: number): number => Math.floor(time / HOUR)

/**
 * How many ended messages of each status began and ended in which hours change with these; `sign` -1 takes them away. Messages in
 * process are few and counted by themselves.
 */
export function countChanges(logs: readonly Counted[], sign: 1 | -1 = 1): Tables['message_log_counts'][] {
  const changes = new Map<string, Tables['message_log_counts']>()
  for (const { status, start, end } of logs) {
    if (end === null) continue
    const hours = { status, startHour: hourOf(start), endHour: hourOf(end) }
    const key = `${hours.startHour} ${hours.endHour} ${status}`
    changes.set(key, { ...hours, messages: (changes.get(key)?.messages ?? 0) + sign })
  }
  return [...changes.values()]
}

/** Applies changes inside the transaction that changes the logs. */
export async function applyCountChanges(db: Kysely<Tables>, changes: readonly Tables['message_log_counts'][]): Promise<void> {
  for (const change of changes) {
    await db
      .insertInto('message_log_counts')
      .values(change)
      .onConflict((conflict) =>
        conflict
          .columns(['status', 'endHour', 'startHour'])
          .doUpdateSet((eb) => ({ messages: eb('message_log_counts.messages', '+', change.messages) })),
      )
      .execute()
  }
}

/**
 * The number of logs as one expression. A question about status and times adds up whole hours and reads only the logs of the
 * hours at its ends; any other reads an index from end to end, one for each of its branches.
 */
export function logCount(where: LogCondition, toSql: ToSql, branchFields: ReadonlySet<MessageLogField>): RawBuilder<number> {
  const question = hourlyQuestion(where)
  const parts = question === undefined ? branchesOf(where, branchFields).map((branch) => countOf(toSql(branch))) : hourly(question, toSql)
  return sql<number>`${sql.join(parts, sql` + `)}`
}

/** Times from, inclusively, to, exclusively; whole numbers or infinite. */
interface Range {
  readonly from: number
  readonly to: number
}

interface HourlyQuestion {
  readonly status: readonly LogCondition[]
  readonly start: Range
  readonly end: Range
}

const ALWAYS: Range = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/** The condition as what the counters know about; `undefined` when it speaks of more. */
function hourlyQuestion(where: LogCondition): HourlyQuestion | undefined {
  const ranges = { start: ALWAYS, end: ALWAYS }
  const status: LogCondition[] = []
  for (const part of conjuncts(where)) {
    const bound = boundOf(part)
    if (bound !== undefined) ranges[bound.field] = overlap(ranges[bound.field], bound.range)
    else if (isAboutStatus(part)) status.push(part)
    else return undefined
  }
  return { status, ...ranges }
}

function boundOf(part: LogCondition): { readonly field: 'start' | 'end'; readonly range: Range } | undefined {
  if (!('field' in part) || (part.field !== 'start' && part.field !== 'end') || typeof part.value !== 'number') return undefined
  const { op, field, value } = part
  if (op === 'ge') return { field, range: { ...ALWAYS, from: Math.ceil(value) } }
  if (op === 'gt') return { field, range: { ...ALWAYS, from: Math.floor(value) + 1 } }
  if (op === 'lt') return { field, range: { ...ALWAYS, to: Math.ceil(value) } }
  if (op === 'le') return { field, range: { ...ALWAYS, to: Math.floor(value) + 1 } }
  return undefined
}

const overlap = (a: Range, b: Range): Range => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })

function isAboutStatus(part: LogCondition): boolean {
  if ('conditions' in part) return part.conditions.every(isAboutStatus)
  if ('condition' in part) return isAboutStatus(part.condition)
  return part.field === 'status'
}

/** Every log is in one part: it begins at an edge, or ends at one, or is in process, or both its hours are whole. */
function hourly({ status, start, end }: HourlyQuestion, toSql: ToSql): RawBuilder<unknown>[] {
  const logs = (...more: LogCondition[]) => countOf(toSql({ op: 'and', conditions: [...status, ...more] }))
  const starts = wholeHours(start)
  const ends = wholeHours(end)
  if (starts.to <= starts.from || ends.to <= ends.from) return [logs(...within('start', start), ...within('end', end))]
  const counters = sql.join(
    [toSql({ op: 'and', conditions: [...status] }), ...hours('startHour', starts), ...hours('endHour', ends)],
    sql` and `,
  )
  return [
    sql`(select coalesce(sum(messages), 0) from message_log_counts where ${counters})`,
    ...edgesOf(start, starts).map((edge) => logs(...within('start', edge), ...within('end', end))),
    ...edgesOf(end, ends).map((edge) => logs(...within('end', edge), ...within('start', starts))),
    ...(end === ALWAYS ? [logs({ op: 'eq', field: 'end', value: null }, ...within('start', starts))] : []),
  ]
}

/** The number of logs that meet the condition, read one by one. */
const countOf = (condition: RawBuilder<SqlBool>): RawBuilder<number> => sql`(select count(*) from message_logs where ${condition})`

/** The hours that lie in the range from their first moment to their last. */
const wholeHours = ({ from, to }: Range): Range => ({ from: Math.ceil(from / HOUR) * HOUR, to: Math.floor(to / HOUR) * HOUR })

const edgesOf = (range: Range, whole: Range): Range[] =>
  [
    { from: range.from, to: whole.from },
    { from: whole.to, to: range.to },
  ].filter(({ from, to }) => from < to)

const within = (field: 'start' | 'end', { from, to }: Range): LogCondition[] => [
  ...(Number.isFinite(from) ? [{ op: 'ge', field, value: from } as const] : []),
  ...(Number.isFinite(to) ? [{ op: 'lt', field, value: to } as const] : []),
]

const hours = (column: 'startHour' | 'endHour', { from, to }: Range): RawBuilder<unknown>[] => [
  ...(Number.isFinite(from) ? [sql`${sql.ref(column)} >= ${hourOf(from)}`] : []),
  ...(Number.isFinite(to) ? [sql`${sql.ref(column)} < ${hourOf(to)}`] : []),
]
