import { beforeEach, describe, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'
import { LONGEST_TOKEN, PUBLISHED_BEFORE_USE, stateOf } from './key-state.ts'
import type { RotationResult, SigningKeyRotation } from './signing-key-rotation.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
let rotation: SigningKeyRotation
let id: string
beforeEach(async () => {
  platform = await openPlatform()
  rotation = platform.signingKeys
  id = platform.subaccounts.cloudFoundry.id
  await rotation.add(id, { kid: 'first' })
  platform.clock.advance(1000)
})

const states = ({ changed, keys }: RotationResult) => [changed, ...keys.map((key) => `${key.kid} ${stateOf(key)}`)]
const conflict = (message: string) => ({ code: 'conflict', message })

test('the first key of a subaccount signs at once, and the other subaccount has keys of its own', async () => {
  const start = platform.clock.now() - 1000
  expect(await rotation.list(id)).toEqual([
    {
      kid: 'first',
      subaccountId: id,
      publicPem: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----/),
      privatePem: expect.not.stringContaining('PRIVATE'),
      active: true,
      createdAt: start,
      enabledAt: start,
    },
  ])
  expect(await rotation.list(platform.subaccounts.neo.id)).toEqual([])
})

test('add, enable, delete: each step once, a repeated one changes nothing (X63)', async () => {
  expect(states(await rotation.add(id, { kid: 'second' }))).toEqual([true, 'second waiting', 'first active'])
  expect(states(await rotation.add(id))).toEqual([false, 'second waiting', 'first active'])
  expect(states(await rotation.add(id, { kid: 'second' }))).toEqual([false, 'second waiting', 'first active'])
  platform.clock.advance(PUBLISHED_BEFORE_USE)
  expect(states(await rotation.enable(id))).toEqual([true, 'second active', 'first retired'])
  expect(states(await rotation.enable(id))).toEqual([false, 'second active', 'first retired'])
  expect(states(await rotation.enable(id, { kid: 'second' }))).toEqual([false, 'second active', 'first retired'])
  platform.clock.advance(LONGEST_TOKEN)
  expect(states(await rotation.delete(id))).toEqual([true, 'second active'])
  expect(states(await rotation.delete(id))).toEqual([false, 'second active'])
  expect(states(await rotation.delete(id, { kid: 'first' }))).toEqual([false, 'second active'])
})

describe('enable', () => {
  test('waits until clients know the key, to the millisecond; force does not', async () => {
    await rotation.add(id, { kid: 'second' })
    platform.clock.advance(PUBLISHED_BEFORE_USE - 1)
    await expect(rotation.enable(id)).rejects.toMatchObject(
      conflict(
        "Signing key 'second' can be enabled from 2026-01-01T00:30:01.000Z on: until then clients may hold a key set without it and refuse its tokens. Use force to enable it now",
      ),
    )
    expect(states(await rotation.enable(id, { force: true }))).toEqual([true, 'second active', 'first retired'])
  })

  test('goes back to a retired key at once: everybody knows it', async () => {
    await rotation.add(id, { kid: 'second' })
    await rotation.enable(id, { force: true })
    expect(states(await rotation.enable(id, { kid: 'first' }))).toEqual([true, 'second retired', 'first active'])
  })

  test('needs a key', async () => {
    await expect(rotation.enable(id)).rejects.toMatchObject(conflict('No signing key waits to be enabled. Add one first'))
    await expect(rotation.enable(id, { kid: 'other' })).rejects.toMatchObject({
      code: 'not-found',
      message: "There is no signing key 'other'. Keys: first",
    })
  })
})

describe('delete', () => {
  test('waits until the tokens of the key have ended; force does not', async () => {
    await rotation.add(id, { kid: 'second' })
    await rotation.enable(id, { force: true })
    platform.clock.advance(LONGEST_TOKEN - 1)
    await expect(rotation.delete(id)).rejects.toMatchObject(
      conflict(
        "Signing key 'first' can be deleted from 2026-01-02T00:00:01.000Z on: until then tokens that it signed may be valid. Use force to end them now",
      ),
    )
    expect(states(await rotation.delete(id, { kid: 'first', force: true }))).toEqual([true, 'second active'])
  })

  test('takes a key that never signed at once', async () => {
    await rotation.add(id, { kid: 'second' })
    expect(states(await rotation.delete(id))).toEqual([true, 'first active'])
  })

  test('X62 never takes the key that signs, not even by force', async () => {
    await rotation.add(id, { kid: 'second' })
    await expect(rotation.delete(id, { kid: 'first', force: true })).rejects.toMatchObject(
      conflict("Signing key 'first' signs at present. Add another one and enable it first"),
    )
  })
})

test('a third key is refused', async () => {
  await rotation.add(id, { kid: 'second' })
  await rotation.enable(id, { force: true })
  await expect(rotation.add(id)).rejects.toMatchObject(
    conflict('The subaccount has 2 signing keys already: second (active), first (retired). Delete one of them first'),
  )
})

test.each(['', 'a b', '../x', 'x'.repeat(101)])('the key id %j is refused', async (kid) => {
  await expect(rotation.add(id, { kid })).rejects.toMatchObject({
    code: 'bad-request',
    message: 'The key id may hold letters, digits, period, underscore and hyphen only, 1 to 100 of them',
  })
})

test('X62 whatever comes at once, one key signs and two are there at most', async () => {
  const steps = ['add', 'enable', 'delete', 'add', 'enable', 'delete', 'enable', 'add'] as const
  await Promise.allSettled(steps.map((step) => rotation[step](id, { force: true })))
  const keys = await rotation.list(id)
  expect(keys.length).toBeLessThanOrEqual(2)
  expect(keys.filter(({ active }) => active)).toHaveLength(1)
})
