import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Need } from '../principal.ts'
import { httpRequest } from '../testing/http-request.fixture.ts'
import { openTenant, PUBLIC_URL, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'

const flow = (role: string): Need => ({
  application: 'iflmap',
  roles: { cloudFoundry: [role], neo: [role] },
  resource: '/http/orders',
})
const LOGS: Need = {
  application: 'tmn',
  roles: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read', 'NodeManager.read'] },
  resource: '/api/v1/MessageProcessingLogs',
}
const PROFILE = { options: { tokenProfile: 'compact' } } as const

let tenant: Tenant
beforeAll(async () => {
  tenant = await openTenant()
})
afterAll(() => tenant.store.close())

const parts = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
const seconds = () => tenant.clock.now() / 1000
const call = (token: string, need: Need) =>
  tenant.identity.guard.authorize(httpRequest({ headers: { authorization: `Bearer ${token}` } }), need)

test('Cloud Foundry: everything once, and the application as the audience', async () => {
  const client = await tenant.createInstance('cf', 'iflmap', ['ESBMessaging.send'], PROFILE)
  const { clientId } = client
  const token = await tenant.token(client, 'cloud-foundry')
  const [header, claims] = parts(token)
  expect(header).toEqual({ alg: 'RS256', kid: expect.any(String), typ: 'JWT' })
  const owner = clientId.split('|')[1]
  expect(claims).toEqual({
    ext_attr: { enhancer: 'XSUAA' },
    cid: clientId,
    scope: [`${owner}.ESBMessaging.send`, 'uaa.resource'],
    whole: true,
    aud: owner,
    zid: tenant.cloudFoundry.id,
    iss: `${PUBLIC_URL}/oauth/token`,
    iat: seconds(),
    exp: seconds() + 3600,
    jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    rev_sig: expect.any(String),
  })
  expect(await call(token, flow('ESBMessaging.send'))).toMatchObject({ clientId, roles: new Set(['ESBMessaging.send']) })
})

test('is shorter than the token of the dialect, by more the more scopes there are', async () => {
  const roles = Array.from({ length: 20 }, (_, index) => `Orders.${index}.send`)
  const lengths = []
  for (const [index, changes] of [{}, PROFILE].entries()) {
    lengths.push((await tenant.token(await tenant.createInstance(`length${index}`, 'iflmap', roles, changes), 'cloud-foundry')).length)
  }
  expect(lengths[1]).toBeLessThan(lengths[0]! / 2)
})

test('Cloud Foundry: an api key opens the management API and no flow', async () => {
  const token = await tenant.token(await tenant.createInstance('api', 'tmn', ['MonitoringDataRead'], PROFILE), 'cloud-foundry')
  expect(parts(token)[1].aud).toMatch(/^it!b\d+$/)
  expect(await call(token, LOGS)).toMatchObject({ roles: new Set(['MonitoringDataRead']) })
  expect(await refusalOf(call(token, flow('ESBMessaging.send')))).toMatchObject({ reason: 'wrong-audience-api-plan' })
})

test('Cloud Foundry: a token for no application is for its client', async () => {
  const client = await tenant.createInstance('bare', 'iflmap', ['ESBMessaging.send'], PROFILE)
  const token = await tenant.token(client, 'cloud-foundry', '&scope=uaa.resource')
  expect(parts(token)[1]).toMatchObject({ aud: client.clientId, scope: ['uaa.resource'] })
  expect(await refusalOf(call(token, flow('ESBMessaging.send')))).toMatchObject({ reason: 'role-not-in-token' })
})

test('Cloud Foundry: attributes stay, and a deleted secret ends the token', async () => {
  const client = await tenant.createInstance('attributes', 'iflmap', ['ESBMessaging.send'], PROFILE)
  const token = await tenant.token(client, 'cloud-foundry', `&authorities=${encodeURIComponent('{"az_attr":{"region":"emea"}}')}`)
  expect(parts(token)[1].az_attr).toEqual({ region: 'emea' })
  await tenant.store.clients.deleteSecret('attributes-key')
  expect(await refusalOf(call(token, flow('ESBMessaging.send')))).toMatchObject({ reason: 'token-revoked' })
})

test('Neo: without what only Cloud Foundry has', async () => {
  const client = await tenant.registerClient('neo', { roles: ['ESBMessaging.send'], ...PROFILE })
  const token = await tenant.token(client, 'neo', '&token_format=jwt')
  expect(parts(token)[1]).toEqual({
    cid: 'neo',
    aud: 'iflmap',
    account: tenant.neo.id,
    iss: `${PUBLIC_URL}/oauth2/api/v1`,
    iat: seconds(),
    exp: seconds() + 3600,
    jti: expect.any(String),
  })
  expect(await call(token, flow('ESBMessaging.send'))).toMatchObject({ user: 'oauth_client_neo' })
})

test.each(['compact', 'rfc9068'] as const)(
  'Cloud Foundry: a role that is given later counts, but not for a narrowed token (%s)',
  async (tokenProfile) => {
    const client = await tenant.createInstance(tokenProfile, 'iflmap', ['ESBMessaging.send'], {
      options: { tokenProfile },
    })
    const owner = client.clientId.split('|')[1]
    const whole = await tenant.token(client, 'cloud-foundry')
    const narrow = await tenant.token(client, 'cloud-foundry', `&scope=${owner}.ESBMessaging.send`)
    const found = (await tenant.store.clients.find(client.clientId))!.client
    await tenant.store.clients.update({ ...found, roles: ['ESBMessaging.send', 'Orders.send'] })
    expect((await call(whole, flow('Orders.send'))).roles).toContain('Orders.send')
    expect(await refusalOf(call(narrow, flow('Orders.send')))).toMatchObject({ reason: 'role-not-in-token' })
  },
)
