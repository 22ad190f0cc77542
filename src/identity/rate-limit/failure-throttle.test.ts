import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { FailureThrottle } from './failure-throttle.ts'

let clock: ManualClock
let throttle: FailureThrottle
beforeEach(() => {
  clock = new ManualClock()
  throttle = new FailureThrottle({ clock, failuresPerClient: 3, failuresPerSource: 10 })
})

const attempt = (clientId = 'orders', remoteAddress = '192.0.2.7') => ({ clientId, remoteAddress })
const fail = (times: number, of = attempt()) => {
  for (let time = 0; time < times; time++) throttle.failed(of)
}
const secondsOf = (of = attempt()) => throttle.waitOf(of)?.seconds

test('a few failures cost nothing', () => {
  fail(2)
  expect(throttle.waitOf(attempt())).toBeUndefined()
})

test('then each one doubles the wait, up to a minute', () => {
  fail(3)
  const waits = [secondsOf()]
  for (let more = 0; more < 8; more++) {
    fail(1)
    waits.push(secondsOf())
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
  expect(throttle.waitOf(attempt())).toEqual({ seconds: 60, source: '192.0.2.7', becauseOf: 'client' })
})

test('the wait runs out, and waiting longer forgets failures', () => {
  fail(4)
  clock.advance(1999)
  expect(secondsOf()).toBe(1)
  clock.advance(1)
  expect(throttle.waitOf(attempt())).toBeUndefined()
  clock.advance(10 * 60_000)
  fail(2)
  expect(throttle.waitOf(attempt())).toBeUndefined()
})

test('X21 another source and another client are not held up', () => {
  fail(9)
  expect(secondsOf()).toBe(60)
  expect(throttle.waitOf(attempt('orders', '192.0.2.8'))).toBeUndefined()
  expect(throttle.waitOf(attempt('stock'))).toBeUndefined()
})

test('a success forgets the failures of its client', () => {
  fail(9)
  throttle.succeeded(attempt())
  expect(throttle.waitOf(attempt())).toBeUndefined()
})

describe('X22 many clients from one source', () => {
  beforeEach(() => {
    for (let index = 0; index < 10; index++) fail(1, attempt(`client-${index}`))
  })

  test('are held up together', () => {
    expect(throttle.waitOf(attempt('client-10'))).toEqual({ seconds: 1, source: '192.0.2.7', becauseOf: 'source' })
    expect(throttle.waitOf(attempt('client-10', '192.0.2.8'))).toBeUndefined()
  })

  test('a client that has authenticated from there before is not', () => {
    throttle.succeeded(attempt('orders'))
    expect(throttle.waitOf(attempt('orders'))).toBeUndefined()
    expect(secondsOf(attempt('client-10'))).toBe(1)
  })

  test('of IPv6, every address of a network is the same source', () => {
    for (let index = 0; index < 10; index++) fail(1, attempt(`client-${index}`, `2001:db8::${index}`))
    expect(secondsOf(attempt('orders', '2001:db8::ffff'))).toBe(1)
    expect(throttle.waitOf(attempt('orders', '2001:db8:0:1::'))).toBeUndefined()
  })
})

test('X64 a clock that is put back makes nobody wait longer', () => {
  fail(4)
  clock.advance(-3_600_000)
  expect(throttle.waitOf(attempt())).toBeUndefined()
  fail(3)
  expect(secondsOf()).toBe(16)
})

test('0 is no limit', () => {
  throttle = new FailureThrottle({ clock, failuresPerClient: 0, failuresPerSource: 0 })
  fail(1000)
  expect(throttle.waitOf(attempt())).toBeUndefined()
})

test('what is remembered is bounded: the oldest is forgotten', () => {
  fail(9)
  for (let index = 0; index < 20_000; index++) throttle.failed(attempt('orders', `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`))
  expect(throttle.waitOf(attempt())).toBeUndefined()
})
