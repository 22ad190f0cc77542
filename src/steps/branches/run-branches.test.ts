import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Branch, BranchEnd, GatheringPoint } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { exchangeOf } from '../step.fixture.ts'
import { keepProperties } from './kept-properties.ts'
import { type BranchOptions, type BranchStart, runBranches } from './run-branches.ts'

const POINT = { node: {}, combine: () => {} } as unknown as GatheringPoint
const ARRIVED: BranchEnd = { gathering: POINT, failure: undefined, handled: false }
const ELSEWHERE: BranchEnd = { gathering: undefined, failure: undefined, handled: false }
const FAILED: BranchEnd = { gathering: undefined, failure: 'broken', handled: false }
const HANDLED: BranchEnd = { gathering: undefined, failure: undefined, handled: true }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Branches named by their position; each ends after so many milliseconds. */
function* branches(begun: string[], ...ends: readonly (readonly [milliseconds: number, end: BranchEnd])[]): Generator<BranchStart> {
  for (const [index, [milliseconds, end]] of ends.entries()) {
    const branch: Branch = async () => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      return end
    }
    begun.push(String(index))
    yield { branch, exchange: exchangeOf({ body: String(index) }) }
  }
}

async function run(options: BranchOptions, ...ends: readonly (readonly [number, BranchEnd])[]) {
  const begun: string[] = []
  const running = runBranches(branches(begun, ...ends), options, undefined)
  await vi.runAllTimersAsync()
  const { count, gathering, messages, last, failed, stopped } = await running
  const nameOf = (exchange: Exchange | undefined): string | undefined => exchange?.body.asText()
  return {
    begun: begun.length,
    count,
    gathered: gathering === POINT,
    messages: messages.map(nameOf),
    last: nameOf(last),
    failed: nameOf(failed?.exchange),
    stopped: nameOf(stopped),
  }
}

describe('runBranches', () => {
  it('keeps the order of the branches, whichever ends first', async () => {
    const slowFirst = [
      [30, ARRIVED],
      [10, ARRIVED],
      [20, ELSEWHERE],
    ] as const
    expect(await run({ concurrency: 3, stopsAt: 'nothing' }, ...slowFirst)).toEqual({
      begun: 3,
      count: 3,
      gathered: true,
      messages: ['0', '1'],
      last: '2',
      failed: undefined,
      stopped: undefined,
    })
  })

  it('has no more of them under way than it may', async () => {
    const begun: string[] = []
    const running = runBranches(
      branches(begun, [10, ARRIVED], [10, ARRIVED], [10, ARRIVED]),
      { concurrency: 2, stopsAt: 'nothing' },
      undefined,
    )
    expect(begun).toEqual(['0', '1'])
    await vi.advanceTimersByTimeAsync(10)
    expect(begun).toEqual(['0', '1', '2'])
    await vi.runAllTimersAsync()
    expect((await running).count).toBe(3)
  })

  it('after the timeout counts only what has ended, begins nothing more and leaves no timer', async () => {
    const options: BranchOptions = { concurrency: 2, timeout: 25, stopsAt: 'nothing' }
    expect(await run(options, [10, ARRIVED], [40, ARRIVED], [10, ARRIVED], [10, ARRIVED], [10, ARRIVED])).toMatchObject({
      begun: 4,
      messages: ['0', '2'],
      last: '2',
    })
    expect(await run(options, [10, ARRIVED])).toMatchObject({ messages: ['0'] })
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    ['nothing', FAILED, { begun: 3, messages: ['0', '1', '2'], failed: '1', stopped: undefined }],
    ['failure', FAILED, { begun: 2, messages: ['0', '1'], failed: '1', stopped: undefined }],
    ['handled-failure', FAILED, { begun: 2, messages: ['0', '1'], failed: '1', stopped: undefined }],
    ['nothing', HANDLED, { begun: 3, messages: ['0', '1', '2'], failed: undefined, stopped: undefined }],
    ['failure', HANDLED, { begun: 3, messages: ['0', '1', '2'], failed: undefined, stopped: undefined }],
    ['handled-failure', HANDLED, { begun: 2, messages: ['0', '1'], failed: undefined, stopped: '1' }],
  ] as const)('stops at %s: %j', async (stopsAt, end, expected) => {
    expect(await run({ concurrency: 1, stopsAt }, [1, ARRIVED], [1, end], [1, ARRIVED])).toMatchObject(expected)
  })

  it('throws what ends the whole message and begins nothing more', async () => {
    const begun: string[] = []
    const ended: Branch = async () => {
      throw new Error('ended')
    }
    const starts = [{ branch: ended, exchange: exchangeOf() }, ...branches(begun, [1, ARRIVED])]
    await expect(runBranches(starts.values(), { concurrency: 1, stopsAt: 'nothing' }, undefined)).rejects.toThrow('ended')
  })
})

describe('keepProperties', () => {
  it('takes what branches set or changed, the last one first, and no caught exception', () => {
    const result = exchangeOf({ properties: { same: 1, changed: 1, both: 1 } })
    const [first, second] = [result.copy(), result.copy()]
    for (const [name, value] of Object.entries({ changed: 2, both: 2, new: 'a', CamelExceptionCaught: 'x' }))
      first.properties.set(name, value)
    second.properties.set('both', 3)
    second.properties.delete('same')
    keepProperties([first, second], result)
    expect([...result.properties]).toEqual([
      ['same', 1],
      ['changed', 2],
      ['both', 3],
      ['new', 'a'],
    ])
  })
})
