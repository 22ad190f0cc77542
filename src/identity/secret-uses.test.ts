import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import { SecretUses } from './secret-uses.ts'

const clock = new ManualClock(1000)
const written: object[] = []
const warnings: object[] = []
let failing = false
const store = {
  async noteSecretUse(uses: readonly { id: string; usedAt: number }[]) {
    if (failing) throw new Error('disk full')
    written.push(uses)
  },
}
const open = () => new SecretUses({ store, clock, logger: { info() {}, error() {}, warn: (...line) => warnings.push(line) } })

beforeEach(() => {
  vi.useFakeTimers()
  written.length = 0
  failing = false
})
afterEach(() => {
  vi.useRealTimers()
})

test('a minute of uses is one write, with the last time of each secret', async () => {
  const uses = open()
  for (const id of ['a', 'b', 'a']) {
    uses.note(id)
    clock.advance(1)
  }
  await vi.advanceTimersByTimeAsync(59_999)
  expect(written).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(written).toEqual([
    [
      { id: 'a', usedAt: 1002 },
      { id: 'b', usedAt: 1001 },
    ],
  ])
  await vi.advanceTimersByTimeAsync(600_000)
  expect(written).toHaveLength(1)
})

test('a flush writes at once, and nothing when there was no use', async () => {
  const uses = open()
  await uses.flush()
  uses.note('a')
  await uses.flush()
  await uses.flush()
  expect(written).toEqual([[{ id: 'a', usedAt: clock.now() }]])
  expect(vi.getTimerCount()).toBe(0)
})

test('a store that fails costs no call, only the note', async () => {
  failing = true
  const uses = open()
  uses.note('a')
  await uses.flush()
  expect(warnings).toEqual([['Last use of client secrets was not stored', { secrets: 1, reason: 'disk full' }]])
})
