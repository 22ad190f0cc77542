import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Deadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A source that gives its next piece when it is told to. */
function source() {
  let give: (done: boolean) => void = () => undefined
  const body = (async function* () {
    while (!(await new Promise<boolean>((resolve) => (give = resolve)))) yield new Uint8Array(1)
  })()
  return { body, give: (done = false) => give(done) }
}

describe('Deadline', () => {
  it('aborts once its time is over', () => {
    const deadline = new Deadline(100)
    deadline.start()
    vi.advanceTimersByTime(99)
    expect(deadline.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect(deadline.signal.aborted).toBe(true)
  })

  it.each([0, 100])('does not when it is stopped, or waits for ever (%d)', (milliseconds) => {
    const deadline = new Deadline(milliseconds)
    deadline.start()
    if (milliseconds > 0) deadline.stop()
    vi.advanceTimersByTime(1_000_000)
    expect(deadline.signal.aborted).toBe(false)
  })

  it('counts the time in which the other system takes no piece, and that after the last one', async () => {
    const deadline = new Deadline(100)
    deadline.start()
    const { body, give } = source()
    const sending = deadline.whileSending(body)
    const first = sending.next()
    await vi.advanceTimersByTimeAsync(1000)
    expect(deadline.signal.aborted).toBe(false)
    give()
    await first
    const end = sending.next()
    await vi.advanceTimersByTimeAsync(1000)
    give(true)
    await end
    await vi.advanceTimersByTimeAsync(99)
    expect(deadline.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(deadline.signal.aborted).toBe(true)
  })

  it('counts the time in which the other system sends no piece, and none after the last one', async () => {
    const deadline = new Deadline(100)
    const { body, give } = source()
    const receiving = deadline.whileReceiving(body)
    const first = receiving.next()
    await vi.advanceTimersByTimeAsync(99)
    give()
    await first
    await vi.advanceTimersByTimeAsync(1000)
    const end = receiving.next()
    await vi.advanceTimersByTimeAsync(99)
    give(true)
    await end
    await vi.advanceTimersByTimeAsync(1000)
    expect(deadline.signal.aborted).toBe(false)
    const silent = new Deadline(100)
    void silent.whileReceiving(source().body).next()
    await vi.advanceTimersByTimeAsync(100)
    expect(silent.signal.aborted).toBe(true)
  })
})
