import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { HeaderMatch, MessageLogField, MessageLogQuery, StoredMessageLog } from '../message-logs.ts'
import type { Condition, Query } from '../query.ts'
import { branchesOf, conjuncts } from './branches.ts'
import type { Conditions } from './conditions.ts'
import { carriersOf, carries, isRare } from './custom-headers.ts'
import type { Tables } from './tables.ts'

type LogCondition = Condition<MessageLogField>

/** What the pages are made from. */
export interface LogTable {
  readonly db: Kysely<Tables>
  readonly conditions: Conditions<MessageLogField>
  readonly columns: readonly MessageLogField[]
  /** Fields that begin an index which goes on with the end. */
  readonly branchFields: ReadonlySet<MessageLogField>
}

/**
 * So many entries of an index are sorted in a few milliseconds. When more meet a value, the first page is soon found by walking the
 * order itself; a stretch of time may lie far back, so that walking pays later.
 */
const SORTABLE = { value: 20_000, time: 50_000 }

const EVERYTHING: LogCondition = { op: 'and', conditions: [] }

/**
 * The logs that a question finds. Which rows make the page is found out in the indexes alone where they hold what is asked, and only
 * those rows are read: sorting and skipping then cost little however wide the rows are.
 */
export async function logPage(
  table: LogTable,
  { where = EVERYTHING, customHeader, ...query }: MessageLogQuery,
): Promise<StoredMessageLog[]> {
  const { db, conditions, columns } = table
  const branches = await Promise.all(branchesOf(where, table.branchFields).map((branch) => branchSql(table, branch, query, customHeader)))
  const { limit, offset, orderBy = [] } = query
  const order = orderBy.length === 0 ? sql`` : sql`order by ${sql.join(orderBy.map((each) => ordering(each, conditions)))}`
  const range = limit === undefined && offset === undefined ? sql`` : sql`limit ${limit ?? Number.MAX_SAFE_INTEGER} offset ${offset ?? 0}`
  const found = sql`select ${sql.ref('number')} from (${sql.join(branches, sql` union all `)} ${order} ${range})`
  const own = sql.join(columns.map((field) => conditions.column(field)))
  const page = sql<StoredMessageLog>`select ${own} from message_logs where ${sql.ref('number')} in (${found}) ${order}`
  return (await page.execute(db)).rows
}

async function branchSql(
  table: LogTable,
  branch: LogCondition,
  query: Query<MessageLogField>,
  customHeader: HeaderMatch | undefined,
): Promise<RawBuilder<unknown>> {
  const { db, conditions } = table
  const keys = sql.join([sql.ref('number'), ...orderFields(query).map((field) => conditions.column(field))])
  if (customHeader !== undefined && (await isRare(db, customHeader))) {
    return sql`select ${keys} from ${carriersOf(customHeader)} where ${conditions.toSql(branch)}`
  }
  const test = conditions.toSql(branch, new Set(await misleading(table, branch, query)))
  return sql`select ${keys} from message_logs where ${customHeader === undefined ? test : sql`${test} and ${carries(customHeader)}`}`
}

const orderFields = ({ orderBy = [] }: Query<MessageLogField>): MessageLogField[] => [...new Set(orderBy.map(({ field }) => field))]

/**
 * The comparisons whose index would mislead: few rows must be sorted anyway, many are better walked in the wanted order. The planner
 * knows neither values nor how many rows are wanted.
 */
async function misleading(table: LogTable, branch: LogCondition, query: Query<MessageLogField>): Promise<readonly LogCondition[]> {
  const [first] = orderFields(query)
  if (query.limit === undefined || (first !== 'start' && first !== 'end')) return []
  const parts = conjuncts(branch)
  if (parts.some((part) => isAbout(part, first))) return []
  const status = parts.filter((part) => part.op === 'eq' && part.field === 'status')
  const range = parts.filter((part) => isAbout(part, first === 'start' ? 'end' : 'start'))
  const values = parts.filter((part) => part.op === 'eq' && part.field !== 'status' && table.branchFields.has(part.field))
  if (first === 'start' && values.length > 0) {
    return (await haveMany(table, values.slice(0, 1), SORTABLE.value)) ? [...values, ...range] : status
  }
  if (range.length === 0 || values.length > 0 || status.length > 0) return []
  return (await haveMany(table, range, SORTABLE.time)) ? range : []
}

/** Whether at least so many logs meet the conditions. */
async function haveMany({ db, conditions }: LogTable, parts: readonly LogCondition[], many: number): Promise<boolean> {
  const met = conditions.toSql({ op: 'and', conditions: parts })
  const some = sql<{ rows: number }>`select count(*) as ${sql.ref('rows')} from (select 1 from message_logs where ${met} limit ${many})`
  return Number((await some.execute(db)).rows[0]?.rows) >= many
}

const isAbout = (part: LogCondition, field: MessageLogField): boolean => 'field' in part && part.field === field

/** `null` sorts before everything else. */
function ordering(
  { field, descending }: { readonly field: MessageLogField; readonly descending: boolean },
  conditions: Conditions<MessageLogField>,
): RawBuilder<SqlBool> {
  const column = conditions.column(field)
  return descending ? sql`${column} desc nulls last` : sql`${column} asc nulls first`
}
