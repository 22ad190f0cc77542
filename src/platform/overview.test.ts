import { expect, test } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import { record } from '../store/contract/message-logs.contract.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { Overview } from './overview.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

test('messages are counted by minute, hour and day, refusals since the same day, artifacts by what became of them', async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 1, 12, 30, 30))
  const now = clock.now()
  const store = await openSqliteStore({ file: ':memory:', clock })
  const began = (messageGuid: string, ago: number, status = 'COMPLETED') =>
    record({ messageGuid, start: now - ago, end: status === 'PROCESSING' ? null : now - ago + 5, status })
  await store.messageLogs.write([
    began('now', 0),
    began('minute', MINUTE, 'FAILED'),
    began('same minute', MINUTE + 10, 'PROCESSING'),
    began('oldest minute', 59 * MINUTE),
    began('two hours', 2 * HOUR, 'FAILED'),
    began('yesterday', 25 * HOUR, 'FAILED'),
  ])
  const artifact = { type: 'INTEGRATION_FLOW', version: '1', packageId: 'P', deployedBy: 'admin', deployedOn: 0 } as const
  const content = new Uint8Array()
  await store.runtimeArtifacts.put({ ...artifact, id: 'a', name: 'A', status: 'STARTED', error: null }, content)
  await store.runtimeArtifacts.put({ ...artifact, id: 'b', name: 'B', status: 'STARTING', error: null }, content)
  await store.runtimeArtifacts.put({ ...artifact, id: 'c', name: 'C', status: 'ERROR', error: 'No such script' }, content)
  const asked: (number | undefined)[] = []
  const explainer = {
    async causes(since?: number) {
      asked.push(since)
      return [{ cause: 'no-roles', count: 2 }]
    },
  }

  const { messages, ...rest } = await new Overview({ store, explainer, clock, version: '1.2.3', startedAt: 7 }).figures()

  expect(rest).toEqual({
    server: { version: '1.2.3', node: process.versions.node, startedAt: 7 },
    refusals: [{ cause: 'no-roles', count: 2 }],
    artifacts: { started: 1, others: 1, failed: [{ id: 'c', name: 'C', error: 'No such script' }] },
  })
  expect(asked).toEqual([Date.UTC(2025, 11, 31, 13)])
  expect(messages.hour).toEqual({ messages: 4, failed: 1 })
  expect(messages.day).toEqual({ messages: 5, failed: 2 })
  expect(messages.minutes).toHaveLength(60)
  expect(messages.minutes.filter((minute) => minute.messages > 0)).toEqual([
    { from: Date.UTC(2026, 0, 1, 11, 31), messages: 1, failed: 0 },
    { from: Date.UTC(2026, 0, 1, 12, 29), messages: 2, failed: 1 },
    { from: Date.UTC(2026, 0, 1, 12, 30), messages: 1, failed: 0 },
  ])
})
