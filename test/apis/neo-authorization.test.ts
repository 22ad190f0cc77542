import { afterAll, beforeAll, expect, test } from 'vitest'
import { sluice } from '../support/cli.ts'
import { basicHeader, type Call, caller, secretOf } from '../support/platform-api.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let manager: Call
beforeAll(async () => {
  tenant = await testTenant()
  manager = await apiCaller()
})
afterAll(() => tenant.stop())

const TOKEN = '/oauth2/apitoken/v1?grant_type=client_credentials'
const BASE = '/authorization/v1/accounts/sluice'
const BOTH = 'hcp.manageAuthorizationSettings hcp.readAuthorizationSettings'

async function apiClient(scopes?: string): Promise<{ clientId: string; secret: string }> {
  const given = scopes === undefined ? [] : ['--scopes', scopes]
  const { code, out } = await sluice(tenant, ['api-client', 'create', '--description', 'Provisioning', ...given, '--json'])
  expect(code).toBe(0)
  return JSON.parse(out)
}

const ask = (credentials: string, path = TOKEN, method = 'POST') =>
  caller(tenant, { authorization: basicHeader(credentials) })(method, path)

/** Calls with the token of a new API client. */
async function apiCaller(scopes?: string): Promise<Call> {
  const { clientId, secret } = await apiClient(scopes)
  return caller(tenant, { authorization: `Bearer ${(await ask(`${clientId}:${secret}`)).body.access_token}` })
}

test('an API client and the administrator get tokens for 25 minutes', async () => {
  const { clientId, secret } = await apiClient()
  for (const credentials of [`${clientId}:${secret}`, `admin:${secretOf(tenant, 'admin-password')}`]) {
    const answer = await ask(credentials)
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 200,
      body: { access_token: expect.stringMatching(/^[0-9a-f]{32}$/), token_type: 'Bearer', expires_in: 1500, scope: BOTH },
    })
  }
})

test('nobody else gets one, and every refusal is kept', async () => {
  const { clientId, secret } = await apiClient()
  const { client, secret: other } = await tenant.platform.clients.register({ name: 'Orders', application: 'iflmap' })
  const refused = [
    [await ask(`${clientId}:guess`), 401, 'invalid_client', 'api-client-secret-wrong'],
    [await ask(`${client.clientId}:${other}`), 401, 'invalid_client', 'api-client-unknown'],
    [await ask(`${clientId}:${secret}`, '/oauth2/apitoken/v1'), 400, 'invalid_request', 'grant-missing'],
    [await ask(`${clientId}:${secret}`, '/oauth2/apitoken/v1?grant_type=password'), 400, 'unsupported_grant_type', 'grant-unknown'],
    [await ask(`${clientId}:${secret}`, TOKEN, 'GET'), 405, 'method_not_allowed', 'method-not-allowed'],
    [await caller(tenant, {})('POST', TOKEN), 401, 'unauthorized', 'no-authorization-header'],
  ] as const
  const admin = caller(tenant, { authorization: `Bearer ${tenant.adminToken}` })
  for (const [answer, status, error, cause] of refused) {
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { error } })
    expect((await admin('GET', `/admin/v1/refusals/${answer.headers.get('x-request-id')}`)).body).toMatchObject({ status, cause })
  }
})

test('roles are made, listed and deleted', async () => {
  const path = `${BASE}/apps/iflmap/roles`
  const role = (name: string, custom: boolean) => ({
    name,
    type: custom ? 'CUSTOM' : 'PREDEFINED',
    applicationRole: !custom,
    shared: !custom,
  })
  expect((await manager('GET', path)).body).toEqual({ roles: [role('ESBMessaging.send', false)] })
  const made = await manager('POST', `${path}?providerAccount=sluice`, { roles: [{ name: 'A.send' }, { name: 'B.send' }] })
  expect({ status: made.status, body: made.body }).toEqual({ status: 201, body: { roles: [role('A.send', true), role('B.send', true)] } })
  expect((await manager('GET', `${BASE}/applications/l4711iflmap/roles`)).body.roles).toHaveLength(3)
  expect(await manager('POST', path, { roles: [{ name: 'A.send' }] })).toMatchObject({ status: 409 })
  expect((await manager('DELETE', `${path}?roles=A.send;B.send;C.send`)).status).toBe(200)
  expect((await manager('GET', path)).body.roles).toHaveLength(1)
  expect(await manager('DELETE', `${path}?roles=ESBMessaging.send`)).toMatchObject({ status: 409 })
})

test('a role that is given here opens the flow, and by the role or by the user it is taken again', async () => {
  const user = 'oauth_client_partner'
  const holders = `${BASE}/apps/iflmap/roles/users?roleName=ESBMessaging.send`
  const held = `${BASE}/users/roles?userId=${user}`
  const role = { name: 'ESBMessaging.send', applicationName: 'iflmap', providerAccount: 'sluice' }
  expect(await manager('PUT', holders, { users: [{ name: user }, { name: 'P1' }] })).toMatchObject({
    status: 201,
    body: { users: [{ name: user }, { name: 'P1' }] },
  })
  expect((await manager('GET', held)).body).toEqual({ roles: [role] })
  expect(await tenant.platform.assignments.list({ user })).toMatchObject([{ application: 'iflmap', role: 'ESBMessaging.send' }])
  expect((await manager('DELETE', `${holders}&users=${user};nobody`)).status).toBe(200)
  expect((await manager('GET', holders)).body).toEqual({ users: [{ name: 'P1' }] })
  expect(await manager('PUT', held, { roles: [role] })).toMatchObject({ status: 201, body: { roles: [role] } })
  expect((await manager('DELETE', `${held}&roles=*`)).status).toBe(200)
  expect((await manager('GET', held)).body).toEqual({ roles: [] })
})

test('there are no groups', async () => {
  expect((await manager('GET', `${BASE}/groups`)).body).toEqual({ groups: [] })
  expect((await manager('GET', `${BASE}/users/groups?userId=P1`)).body).toEqual({ groups: [] })
  expect((await manager('POST', `${BASE}/groups`, { name: 'Partners' })).status).toBe(501)
})

test('scopes are enforced, and a deleted client is out at once', async () => {
  const reader = await apiCaller('hcp.readAuthorizationSettings')
  expect((await reader('GET', `${BASE}/apps/tmn/roles`)).status).toBe(200)
  const refused = await reader('POST', `${BASE}/apps/tmn/roles`, { roles: [{ name: 'X' }] })
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
  const { clientId, secret } = await apiClient()
  const call = caller(tenant, { authorization: `Bearer ${(await ask(`${clientId}:${secret}`)).body.access_token}` })
  expect((await call('GET', `${BASE}/groups`)).status).toBe(200)
  expect((await sluice(tenant, ['api-client', 'delete', clientId])).code).toBe(0)
  expect((await call('GET', `${BASE}/groups`)).status).toBe(401)
  expect((await sluice(tenant, ['api-client', 'list'])).out).not.toContain(clientId)
})

test.each([
  ['GET', '/authorization/v1/accounts/other/groups', 404],
  ['GET', `${BASE}/apps/shop/roles`, 404],
  ['GET', `${BASE}/apps/iflmap/roles/users?roleName=Nobody`, 404],
  ['GET', `${BASE}/apps/iflmap/roles/users`, 400],
  ['GET', `${BASE}/nothing`, 404],
  ['PATCH', `${BASE}/groups`, 405],
])('%s %s is %i', async (method, path, status) => {
  expect((await manager(method, path)).status).toBe(status)
})

test('the token opens nothing else, and no other token opens this', async () => {
  expect((await manager('GET', '/admin/v1/clients')).status).toBe(401)
  expect(
    (await caller(tenant, { authorization: basicHeader(`admin:${secretOf(tenant, 'admin-password')}`) })('GET', `${BASE}/groups`)).status,
  ).toBe(401)
  expect((await caller(tenant, { authorization: `Bearer ${tenant.adminToken}` })('GET', `${BASE}/groups`)).status).toBe(200)
})
