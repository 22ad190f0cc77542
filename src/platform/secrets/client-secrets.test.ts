import { beforeEach, describe, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'
import type { ClientSecrets, SecretOwner } from './client-secrets.ts'

const FULL = { code: 'bad-request', message: 'client secret is either empty or client already has two secrets.' }
const LAST = { code: 'bad-request', message: 'client secret is either empty or client has only one secret.' }

let platform: Awaited<ReturnType<typeof openPlatform>>
let secrets: ClientSecrets
let registered: string
const owner: SecretOwner = { clientId: 'orders', keyId: null }
beforeEach(async () => {
  platform = await openPlatform()
  secrets = platform.clientSecrets
  registered = (await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders' })).secret
})

const states = async (whose = owner) => (await secrets.list(whose)).map(({ state }) => state)
const idOf = async (state: string, whose = owner) => (await secrets.list(whose)).find((entry) => entry.state === state)!.secret.id
const opens = async (value: string, { clientId } = owner) =>
  platform.secrets.verify(value, (await platform.store.clients.find(clientId))!.secrets)

test('add, promote, delete: both open until the first is deleted', async () => {
  platform.clock.advance(1000)
  const added = await secrets.add(owner, {})
  expect(added).toEqual({
    secret: {
      id: expect.any(String),
      clientId: 'orders',
      kind: 'generated',
      hash: expect.any(String),
      keyId: null,
      encrypted: null,
      createdAt: platform.clock.now(),
      promotedAt: null,
      expiresAt: null,
      lastUsedAt: null,
    },
    state: 'waiting',
    value: expect.stringMatching(/^.{36}\$.{43}=$/),
    warnings: [],
  })
  expect(await states()).toEqual(['current', 'waiting'])
  expect([await opens(registered), await opens(added.value)]).toEqual([true, true])
  expect((await secrets.promote(owner, added.secret.id)).state).toBe('current')
  expect(await secrets.promote(owner, added.secret.id)).toMatchObject({ state: 'current' })
  expect(await states()).toEqual(['previous', 'current'])
  await secrets.delete(owner, await idOf('previous'))
  expect([await opens(registered), await opens(added.value)]).toEqual([false, true])
})

test('a promotion can be taken back, also in the same millisecond', async () => {
  const first = await idOf('current')
  const { secret } = await secrets.add(owner, {})
  await secrets.promote(owner, secret.id)
  expect(await idOf('current')).toBe(secret.id)
  await secrets.promote(owner, first)
  expect(await idOf('current')).toBe(first)
})

test('a third secret is refused, also when two come at once', async () => {
  const results = await Promise.allSettled([secrets.add(owner, {}), secrets.add(owner, {})])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(secrets.add(owner, {})).rejects.toMatchObject(FULL)
})

test('X62 the last secret stays, also when both are deleted at once', async () => {
  await expect(secrets.delete(owner, await idOf('current'))).rejects.toMatchObject(LAST)
  await secrets.add(owner, {})
  const ids = (await secrets.list(owner)).map(({ secret }) => secret.id)
  const results = await Promise.allSettled(ids.map((id) => secrets.delete(owner, id)))
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await states()).toEqual(['current'])
})

describe('a wish', () => {
  test('for a value is taken with warnings, and hashed slowly', async () => {
    const { value, warnings, secret } = await secrets.add(owner, { secret: 'a+b' })
    expect([value, secret.kind, secret.hash.startsWith('$argon2id$')]).toEqual(['a+b', 'chosen', true])
    expect(warnings).toHaveLength(2)
    expect(await opens('a+b')).toBe(true)
  })

  test.each([
    [20, 'chosen'],
    [32, 'generated'],
  ])('for %s characters is met; what could be guessed is hashed slowly (%s)', async (secretLength, kind) => {
    const { value, secret } = await secrets.add(owner, { secretLength })
    expect(value).toMatch(new RegExp(`^[A-Za-z0-9]{${secretLength}}$`))
    expect(secret.kind).toBe(kind)
    expect(await opens(value)).toBe(true)
  })

  test('for both, or for an end in the past, is refused and adds nothing', async () => {
    await expect(secrets.add(owner, { secret: 'x', secretLength: 20 })).rejects.toMatchObject({
      code: 'bad-request',
      message: 'Give a secret or the length of a generated one, not both',
    })
    await expect(secrets.add(owner, { expiresAt: platform.clock.now() })).rejects.toMatchObject({
      code: 'bad-request',
      message: 'The secret must expire in the future',
    })
    expect(await states()).toEqual(['current'])
  })
})

test('a secret of somebody else is none', async () => {
  const other = await platform.clients.register({ name: 'Other', application: 'iflmap', clientId: 'other' })
  const id = await idOf('current', { clientId: other.client.clientId, keyId: null })
  const message = `There is no secret '${id}' here. Secrets: ${await idOf('current')}`
  await expect(secrets.promote(owner, id)).rejects.toMatchObject({ code: 'not-found', message })
  await expect(secrets.delete(owner, id)).rejects.toMatchObject({ code: 'not-found', message })
})

describe('a service key', () => {
  beforeEach(async () => {
    await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: {} })
    for (const name of ['laptop', 'phone']) await platform.keys.create('orders', name, undefined)
  })

  const shown = async (name: string) => {
    const { oauth } = (await platform.keys.show('orders', name)).credentials
    return ('clientsecret' in oauth && oauth.clientsecret) || 'none'
  }

  test('shows its current secret, and the other keys keep theirs', async () => {
    const laptop = await platform.keys.secretOwner('orders', 'laptop')
    const [first, phone] = [await shown('laptop'), await shown('phone')]
    const { value, secret } = await secrets.add(laptop, {})
    expect(await shown('laptop')).toBe(first)
    await secrets.promote(laptop, secret.id)
    expect(await shown('laptop')).toBe(value)
    await secrets.delete(laptop, await idOf('previous', laptop))
    expect([await shown('laptop'), await shown('phone')]).toEqual([value, phone])
    expect([await opens(first, laptop), await opens(value, laptop), await opens(phone, laptop)]).toEqual([false, true, true])
    expect(JSON.stringify(await platform.store.clients.find(laptop.clientId))).not.toContain(value)
  })

  test('has two secrets of its own at most', async () => {
    for (const name of ['laptop', 'phone']) {
      const whose = await platform.keys.secretOwner('orders', name)
      await secrets.add(whose, {})
      await expect(secrets.add(whose, {})).rejects.toMatchObject(FULL)
      expect(await states(whose)).toEqual(expect.arrayContaining(['current', 'waiting']))
    }
  })

  test('with a certificate gets no secret', async () => {
    await platform.keys.create('orders', 'machine', { 'key-type': 'certificate', validity: 5, 'key-length': 2048 })
    await expect(secrets.add(await platform.keys.secretOwner('orders', 'machine'), {})).rejects.toMatchObject({
      code: 'bad-request',
      message: 'This service key has a certificate, and no secret beside it',
    })
  })

  test('ends with both', async () => {
    const whose = await platform.keys.secretOwner('orders', 'laptop')
    const first = await shown('laptop')
    const { value } = await secrets.add(whose, {})
    await platform.keys.delete('orders', 'laptop')
    expect([await opens(first, whose), await opens(value, whose)]).toEqual([false, false])
  })
})
