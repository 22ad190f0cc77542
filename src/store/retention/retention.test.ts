import { expect, test, vi } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { silentLogger } from '../../kernel/logger.ts'
import type { Chore } from './chores.ts'
import { Retention } from './retention.ts'

const clock = new ManualClock()

/** A chore with that many things that are too old; `during` happens in each of its runs. */
function chore(what: string, count: number, calls: string[], during: () => void = () => {}): Chore {
  let left = count
  return {
    what,
    async run(now, limit) {
      expect(now).toBe(clock.now())
      const deleted = Math.min(left, limit)
      left -= deleted
      calls.push(`${what} ${deleted}`)
      during()
      return deleted
    },
  }
}

test('deletes in batches until nothing is left, one chore after the other', async () => {
  const calls: string[] = []
  const retention = new Retention({ chores: [chore('a', 250, calls), chore('b', 0, calls)], clock, logger: silentLogger })
  await retention.sweep()
  expect(calls).toEqual(['a 100', 'a 100', 'a 50', 'b 0'])
})

test('a sweep waits for the one before', async () => {
  const calls: string[] = []
  const retention = new Retention({ chores: [chore('a', 150, calls)], clock, logger: silentLogger })
  await Promise.all([retention.sweep(), retention.sweep()])
  expect(calls).toEqual(['a 100', 'a 50', 'a 0'])
})

test('a chore that fails is reported and does not keep the others from theirs', async () => {
  const calls: string[] = []
  const logger = { ...silentLogger, error: vi.fn() }
  const broken: Chore = { what: 'tokens', run: () => Promise.reject(new Error('disk full')) }
  await new Retention({ chores: [broken, chore('b', 1, calls)], clock, logger }).sweep()
  expect(calls).toEqual(['b 1'])
  expect(logger.error).toHaveBeenCalledExactlyOnceWith('What is too old could not be deleted', { what: 'tokens', reason: 'disk full' })
})

test('others have their turn between two batches', async () => {
  const calls: string[] = []
  const others = () => void setImmediate(() => calls.push('somebody else'))
  const retention = new Retention({ chores: [chore('a', 101, calls, others)], clock, logger: silentLogger })
  await retention.sweep()
  expect(calls).toEqual(['a 100', 'somebody else', 'a 1'])
})

test('stopping ends the sweep after the batch in work', async () => {
  const calls: string[] = []
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped = retention.stop()
  }
  const retention = new Retention({ chores: [chore('a', 10_000, calls, stop), chore('b', 1, calls)], clock, logger: silentLogger })
  await retention.sweep()
  await stopped
  expect(calls).toEqual(['a 100'])
})

test('sweeps every ten minutes until it is stopped', async () => {
  vi.useFakeTimers()
  try {
    const calls: string[] = []
    const retention = new Retention({ chores: [chore('a', 0, calls)], clock, logger: silentLogger })
    retention.start()
    await vi.advanceTimersByTimeAsync(1_200_000)
    expect(calls).toEqual(['a 0', 'a 0'])
    await retention.stop()
    await vi.advanceTimersByTimeAsync(1_200_000)
    expect(calls).toHaveLength(2)
  } finally {
    vi.useRealTimers()
  }
})
