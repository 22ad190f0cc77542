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

/** The plan of the one statement that the question prepares. It rests on the recorded statistics, not on rows. */
async function planOf(ask: (logs: MessageLogStore) => Promise<unknown>): Promise<string[]> {
  prepare.mockClear()
  await ask(store.messageLogs)
  const statement = String(prepare.mock.calls[0]?.[0])
  const parameters = Array.from(statement.matchAll(/\?/g), () => 0)
  const steps = database.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...parameters)
  return steps.map((step) => step.detail)
}

test.each<[string, (logs: MessageLogStore) => Promise<unknown>, string[]]>([
  ['the latest', (logs) => logs.query(latest), ['SCAN message_logs USING INDEX message_logs_end']],
  [
    'the latest of a status',
    (logs) => logs.query({ ...latest, where: eq('status', 'FAILED') }),
    ['SEARCH message_logs USING INDEX message_logs_status (status=?)'],
  ],
  [
    'the latest of two statuses',
    (logs) => logs.query({ ...latest, where: or(eq('status', 'FAILED'), eq('status', 'ESCALATED')) }),
    ['SEARCH message_logs USING INDEX message_logs_status (status=?)', 'USE TEMP B-TREE FOR ORDER BY'],
  ],
  [
    'the latest of a flow without a status',
    (logs) => logs.query({ ...latest, limit: 1, where: and(eq('flowId', 'orders'), ne('status', 'DISCARDED')) }),
    ['SEARCH message_logs USING INDEX message_logs_flow (flowId=?)'],
  ],
  [
    'a flow by id or name',
    (logs) => logs.query({ ...latest, where: or(eq('flowId', 'orders'), eq('flowName', 'orders')) }),
    [
      'MULTI-INDEX OR',
      'INDEX 1',
      'SEARCH message_logs USING INDEX message_logs_flow (flowId=?)',
      'INDEX 2',
      'SEARCH message_logs USING INDEX message_logs_flow_name (flowName=?)',
      'USE TEMP B-TREE FOR ORDER BY',
    ],
  ],
  [
    'one by guid',
    (logs) => logs.query({ where: eq('messageGuid', 'a') }),
    ['SEARCH message_logs USING INDEX sqlite_autoindex_message_logs_1 (messageGuid=?)'],
  ],
  [
    'a correlation, whatever the status',
    (logs) => logs.query({ ...latest, where: and(eq('status', 'COMPLETED'), eq('correlationId', 'a')) }),
    ['SEARCH message_logs USING INDEX message_logs_correlation (correlationId=?)', 'USE TEMP B-TREE FOR ORDER BY'],
  ],
  [
    'an application message, whatever the status',
    (logs) => logs.query({ ...latest, where: and(eq('status', 'COMPLETED'), eq('applicationMessageId', 'a')) }),
    ['SEARCH message_logs USING INDEX message_logs_application_message (applicationMessageId=?)', 'USE TEMP B-TREE FOR ORDER BY'],
  ],
  [
    'the count of a time window',
    (logs) => logs.count(window),
    ['SEARCH message_logs USING COVERING INDEX message_logs_end (end>? AND end<?)'],
  ],
  [
    'the count of a status in a time window',
    (logs) => logs.count(and(window, eq('status', 'FAILED'))),
    ['SEARCH message_logs USING COVERING INDEX message_logs_status (status=? AND end>? AND end<?)'],
  ],
  ['all that is in process', (logs) => logs.count(eq('end', null)), ['SEARCH message_logs USING COVERING INDEX message_logs_end (end=?)']],
  [
    'since a start',
    (logs) => logs.query({ where: { op: 'ge', field: 'start', value: 5 }, orderBy: [{ field: 'start', descending: false }] }),
    ['SEARCH message_logs USING INDEX message_logs_start (start>?)'],
  ],
  [
    'a custom header',
    (logs) => logs.withCustomHeader('order', '4711'),
    ['SEARCH message_log_headers USING COVERING INDEX message_log_headers_value (name=? AND value=?)'],
  ],
])('%s walks its index', async (_, ask, plan) => {
  expect(await planOf(ask)).toEqual(plan)
})
