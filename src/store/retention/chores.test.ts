import { afterEach, beforeEach, expect, test } from 'vitest'
import { messageLog } from '../contract/message-logs.contract.ts'
import { openSqliteStore } from '../sqlite/open.ts'
import type { Store } from '../store.ts'
import { chores } from './chores.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const NOW = 1_800_000_000_000
const KEPT = { messageLogsKeptDays: 30, messageStoreKeptDays: 90, deployTasksKeptDays: 7, traceKeptMinutes: 60 }

let store: Store
beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' })
})
afterEach(() => store.close())

const perform = (what: string) =>
  chores(store, KEPT)
    .find((chore) => chore.what === what)!
    .run(NOW, 10)

/** Moments just inside and just outside of what is kept. */
const around = (age: number) => ({ young: NOW - age, old: NOW - age - 1 })

test('message processing logs are kept for their days', async () => {
  const details = { customHeaders: [], attachments: [], adapterAttributes: [], error: null }
  for (const [messageGuid, end] of Object.entries(around(30 * DAY))) {
    await store.messageLogs.write([{ log: messageLog({ messageGuid, start: end, end }), details }])
  }
  expect(await perform('message processing logs')).toBe(1)
  expect((await store.messageLogs.query({})).map((log) => log.messageGuid)).toEqual(['young'])
})

test('persisted messages are kept for their days', async () => {
  for (const [id, time] of Object.entries(around(90 * DAY))) {
    const entry = { id, messageGuid: 'm', storeId: 's', time, contentType: 'text/plain' }
    await store.messageStore.write({ entry, content: Buffer.from('x'), properties: [], attachments: [] })
  }
  expect(await perform('persisted messages')).toBe(1)
  expect((await store.messageStore.ofMessage('m')).map((entry) => entry.id)).toEqual(['young'])
})

test('deploy tasks are kept for their days', async () => {
  for (const [id, createdAt] of Object.entries(around(7 * DAY))) {
    await store.runtimeArtifacts.putTask({ id, artifactId: 'flow', status: 'SUCCESS', createdAt })
  }
  expect(await perform('deploy tasks')).toBe(1)
  expect([await store.runtimeArtifacts.task('old'), (await store.runtimeArtifacts.task('young'))?.id]).toEqual([undefined, 'young'])
})

test('traces are kept for their minutes, their logs longer', async () => {
  const details = { customHeaders: [], attachments: [], adapterAttributes: [], error: null }
  const message = { childCount: 1, elementId: 'e', size: 1, mimeType: '', payload: 0, headers: 0, exchangeProperties: 0 }
  for (const [id, stop] of Object.entries(around(60 * MINUTE))) {
    const run = { id, start: stop, stop, logLevel: 'TRACE', overallState: 'COMPLETED', processId: 'node' } as const
    const trace = { messages: [message], contents: [Buffer.from('[]')] }
    const log = messageLog({ messageGuid: id, start: stop, end: stop })
    await store.messageLogs.write([{ log, details, run: { run, steps: [], trace } }])
  }
  expect(await perform('traces')).toBe(1)
  expect([await store.runs.traceMessages('old', 1), (await store.runs.traceMessages('young', 1)).length]).toEqual([[], 1])
  expect(await store.messageLogs.count()).toBe(2)
})

test('data store entries are kept as long as each says', async () => {
  const entry = { storeName: 's', flowId: '', type: '', messageId: 'm', createdAt: 1, dueAt: 2, headers: {} }
  for (const [id, retainUntil] of Object.entries({ gone: NOW, there: NOW + 1 })) {
    await store.dataStores.put({ ...entry, id, retainUntil }, Buffer.from('x'), false)
  }
  expect(await perform('data store entries')).toBe(1)
  expect((await store.dataStores.entries({}, 0)).map(({ id }) => id)).toEqual(['there'])
})

test('what has an expiry goes with it', async () => {
  await store.replays.spend({ kind: 'dpop-proof', id: 'gone', expiresAt: NOW })
  await store.revocations.revokeToken({ id: 'gone', expiresAt: NOW })
  expect([await perform('ids of used proofs and assertions'), await perform('revocations')]).toEqual([1, 1])
})

test('an empty store has nothing to take away', async () => {
  const counts = await Promise.all(chores(store, KEPT).map(({ run }) => run(NOW, 10)))
  expect(counts).toEqual(counts.map(() => 0))
})
