import { beforeEach, expect, test } from 'vitest'
import { httpRequest } from './testing/http-request.fixture.ts'
import { openTenant, type Tenant } from './testing/tenant.fixture.ts'

const need = { application: 'iflmap', roles: { cloudFoundry: ['Orders.send'], neo: ['Orders.send'] }, resource: '/http/orders' } as const

let tenant: Tenant
beforeEach(async () => {
  tenant = await openTenant()
})

const issue = (clientId: string) => tenant.identity.trialTokens.issue(clientId)
const call = (token: string) =>
  tenant.identity.guard.authorize(httpRequest({ target: '/http/orders', headers: { authorization: `Bearer ${token}` } }), need)

test('a Neo client gets an opaque token that opens what the client may call, for five minutes', async () => {
  await tenant.registerClient('orders', { roles: ['Orders.send'] })
  const token = await issue('orders')
  expect(token).toEqual({
    accessToken: expect.stringMatching(/^[0-9a-f]{32}$/),
    format: 'opaque',
    scopes: [],
    expiresAt: tenant.clock.now() + 300_000,
  })
  expect((await call(token.accessToken)).user).toBe('oauth_client_orders')
  tenant.clock.advance(300_000)
  await expect(call(token.accessToken)).rejects.toMatchObject({ reason: 'token-expired' })
})

test('an instance gets a JWT with the scopes of its roles', async () => {
  const { clientId } = await tenant.createInstance('orders', 'iflmap', ['Orders.send'])
  const { accessToken, format, scopes } = await issue(clientId)
  expect([format, scopes]).toEqual(['jwt', [`${clientId.split('|')[1]}.Orders.send`, 'uaa.resource']])
  expect((await call(accessToken)).clientId).toBe(clientId)
})

test('it lives no longer than tokens of the client do', async () => {
  await tenant.registerClient('brief', { tokenLifetime: 60 })
  expect((await issue('brief')).expiresAt).toBe(tenant.clock.now() + 60_000)
})

test('the one token of a client without token lifetime stays', async () => {
  const client = await tenant.registerClient('orders', { roles: ['Orders.send'], tokenLifetime: null })
  const own = await tenant.token(client, 'neo')
  const { accessToken } = await issue('orders')
  expect([(await call(own)).user, (await call(accessToken)).user]).toEqual(['oauth_client_orders', 'oauth_client_orders'])
})

test.each([
  ['ghost', 'not-found', "There is no OAuth client 'ghost'"],
  ['bound', 'conflict', "Tokens of the client 'bound' are bound to its own key by DPoP: nobody else can use one"],
  ['coded', 'conflict', "The client 'coded' gets no tokens: its grant types are authorization_code"],
])('%s: %s', async (clientId, code, message) => {
  await tenant.registerClient('bound', { options: { dpopBound: true } })
  await tenant.registerClient('coded', { grantTypes: ['authorization_code'] })
  await expect(issue(clientId)).rejects.toMatchObject({ code, message })
})
