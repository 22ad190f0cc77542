import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Exchange } from '../engine/exchange.ts'
import type { MessageLog } from '../engine/message-log.ts'
import type { Entry } from '../engine/plan.ts'
import type { Inbox, PollTrigger } from '../engine/poll.ts'
import { Signal } from '../engine/signal.ts'
import { ManualClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import { MessageRunner } from './message-runner.ts'
import { Pollers } from './pollers.ts'
import { RunningFlow } from './running-flow.ts'

describe('Pollers', () => {
  let clock: ManualClock
  let logs: MessageLog[]
  let announced: MessageLog[]
  let pollers: Pollers
  let flow: RunningFlow
  let signal: Signal
  let process: (exchange: Exchange) => Promise<void>

  beforeEach(() => {
    vi.useFakeTimers()
    clock = new ManualClock(1000)
    logs = []
    announced = []
    process = async () => {}
    signal = new Signal()
    const kept = { begin: () => {}, end: (log: MessageLog) => void logs.push(log), announce: (log: MessageLog) => void announced.push(log) }
    const runner = new MessageRunner({ clock, logs: kept, levels: { levelOf: () => 'INFO' }, processId: 'node' })
    pollers = new Pollers({ runner, logger: silentLogger })
    flow = new RunningFlow({ id: 'F', name: 'Flow', packageId: 'P' } as RuntimeArtifact, 'Package', {
      ...{ id: 'F', name: 'Flow', version: '1', entries: [] },
    })
  })
  afterEach(() => {
    pollers.removeOwner(flow)
    vi.useRealTimers()
  })

  function add(poll: PollTrigger['poll']): void {
    const trigger: PollTrigger = { kind: 'poll', interval: 10_000, poll }
    const run = async (exchange: Exchange) => {
      await process(exchange)
      return 'completed' as const
    }
    pollers.add(trigger, flow, { trigger, startId: 'Start', signal, sender: 'Shop', run } satisfies Entry)
  }

  test('polls at once, and again after the interval from the end of a poll', async () => {
    let polls = 0
    let finish = () => {}
    add(() => {
      polls++
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect([polls, flow.inFlight.count]).toEqual([1, 1])
    finish()
    await vi.advanceTimersByTimeAsync(9999)
    expect([polls, flow.inFlight.count]).toEqual([1, 0])
    await vi.advanceTimersByTimeAsync(1)
    expect(polls).toBe(2)
    finish()
  })

  test('a signal brings the next poll, once, also when one runs', async () => {
    let polls = 0
    add(async () => {
      if (++polls === 1) {
        signal.notify()
        signal.notify()
      }
    })
    await vi.advanceTimersByTimeAsync(0)
    expect(polls).toBe(2)
    signal.notify()
    await vi.advanceTimersByTimeAsync(0)
    expect(polls).toBe(3)
    await vi.advanceTimersByTimeAsync(9999)
    expect(polls).toBe(3)
    await vi.advanceTimersByTimeAsync(1)
    expect(polls).toBe(4)
  })

  test('a poll that fails does not stop the next', async () => {
    let polls = 0
    add(async () => {
      polls++
      throw new Error('broken')
    })
    await vi.advanceTimersByTimeAsync(20_000)
    expect(polls).toBe(3)
  })

  test('nothing is polled once the flow is taken down, which waits for the poll', async () => {
    let polls = 0
    const inboxes: Inbox[] = []
    let finish = () => {}
    add((inbox) => {
      polls++
      inboxes.push(inbox)
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    await vi.advanceTimersByTimeAsync(0)
    pollers.removeOwner(flow)
    signal.notify()
    expect([inboxes[0]!.closed, flow.inFlight.count]).toEqual([true, 1])
    finish()
    await vi.advanceTimersByTimeAsync(30_000)
    expect([polls, flow.inFlight.count, vi.getTimerCount()]).toEqual([1, 0, 0])
  })

  test('a message that failed and is tried again keeps its identity and its beginning', async () => {
    const failure = new Error('receiver down')
    const outcomes: unknown[] = []
    process = async () => {
      clock.advance(5)
      throw failure
    }
    add(async (inbox) => {
      const first = await inbox.deliver({ retries: true, fill: (exchange) => void exchange.headers.set('own', 1) })
      process = async () => {}
      const second = await inbox.deliver({ identity: { ...first.identity, retries: 1 }, retries: true, fill: () => {} })
      outcomes.push(first, second)
    })
    await vi.advanceTimersByTimeAsync(0)
    const { messageGuid, correlationId } = logs[0]!
    const identity = { messageGuid, correlationId, start: 1000 }
    expect(outcomes).toEqual([
      { identity: { ...identity, retries: 0 }, failure },
      { identity: { ...identity, retries: 1 }, failure: undefined },
    ])
    expect(logs.map(({ messageGuid, status, start, end, sender }) => ({ messageGuid, status, start, end, sender }))).toEqual([
      { messageGuid, status: 'RETRY', start: 1000, end: 1005, sender: 'Shop' },
      { messageGuid, status: 'COMPLETED', start: 1000, end: 1005, sender: 'Shop' },
    ])
    expect(logs.map(({ run }) => run?.start)).toEqual([1000, 1005])
    expect(logs[0]!.run!.id).not.toBe(logs[1]!.run!.id)
  })

  test('a message that is not tried again fails, also when it cannot be filled', async () => {
    add(async (inbox) => {
      await inbox.deliver({
        retries: false,
        fill: () => {
          throw new Error('gone')
        },
      })
    })
    await vi.advanceTimersByTimeAsync(0)
    expect(logs.map(({ status, error }) => [status, error?.text])).toEqual([['FAILED', 'gone']])
  })

  test('a message can be shown before it runs', async () => {
    const identity = { messageGuid: 'AGguid', correlationId: 'AGcorrelation', start: 7, retries: 0 }
    add(async (inbox) => inbox.announce(identity))
    await vi.advanceTimersByTimeAsync(0)
    const [{ messageGuid, correlationId, start, status, flowName, packageName, run } = {} as MessageLog] = announced
    expect({ messageGuid, correlationId, start, status, flowName, packageName, run }).toEqual({
      ...{ messageGuid: 'AGguid', correlationId: 'AGcorrelation', start: 7, status: 'PROCESSING' },
      ...{ flowName: 'Flow', packageName: 'Package', run: undefined },
    })
  })
})
