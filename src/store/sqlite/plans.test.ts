import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { MessageLogField, MessageLogStore } from '../message-logs.ts'
import type { Condition } from '../query.ts'
import type { Store } from '../store.ts'
import { openSqliteStore } from './open.ts'

type LogCondition = Condition<MessageLogField>

const eq = (field: MessageLogField, value: string | number | null): LogCondition => ({ op: 'eq', field, value })
const ne = (field: MessageLogField, value: string): LogCondition => ({ op: 'ne', field, value })
const and = (...conditions: LogCondition[]): LogCondition => ({ op: 'and', conditions })
const or = (...conditions: LogCondition[]): LogCondition => ({ op: 'or', conditions })
const window = and({ op: 'ge', field: 'end', value: 1 }, { op: 'lt', field: 'end', value: 2 })
const newest = { orderBy: [{ field: 'start', descending: true }], limit: 50 } as const
const latest = { orderBy: [{ field: 'end', descending: true }], limit: 50 } as const

let folder: string
let store: Store
let database: InstanceType<typeof Sqlite>
const prepare = vi.spyOn(Sqlite.prototype, 'prepare')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-plans-'))
  store = await openSqliteStore({ file: join(folder, 'sluice.db') })
  database = new Sqlite(join(folder, 'sluice.db'), { readonly: true })
})
afterAll(async () => {
  prepare.mockRestore()
  database.close()
  await store.close()
  rmSync(folder, { recursive: true })
})

/** What stands around the search: the rows of a page read by their numbers, and the sum of a count. */
const AROUND =
  /^(SCAN CONSTANT ROW|SCALAR SUBQUERY|SEARCH message_logs USING INTEGER PRIMARY KEY|LIST SUBQUERY|CREATE BLOOM|CO-ROUTINE|SCAN \(sub)/

/**
 * How the last statement that the question prepares finds its rows. It rests on the recorded statistics, not on rows. Of a page the last
 * step is left out: it sorts the rows that were found.
 */
async function planOf(ask: (logs: MessageLogStore) => Promise<unknown>): Promise<string[]> {
  prepare.mockClear()
  await ask(store.messageLogs)
  const statement = String(prepare.mock.calls.at(-1)?.[0])
  const parameters = Array.from(statement.matchAll(/\?/g), () => 0)
  const steps = database.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...parameters)
  const page = steps.some(({ detail }) => detail.startsWith('LIST SUBQUERY')) && steps.at(-1)?.detail === 'USE TEMP B-TREE FOR ORDER BY'
  return steps.slice(0, page ? -1 : undefined).flatMap(({ detail }) => (AROUND.test(detail) ? [] : [detail]))
}

const covering = (name: string, condition = '') =>
  `${condition === '' ? 'SCAN' : 'SEARCH'} message_logs USING COVERING INDEX message_logs_${name}${condition && ` (${condition})`}`
const merged = (left: string, right: string) => ['MERGE (UNION ALL)', 'LEFT', left, 'RIGHT', right]
const SORT = 'USE TEMP B-TREE FOR ORDER BY'

test.each<[string, (logs: MessageLogStore) => Promise<unknown>, string[]]>([
  ['the latest', (logs) => logs.query(latest), [covering('end')]],
  ['the latest by start', (logs) => logs.query(newest), [covering('start')]],
  ['the latest of a status', (logs) => logs.query({ ...latest, where: eq('status', 'FAILED') }), [covering('status', 'status=?')]],
  [
    'the latest of a status by start',
    (logs) => logs.query({ ...newest, where: eq('status', 'FAILED') }),
    [covering('status_start', 'status=?')],
  ],
  [
    'the latest of two statuses',
    (logs) => logs.query({ ...latest, where: or(eq('status', 'FAILED'), eq('status', 'ESCALATED')) }),
    merged(covering('status', 'status=?'), covering('status', 'status=?')),
  ],
  [
    'the latest of a flow without a status',
    (logs) => logs.query({ ...latest, limit: 1, where: and(eq('flowId', 'orders'), ne('status', 'DISCARDED')) }),
    [covering('flow', 'flowId=?')],
  ],
  [
    'a flow by id or name',
    (logs) => logs.query({ ...latest, where: and(or(eq('flowId', 'orders'), eq('flowName', 'orders')), ne('status', 'DISCARDED')) }),
    merged(covering('flow', 'flowId=?'), covering('flow_name', 'flowName=?')),
  ],
  ['a flow by start', (logs) => logs.query({ ...newest, where: eq('flowId', 'orders') }), [covering('flow', 'flowId=?'), SORT]],
  ['a sender', (logs) => logs.query({ ...latest, where: eq('sender', 'ERP') }), [covering('sender', 'sender=?')]],
  [
    'a custom status',
    (logs) => logs.query({ ...latest, where: eq('customStatus', 'Posted') }),
    [covering('custom_status', 'customStatus=?')],
  ],
  ['an unusual log level', (logs) => logs.query({ ...latest, where: eq('logLevel', 'TRACE') }), [covering('log_level', 'logLevel=?')]],
  [
    'one by guid',
    (logs) => logs.query({ where: eq('messageGuid', 'a') }),
    ['SEARCH message_logs USING COVERING INDEX sqlite_autoindex_message_logs_1 (messageGuid=?)'],
  ],
  [
    'a correlation, whatever the status',
    (logs) => logs.query({ ...latest, where: and(eq('status', 'COMPLETED'), eq('correlationId', 'a')) }),
    ['SEARCH message_logs USING INDEX message_logs_correlation (correlationId=?)', SORT],
  ],
  [
    'an application message, whatever the status',
    (logs) => logs.query({ ...latest, where: and(eq('status', 'COMPLETED'), eq('applicationMessageId', 'a')) }),
    ['SEARCH message_logs USING INDEX message_logs_application_message (applicationMessageId=?)'],
  ],
  ['the count of a short time window', (logs) => logs.count(window), [covering('end', 'end>? AND end<?')]],
  [
    'the count of a status in a short time window',
    (logs) => logs.count(and(window, eq('status', 'FAILED'))),
    [covering('status', 'status=? AND end>? AND end<?')],
  ],
  [
    'the count of a status',
    (logs) => logs.count(eq('status', 'FAILED')),
    ['SEARCH message_log_counts USING PRIMARY KEY (status=?)', covering('status', 'status=? AND end=?')],
  ],
  [
    'the count of a flow by id or name',
    (logs) => logs.count(and(or(eq('flowId', 'orders'), eq('flowName', 'orders')), ne('status', 'DISCARDED'))),
    [covering('flow', 'flowId=?'), covering('flow_name', 'flowName=?')],
  ],
  ['all that is in process', (logs) => logs.count(eq('end', null)), [covering('end', 'end=?')]],
  [
    'since a start',
    (logs) => logs.query({ where: { op: 'ge', field: 'start', value: 5 }, orderBy: [{ field: 'start', descending: false }] }),
    [covering('start', 'start>?')],
  ],
  [
    'a custom header',
    (logs) => logs.customHeaders({ name: 'order', value: '4711' }),
    ['SEARCH message_log_headers USING INDEX message_log_headers_value (name=? AND value=?)'],
  ],
])('%s walks its index', async (_, ask, plan) => {
  expect(await planOf(ask)).toEqual(plan)
})
