import { beforeEach, expect, test } from 'vitest'
import { CAUSES } from './causes/index.ts'
import type { Need } from './principal.ts'
import { describeCause, Refusal } from './refusals.ts'
import { basicAuth, httpRequest } from './testing/http-request.fixture.ts'
import { openTenant, refusalOf, type Tenant } from './testing/tenant.fixture.ts'

let tenant: Tenant
beforeEach(async () => {
  tenant = await openTenant()
})

const flow = (role: string): Need => ({ application: 'iflmap', roles: { cloudFoundry: [role], neo: [role] }, resource: '/http/orders' })
const SEND = flow('ESBMessaging.send')
const targetOf = (...needs: Need[]) => ({ needs, requireFound() {} })

/** Refuses a call as an endpoint does, and explains it. */
async function explained(authorization: string | undefined, need: Need) {
  const request = httpRequest({ target: '/http/orders', headers: { authorization } })
  const refusal = await refusalOf(tenant.identity.guard.authorize(request, need))
  tenant.identity.refuse(refusal, request, 'integration-flow')
  return tenant.identity.explain.request(request.id)
}

test('a refused call is kept with cause, needed, held and remedy', async () => {
  const { clientId, secret } = await tenant.registerClient('sender', { roles: ['Invoices.write'] })
  expect(await explained(basicAuth(clientId, secret), SEND)).toEqual({
    requestId: expect.stringMatching(/^request-/),
    time: '2026-01-01T00:00:00.000Z',
    method: 'POST',
    path: '/http/orders',
    remoteAddress: '192.0.2.7',
    clientId: 'sender',
    status: 403,
    cause: 'role-of-another-flow',
    text: 'Forbidden',
    happened:
      '/http/orders needs the role ESBMessaging.send; oauth_client_sender holds Invoices.write, which opens other integration flows.',
    needed: ['ESBMessaging.send'],
    held: ['Invoices.write'],
    remedy: 'sluice role assign ESBMessaging.send --user oauth_client_sender --application iflmap',
    facts: {
      clientId: 'sender',
      dialect: 'neo',
      application: 'iflmap',
      resource: '/http/orders',
      scheme: 'basic',
      user: 'oauth_client_sender',
      needed: ['ESBMessaging.send'],
      held: ['Invoices.write'],
    },
  })
})

test.each<[string, () => Promise<[string | undefined, Need]>, string, string]>([
  [
    'no header',
    async () => [undefined, SEND],
    'no-authorization-header',
    'Send one header: Authorization: Bearer ACCESS_TOKEN, or Basic with client id and secret.',
  ],
  [
    'role never assigned',
    async () => [auth(await tenant.registerClient('sender')), SEND],
    'no-roles',
    'sluice role assign ESBMessaging.send --user oauth_client_sender --application iflmap',
  ],
  [
    'role of an instance',
    async () => [auth(await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])), flow('Orders.read')],
    'role-missing',
    'sluice instance update orders --roles ESBMessaging.send,Orders.read. It counts from the next call on.',
  ],
  [
    'api key on an integration flow',
    async () => [auth(await tenant.createInstance('mgmt', 'tmn', [])), SEND],
    'wrong-audience-api-plan',
    'sluice instance create NAME --plan integration-flow --roles ESBMessaging.send, then sluice key create NAME KEY, and use that key.',
  ],
  [
    'tmn client on an integration flow',
    async () => [auth(await tenant.registerClient('reader', { application: 'tmn' })), SEND],
    'wrong-subscription',
    'sluice client register --subscription iflmap, then sluice role assign ESBMessaging.send --user oauth_client_ID --application iflmap',
  ],
  [
    'wrong secret of a key',
    async () => [auth({ ...(await tenant.createInstance('orders', 'iflmap', [])), secret: 'x' }), SEND],
    'wrong-secret',
    'sluice key list orders lists the keys; sluice key create orders KEY makes a new one.',
  ],
])('the remedy of %s is a command', async (_what, setUp, cause, remedy) => {
  expect(await explained(...(await setUp()))).toMatchObject({ cause, remedy })
})

const auth = ({ clientId, secret }: { clientId: string; secret: string }) => basicAuth(clientId, secret)

test('refusals of the token endpoint are kept too, with what was answered', async () => {
  const { clientId, secret } = await tenant.createInstance('people', 'iflmap', [], { grantTypes: ['password'] })
  await tenant.call({ target: '/oauth/token?grant_type=client_credentials', headers: { authorization: basicAuth(clientId, secret) } })
  expect(await tenant.identity.explain.list({ limit: 1 })).toMatchObject([
    {
      path: '/oauth/token',
      clientId,
      status: 401,
      cause: 'grant-not-allowed',
      text: 'Unauthorized grant type',
      happened: `The client '${clientId}' may not use client_credentials; it may use password.`,
      remedy: 'sluice instance update people --params FILE with "grant-types": ["client_credentials"].',
    },
  ])
})

test('a token can be tried without a call, and nothing is recorded', async () => {
  const client = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] })
  const token = await tenant.token(client, 'neo', '&token_format=jwt')
  expect(await tenant.identity.explain.token(token, () => targetOf(SEND))).toMatchObject({
    accepted: true,
    principal: { clientId: 'sender' },
  })
  expect(await tenant.identity.explain.token(token, () => targetOf(flow('Orders.read')))).toMatchObject({
    accepted: false,
    status: 403,
    cause: 'role-missing',
    needed: ['Orders.read'],
    held: ['ESBMessaging.send'],
    remedy: 'sluice role assign Orders.read --user oauth_client_sender --application iflmap',
  })
  expect(await tenant.identity.explain.token('abc', () => targetOf(SEND))).toMatchObject({
    accepted: false,
    status: 401,
    cause: 'token-unknown',
  })
  expect(await tenant.identity.explain.list({ limit: 10 })).toEqual([])
})

test('the newest refusals are kept, as many as configured', async () => {
  const requests = Array.from({ length: 150 }, () => httpRequest({}))
  for (const request of requests) tenant.identity.refuse(new Refusal('endpoint-not-found'), request, 'integration-flow')
  tenant.clock.advance(1)
  for (const request of [httpRequest({}), httpRequest({})]) {
    tenant.identity.refuse(new Refusal('endpoint-not-found'), request, 'integration-flow')
    await tenant.identity.flush()
  }
  const kept = await tenant.identity.explain.list({ limit: 1000 })
  expect(kept.length).toBeLessThan(110)
  expect(kept.length).toBeGreaterThanOrEqual(100)
})

test('a request that was not refused has no explanation', async () => {
  expect(await tenant.identity.explain.request('none')).toBeUndefined()
})

test('every cause says what happened and what to do, with and without facts', () => {
  for (const cause of Object.keys(CAUSES)) {
    const { happened, remedy } = describeCause(cause, {})
    expect(happened, cause).toMatch(/\.$/)
    expect(remedy.length, cause).toBeGreaterThan(5)
  }
  expect(describeCause('toString', {})).toEqual({ happened: "This version does not know the cause 'toString'.", remedy: '' })
})
