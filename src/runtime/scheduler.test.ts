import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Body } from '../engine/body.ts'
import type { Schedule } from '../engine/define-adapter.ts'
import type { Entry } from '../engine/plan.ts'
import { silentLogger } from '../kernel/logger.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import type { MessageRunner } from './message-runner.ts'
import { RunningFlow } from './running-flow.ts'
import { Scheduler } from './scheduler.ts'

const flow = new RunningFlow({ id: 'f' } as RuntimeArtifact, '', { id: 'f', name: 'f', version: '1', entries: [] })
const entry = {} as Entry
const cron = (...expressions: string[]): Schedule => ({ kind: 'cron', expressions, timeZone: 'UTC', startAt: undefined, endAt: undefined })

describe('Scheduler', () => {
  let fired: number[]
  let run: () => Promise<void>
  /** The body with which messages end. */
  let left: Readable
  let scheduler: Scheduler

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 0, 0, 0) })
    fired = []
    run = async () => void fired.push(Date.now())
    left = new Readable({ read: () => undefined })
    const runner = { open: () => ({ body: Body.stream(left) }), run: () => run() } as unknown as MessageRunner
    scheduler = new Scheduler({ runner, logger: silentLogger })
  })
  afterEach(() => {
    scheduler.removeOwner(flow)
    vi.useRealTimers()
  })

  test('run once fires at deployment and not when the node starts again', async () => {
    scheduler.add({ kind: 'once' }, flow, entry, false)
    await vi.advanceTimersByTimeAsync(1000)
    expect(fired).toEqual([])
    scheduler.add({ kind: 'once' }, flow, entry, true)
    await vi.advanceTimersByTimeAsync(0)
    expect(fired.length).toBe(1)
  })

  test('what nobody reads of the last body is given back', async () => {
    scheduler.add({ kind: 'once' }, flow, entry, true)
    await vi.advanceTimersByTimeAsync(0)
    expect(left.destroyed).toBe(true)
  })

  test('a cron expression fires at its times until the flow is removed', async () => {
    scheduler.add(cron('*/10 * * * * * *'), flow, entry, true)
    await vi.advanceTimersByTimeAsync(30_500)
    expect(fired.map((time) => new Date(time).getUTCSeconds())).toEqual([10, 20, 30])
    scheduler.removeOwner(flow)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(fired.length).toBe(3)
  })

  test('several expressions all fire', async () => {
    scheduler.add(cron('5 0 0 * * * *', '7 0 0 * * * *'), flow, entry, true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fired.map((time) => new Date(time).getUTCSeconds())).toEqual([5, 7])
  })

  test('a failed message does not stop the timer', async () => {
    run = async () => {
      fired.push(Date.now())
      throw new Error('broken')
    }
    scheduler.add(cron('*/10 * * * * * *'), flow, entry, true)
    await vi.advanceTimersByTimeAsync(20_500)
    expect(fired.length).toBe(2)
  })

  test('the next message waits for the one in process', async () => {
    let finish = () => {}
    run = () => {
      fired.push(Date.now())
      return new Promise((resolve) => {
        finish = resolve
      })
    }
    scheduler.add(cron('*/10 * * * * * *'), flow, entry, true)
    await vi.advanceTimersByTimeAsync(35_000)
    expect(fired.length).toBe(1)
    finish()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fired.length).toBe(2)
  })
})
