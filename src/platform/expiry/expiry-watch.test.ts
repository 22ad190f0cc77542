import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { DAY } from '../signing-keys/key-state.ts'
import type { ExpiringThing } from './expiring-things.ts'
import { ExpiryWatch } from './expiry-watch.ts'

const clock = new ManualClock()
const lines: object[] = []
beforeEach(() => {
  lines.length = 0
})

const thing = (change: Partial<ExpiringThing>): ExpiringThing => ({
  kind: 'secret',
  dialect: 'neo',
  name: 'orders',
  expiresAt: clock.now() + DAY,
  remedy: 'sluice secret add orders',
  ...change,
})
const watch = (within: () => Promise<ExpiringThing[]>) =>
  new ExpiryWatch({
    expiring: { within },
    clock,
    logger: { info() {}, warn: (...line) => lines.push(line), error: (...line) => lines.push(line) },
  })

test('warns of each thing once a day', async () => {
  const expiresAt = clock.now() - 1
  const watching = watch(async () => [thing({ kind: 'certificate', name: 'shop/laptop', expiresAt }), thing({})])
  for (let hour = 0; hour < 24; hour += 1) {
    await watching.run()
    clock.advance(3_600_000)
  }
  expect(lines).toEqual([
    [
      'A certificate has expired',
      { subaccount: 'neo', name: 'shop/laptop', expiresAt: '2025-12-31T23:59:59.999Z', remedy: 'sluice secret add orders' },
    ],
    [
      'A secret expires soon',
      { subaccount: 'neo', name: 'orders', expiresAt: '2026-01-02T00:00:00.000Z', remedy: 'sluice secret add orders' },
    ],
  ])
  await watching.run()
  expect(lines).toHaveLength(4)
})

test('a store that fails is logged, and nothing is thrown', async () => {
  await watch(() => Promise.reject(new Error('disk full'))).run()
  expect(lines).toEqual([['What expires soon could not be read', { reason: 'disk full' }]])
})
