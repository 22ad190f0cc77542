import { expect, test } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { Refusal } from '../refusals.ts'
import { TokenRate } from './token-rate.ts'

function open(perSecond: number) {
  const clock = new ManualClock()
  const rate = new TokenRate({ clock, perSecond })
  const granted = (clientId: string, times: number) => {
    let count = 0
    for (let time = 0; time < times; time++) count += attempt(() => rate.take(clientId)) === undefined ? 1 : 0
    return count
  }
  return { clock, rate, granted }
}

function attempt(take: () => void): Refusal | undefined {
  try {
    take()
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown
    throw thrown
  }
}

test('a second’s worth at once, then as many as time allows', () => {
  const { clock, granted } = open(4)
  expect(granted('orders', 10)).toBe(4)
  clock.advance(500)
  expect(granted('orders', 10)).toBe(2)
  clock.advance(60_000)
  expect(granted('orders', 10)).toBe(4)
})

test('each client has its own', () => {
  const { granted } = open(1)
  expect([granted('orders', 2), granted('stock', 2)]).toEqual([1, 1])
})

test('says when to come again', () => {
  const { rate } = open(1)
  rate.take('orders')
  const refusal = attempt(() => rate.take('orders'))
  expect(refusal).toMatchObject({
    reason: 'too-many-token-requests',
    status: 429,
    message: 'Request limited by Rate Limiter configuration, try again in 1 second',
    facts: { clientId: 'orders', value: '1', limit: 1 },
  })
})

test('X64 a clock that is put back locks nobody out', () => {
  const { clock, granted } = open(2)
  granted('orders', 2)
  clock.advance(-3_600_000)
  clock.advance(1000)
  expect(granted('orders', 5)).toBeGreaterThan(0)
})

test('0 is no limit', () => {
  expect(open(0).granted('orders', 1000)).toBe(1000)
})
