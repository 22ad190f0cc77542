import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MessageLogField, StoredMessageLog } from '../message-logs.ts'
import type { Condition, Query } from '../query.ts'
import type { Store } from '../store.ts'
import { messageLog, record } from './message-logs.contract.ts'
import type { StoreSubject } from './subject.contract.ts'

type LogCondition = Condition<MessageLogField>
type Comparison = Extract<LogCondition, { field: MessageLogField }>

const TEXTS = ['', 'a', 'A', 'ab', 'a%b', 'a_b', 'axb', 'a\\b', '%', '_', '\\', "it's", '"', 'Größe', 'GRÖSSE', 'a\nb', '😀x']
const HOUR = 3_600_000
/** On, before and after the full hour, because counts may rest on hours. */
const TIMES = [0, 1, HOUR - 1, HOUR, HOUR + 1, 2 * HOUR, 3 * HOUR, -1]

/** Texts that differ little, times that repeat, and every third message in process. */
const LOGS: readonly StoredMessageLog[] = TEXTS.map((text, index) =>
  messageLog({
    messageGuid: `guid-${String(index).padStart(2, '0')}`,
    flowId: text,
    status: index % 2 === 0 ? 'COMPLETED' : 'FAILED',
    start: TIMES[index % TIMES.length]!,
    end: index % 3 === 0 ? null : TIMES[(index * 3) % TIMES.length]!,
  }),
)

/** The meaning of a condition, told a second time without SQL. */
function holds(condition: LogCondition, log: StoredMessageLog): boolean {
  if (condition.op === 'and') return condition.conditions.every((part) => holds(part, log))
  if (condition.op === 'or') return condition.conditions.some((part) => holds(part, log))
  if (condition.op === 'not') return !holds(condition.condition, log)
  const { op, field, value } = condition as Comparison
  const actual = log[field]
  if (op === 'eq') return actual === value
  if (op === 'ne') return actual !== value
  if (actual === null || value === null) return false
  if (op === 'startswith') return String(actual).startsWith(String(value))
  if (op === 'endswith') return String(actual).endsWith(String(value))
  if (op === 'contains') return String(actual).includes(String(value))
  return compares(op, typeof actual === 'number' ? actual - Number(value) : Buffer.compare(Buffer.from(actual), Buffer.from(String(value))))
}

function compares(op: 'gt' | 'ge' | 'lt' | 'le', order: number): boolean {
  return { gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[op]
}

const COMPARATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const

const leaf: fc.Arbitrary<LogCondition> = fc.oneof(
  fc.record({
    op: fc.constantFrom(...COMPARATORS),
    field: fc.constantFrom('flowId', 'status'),
    value: fc.constantFrom(...TEXTS, 'FAILED', null),
  }),
  fc.record({ op: fc.constantFrom(...COMPARATORS), field: fc.constantFrom('start', 'end'), value: fc.constantFrom(...TIMES, null) }),
  fc.record({ op: fc.constantFrom('startswith', 'endswith', 'contains'), field: fc.constant('flowId'), value: fc.constantFrom(...TEXTS) }),
)

/** What counts know about: a part about the status, and times from and to. */
const statusAndTimes: fc.Arbitrary<LogCondition> = fc
  .tuple(
    fc.array(fc.record({ op: fc.constantFrom('eq', 'ne'), field: fc.constant('status'), value: fc.constantFrom('FAILED', 'COMPLETED') }), {
      maxLength: 2,
    }),
    fc.array(
      fc.record({
        op: fc.constantFrom('gt', 'ge', 'lt', 'le'),
        field: fc.constantFrom('start', 'end'),
        value: fc.constantFrom(...TIMES, 0.5, HOUR - 0.5),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([status, times]) => ({ op: 'and', conditions: [...times, ...status] }) as LogCondition)

const condition: fc.Arbitrary<LogCondition> = fc.letrec<{ node: LogCondition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ op: fc.constantFrom('and', 'or'), conditions: fc.array(tie('node'), { maxLength: 4 }) }),
    fc.record({ op: fc.constant('not'), condition: tie('node') }),
  ),
})).node

export function conditionContract(subject: StoreSubject): void {
  describe('conditions on message logs', () => {
    let store: Store
    beforeAll(async () => {
      store = await subject.open()
      await store.messageLogs.write(LOGS.map((log) => record(log)))
    })
    afterAll(() => store.close())

    const guids = async (query: Query<MessageLogField>) => (await store.messageLogs.query(query)).map((log) => log.messageGuid)
    const flowIds = async (where: LogCondition) =>
      (await store.messageLogs.query({ where, orderBy: [{ field: 'messageGuid', descending: false }] })).map((log) => log.flowId)

    test('a question about status and times counts what it finds', async () => {
      const property = fc.asyncProperty(statusAndTimes, async (where) => {
        expect(await store.messageLogs.count(where)).toBe(LOGS.filter((log) => holds(where, log)).length)
      })
      await fc.assert(property, { numRuns: 300 })
    })

    test('any condition finds and counts what it means', async () => {
      await fc.assert(
        fc.asyncProperty(condition, async (where) => {
          const expected = LOGS.filter((log) => holds(where, log))
          expect(await store.messageLogs.query({ where, orderBy: [{ field: 'messageGuid', descending: false }] })).toEqual(expected)
          expect(await store.messageLogs.count(where)).toBe(expected.length)
        }),
        { numRuns: 300 },
      )
    })

    test('the wildcards of SQL are letters like others', async () => {
      expect(await flowIds({ op: 'contains', field: 'flowId', value: '%' })).toEqual(['a%b', '%'])
      expect(await flowIds({ op: 'startswith', field: 'flowId', value: 'a_' })).toEqual(['a_b'])
      expect(await flowIds({ op: 'endswith', field: 'flowId', value: '\\' })).toEqual(['\\'])
      expect(await flowIds({ op: 'contains', field: 'flowId', value: '\\b' })).toEqual(['a\\b'])
    })

    test('upper and lower case differ', async () => {
      expect(await flowIds({ op: 'eq', field: 'flowId', value: 'A' })).toEqual(['A'])
      expect(await flowIds({ op: 'startswith', field: 'flowId', value: 'A' })).toEqual(['A'])
      expect(await flowIds({ op: 'endswith', field: 'flowId', value: 'E' })).toEqual(['GRÖSSE'])
    })

    test('an empty and is true, an empty or is false', async () => {
      expect(await store.messageLogs.count({ op: 'and', conditions: [] })).toBe(LOGS.length)
      expect(await store.messageLogs.count({ op: 'or', conditions: [] })).toBe(0)
      expect(await store.messageLogs.count({ op: 'not', condition: { op: 'or', conditions: [] } })).toBe(LOGS.length)
      expect(await store.messageLogs.count()).toBe(LOGS.length)
    })

    test('null equals null alone, and not turns every answer around', async () => {
      const inProcess = LOGS.filter((log) => log.end === null).length
      expect(await store.messageLogs.count({ op: 'eq', field: 'end', value: null })).toBe(inProcess)
      expect(await store.messageLogs.count({ op: 'ne', field: 'end', value: null })).toBe(LOGS.length - inProcess)
      expect(await store.messageLogs.count({ op: 'gt', field: 'end', value: null })).toBe(0)
      expect(await store.messageLogs.count({ op: 'ge', field: 'end', value: -1 })).toBe(LOGS.length - inProcess)
      expect(await store.messageLogs.count({ op: 'not', condition: { op: 'ge', field: 'end', value: -1 } })).toBe(inProcess)
    })

    test('orders by several fields, null before everything else', async () => {
      const byGuid = { field: 'messageGuid', descending: false } as const
      const rank = (log: StoredMessageLog) => log.end ?? -HOUR
      const ascending = LOGS.toSorted((a, b) => rank(a) - rank(b)).map((log) => log.messageGuid)
      const descending = LOGS.toSorted((a, b) => rank(b) - rank(a)).map((log) => log.messageGuid)
      expect(await guids({ orderBy: [{ field: 'end', descending: false }, byGuid] })).toEqual(ascending)
      expect(await guids({ orderBy: [{ field: 'end', descending: true }, byGuid] })).toEqual(descending)
    })

    test('orders what one of several values finds', async () => {
      const anyOf = ['a', 'A', 'ab', 'a'].map((value) => ({ op: 'eq', field: 'flowId', value }) as const)
      const where: LogCondition = {
        op: 'and',
        conditions: [
          { op: 'or', conditions: anyOf },
          { op: 'ne', field: 'status', value: 'DISCARDED' },
        ],
      }
      const found = (descending: boolean) => guids({ where, orderBy: [{ field: 'messageGuid', descending }], limit: 2 })
      expect(await found(true)).toEqual(['guid-03', 'guid-02'])
      expect(await found(false)).toEqual(['guid-01', 'guid-02'])
      expect(await store.messageLogs.count(where)).toBe(3)
    })

    test('finds once what several parts of an or find', async () => {
      const byId = { op: 'eq', field: 'flowId', value: 'a' } as const
      const where: LogCondition = { op: 'or', conditions: [byId, { op: 'eq', field: 'flowName', value: 'Orders' }] }
      expect(await guids({ where, orderBy: [{ field: 'messageGuid', descending: false }] })).toHaveLength(LOGS.length)
      expect(await store.messageLogs.count(where)).toBe(LOGS.length)
    })

    test('limits and skips', async () => {
      const orderBy = [{ field: 'messageGuid', descending: true }] as const
      const all = LOGS.map((log) => log.messageGuid).toReversed()
      expect(await guids({ orderBy, limit: 3 })).toEqual(all.slice(0, 3))
      expect(await guids({ orderBy, limit: 3, offset: 2 })).toEqual(all.slice(2, 5))
      expect(await guids({ orderBy, offset: 10 })).toEqual(all.slice(10))
      expect(await guids({ orderBy, limit: 0 })).toEqual([])
      expect(await guids({ orderBy, offset: 1000 })).toEqual([])
    })

    test('a filter may be long', async () => {
      const anyOf = (length: number): LogCondition => ({
        op: 'or',
        conditions: Array.from({ length }, (_, index) => ({
          op: 'eq',
          field: 'messageGuid',
          value: `guid-${String(index).padStart(2, '0')}`,
        })),
      })
      expect(await store.messageLogs.count(anyOf(3))).toBe(3)
      expect(await store.messageLogs.count(anyOf(40_000))).toBe(LOGS.length)
      const parts = Array.from({ length: 3000 }, (_, index): LogCondition => ({ op: 'ge', field: 'start', value: -1 - index }))
      expect(await store.messageLogs.count({ op: 'and', conditions: parts })).toBe(LOGS.length)
    })

    test.each([
      ['a text for a time', { op: 'gt', field: 'end', value: 'yesterday' }, 'end can only be compared with a number'],
      ['a number for a text', { op: 'eq', field: 'status', value: 5 }, 'status can only be compared with a string'],
      ['a truth value', { op: 'ne', field: 'status', value: true }, 'status can only be compared with a string'],
      ['a part of a time', { op: 'contains', field: 'start', value: '1' }, 'start can only be compared with a number'],
      ['a text in a list', { op: 'or', conditions: [{ op: 'eq', field: 'end', value: '1' }] }, 'end can only be compared with a number'],
      ['an unknown field', { op: 'eq', field: 'nonsense', value: '1' }, 'There is no field nonsense'],
      ['a field that is SQL', { op: 'eq', field: '"status" or 1=1', value: '1' }, 'There is no field "status" or 1=1'],
      ['a field of every object', { op: 'eq', field: 'constructor', value: '1' }, 'There is no field constructor'],
    ])('refuses %s', async (_, where, message) => {
      await expect(store.messageLogs.query({ where: where as LogCondition })).rejects.toMatchObject({ code: 'bad-request', message })
      await expect(store.messageLogs.count(where as LogCondition)).rejects.toMatchObject({ code: 'bad-request', message })
    })

    test('refuses to order by an unknown field', async () => {
      const orderBy = [{ field: 'nonsense' as MessageLogField, descending: true }]
      await expect(store.messageLogs.query({ orderBy })).rejects.toMatchObject({
        code: 'bad-request',
        message: 'There is no field nonsense',
      })
    })
  })
}
