import { beforeEach, describe, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
})

describe('register', () => {
  test('generates id and secret, and gives tokens an hour', async () => {
    const { client, secret } = await platform.clients.register({ name: 'Orders', application: 'iflmap' })
    expect(client).toEqual({
      clientId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      subaccountId: platform.subaccounts.neo.id,
      name: 'Orders',
      description: '',
      application: 'iflmap',
      grantTypes: ['client_credentials'],
      redirectUris: [],
      tokenLifetime: 3600,
      roles: [],
      instanceId: null,
      options: {},
      createdAt: platform.clock.now(),
    })
    const stored = await platform.store.clients.find(client.clientId)
    expect(stored?.client).toEqual(client)
    expect(stored?.secrets.map(({ kind }) => kind)).toEqual(['generated'])
    expect(await platform.secrets.verify(secret, stored!.secrets)).toBe(true)
  })

  test('takes a chosen id, secret and lifetime', async () => {
    const request = { name: 'Orders', application: 'tmn', clientId: 'orders~1', secret: 'a$b+c:d e', tokenLifetime: 5 } as const
    const { client, secret } = await platform.clients.register({ ...request, description: 'of the shop' })
    expect([client.clientId, client.application, client.description, client.tokenLifetime, secret]).toEqual([
      'orders~1',
      'tmn',
      'of the shop',
      300,
      'a$b+c:d e',
    ])
    const { secrets } = (await platform.store.clients.find('orders~1'))!
    expect(secrets.map(({ kind, hash }) => [kind, hash.startsWith('$argon2id$')])).toEqual([['chosen', true]])
    expect(await platform.secrets.verify('a$b+c:d e', secrets)).toBe(true)
  })

  test.each([
    [
      { tokenProfile: 'rfc9068', dpopBound: true },
      { tokenProfile: 'rfc9068', dpopBound: true },
    ],
    [{ tokenProfile: 'standard', dpopBound: false }, {}],
  ] as const)('%j are the options %j', async (choice, options) => {
    const { client } = await platform.clients.register({ name: 'Orders', application: 'iflmap', ...choice })
    expect(client.options).toEqual(options)
  })

  test('keeps a lifetime of none as none', async () => {
    const { client } = await platform.clients.register({ name: 'Orders', application: 'iflmap', tokenLifetime: null })
    expect(client.tokenLifetime).toBeNull()
  })

  test.each([
    [{ name: ' ' }, 'The client needs a name'],
    [{ clientId: '' }, 'The client id may hold letters, digits and . _ ~ ! | @ - only, at least one of them'],
    [{ clientId: 'a:b' }, 'The client id may hold letters, digits and . _ ~ ! | @ - only, at least one of them'],
    [{ clientId: 'x'.repeat(129) }, 'The client id must be 128 characters at most'],
    [{ secret: '' }, 'The secret must have 1 to 512 characters'],
    [{ secret: 'a\nb' }, 'The secret must not hold control characters'],
    [{ clientId: 'Admin' }, "The client id 'admin' belongs to the administrator"],
    [{ tokenLifetime: 0 }, 'The token lifetime must be a whole number of minutes from 1 to 259200 (180 days), or none'],
    [{ tokenLifetime: 1.5 }, 'The token lifetime must be a whole number of minutes from 1 to 259200 (180 days), or none'],
    [{ tokenLifetime: 259_201 }, 'The token lifetime must be a whole number of minutes from 1 to 259200 (180 days), or none'],
  ])('refuses %j', async (fields, text) => {
    const registration = platform.clients.register({ name: 'Orders', application: 'iflmap', ...fields })
    await expect(registration).rejects.toMatchObject({ code: 'bad-request', message: text })
    expect(await platform.clients.list()).toEqual([])
  })

  test.each([
    ['Orders', "There is an OAuth client 'Orders' already"],
    ['orders', "The client id 'orders' differs from the existing 'Orders' only in case; both would act as one user"],
  ])('refuses the id %s when Orders exists', async (clientId, text) => {
    await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'Orders' })
    const second = platform.clients.register({ name: 'Other', application: 'iflmap', clientId })
    await expect(second).rejects.toMatchObject({ code: 'conflict', message: text })
  })
})

test('clients are listed by name, without those of service instances', async () => {
  await platform.clients.register({ name: 'Shipping', application: 'iflmap' })
  await platform.clients.register({ name: 'Orders', application: 'iflmap' })
  const instance = await platform.instances.create({ name: 'runtime', plan: 'integration-flow', parameters: {} })
  expect((await platform.clients.list()).map(({ name }) => name)).toEqual(['Orders', 'Shipping'])
  await expect(platform.clients.show(instance.clientId)).rejects.toMatchObject({ code: 'not-found' })
})

describe('another token lifetime', () => {
  const MINUTE = 60_000
  const DAY = 86_400_000
  /** Ends of the client's opaque tokens, from now. */
  const ends = async () => {
    const found = await platform.store.tokens.list({ clientId: 'orders' })
    return Object.fromEntries(found.map(({ hash, expiresAt }) => [hash, expiresAt! - platform.clock.now()]))
  }
  beforeEach(async () => {
    const { client } = await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders' })
    const { clientId, subaccountId } = client
    const token = { prefix: 'abcde', clientId, subaccountId, claims: {} }
    const issued = async (hash: string) =>
      platform.store.tokens.add({ ...token, hash, issuedAt: platform.clock.now(), expiresAt: platform.clock.now() + 60 * MINUTE })
    await issued('expired')
    platform.clock.advance(50 * MINUTE)
    await issued('old')
    platform.clock.advance(20 * MINUTE)
    await issued('new')
  })

  test.each([
    [30, { new: 30 * MINUTE, old: 10 * MINUTE, expired: -10 * MINUTE }],
    [10, { new: 10 * MINUTE, old: -10 * MINUTE, expired: -10 * MINUTE }],
    [null, { new: 180 * DAY, old: 180 * DAY - 20 * MINUTE, expired: -10 * MINUTE }],
  ])('of %s minutes counts for the live tokens from their issue, and brings none back', async (tokenLifetime, expected) => {
    const updated = await platform.clients.update('orders', { tokenLifetime })
    expect(updated.tokenLifetime).toBe(tokenLifetime === null ? null : tokenLifetime * 60)
    expect(await platform.clients.show('orders')).toEqual(updated)
    expect(await ends()).toEqual(expected)
  })

  test('that is none of the allowed ones changes nothing, nor does one that is not given', async () => {
    const before = await ends()
    await expect(platform.clients.update('orders', { tokenLifetime: 0 })).rejects.toMatchObject({ code: 'bad-request' })
    expect((await platform.clients.update('orders', { jwks: null })).tokenLifetime).toBe(3600)
    expect(await ends()).toEqual(before)
  })
})

test('deleting a client takes its roles along, so that its successor starts without rights', async () => {
  const clientId = 'orders'
  const grant = { user: 'oauth_client_orders', application: 'iflmap', role: 'ESBMessaging.send' } as const
  await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId })
  await platform.assignments.assign(grant)
  await platform.assignments.assign({ ...grant, user: 'oauth_client_other' })
  await platform.clients.delete(clientId)
  expect(await platform.store.clients.find(clientId)).toBeUndefined()
  expect((await platform.assignments.list()).map(({ user }) => user)).toEqual(['oauth_client_other'])
  await expect(platform.clients.delete(clientId)).rejects.toMatchObject({
    code: 'not-found',
    message: "There is no OAuth client 'orders'",
  })
})
