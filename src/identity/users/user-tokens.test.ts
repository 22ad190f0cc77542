import { expect, test } from 'vitest'
import { basicAuth, httpRequest, whole } from '../testing/http-request.fixture.ts'
import { openTenant, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'

const LOGIN = 'grant_type=password&username=admin&password=root'
const GUESS = 'grant_type=password&username=admin&password=toor'
const FORM = 'application/x-www-form-urlencoded'
const HOME = '192.0.2.7'
const SCOPE = 'openid uaa.user cloud_controller.read cloud_controller.write cloud_controller.admin'

/** A token request as the cf command line sends it. */
async function ask(
  tenant: Tenant,
  body: string,
  headers: Record<string, string> = { authorization: basicAuth('cf', '') },
  remoteAddress = HOME,
) {
  const form = { 'content-type': FORM, ...headers }
  const answer = await tenant.call({ target: '/oauth/token', headers: form, body, remoteAddress })
  return { status: answer.status, body: JSON.parse(String(answer.body)), challenge: answer.headers['WWW-Authenticate'] }
}

const bearer = (token: string, target = '/v3/spaces') =>
  httpRequest({ method: 'GET', target, headers: { authorization: `Bearer ${token}` } })
const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
const READ = ['cloud_controller.read', 'cloud_controller.admin']

test('the administrator logs in with the password and is known by the token', async () => {
  const tenant = await openTenant()
  const { status, body } = await ask(tenant, LOGIN)
  expect(status).toBe(200)
  expect(body).toEqual({
    access_token: expect.any(String),
    token_type: 'bearer',
    refresh_token: expect.stringMatching(/^[\w-]+$/),
    expires_in: 599,
    scope: SCOPE,
    jti: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  const userId = claims(body.access_token).user_id
  expect(claims(body.access_token)).toEqual({
    jti: body.jti,
    sub: userId,
    scope: SCOPE.split(' '),
    client_id: 'cf',
    cid: 'cf',
    azp: 'cf',
    grant_type: 'password',
    user_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    origin: 'uaa',
    user_name: 'admin',
    email: 'admin',
    rev_sig: 'of-root',
    iat: tenant.clock.now() / 1000,
    exp: tenant.clock.now() / 1000 + 600,
    iss: 'http://sluice.test/oauth/token',
    zid: tenant.cloudFoundry.id,
    aud: ['cloud_controller', 'openid', 'uaa', 'cf'],
  })
  expect(await tenant.identity.users.authorize(bearer(body.access_token), READ)).toEqual({ user: 'admin' })
  expect(await tenant.identity.users.authorize(bearer('sluice_admin_token'), READ)).toEqual({ user: 'admin' })
})

test('the client may stand in the body, and everything in the query', async () => {
  const tenant = await openTenant()
  expect((await ask(tenant, `${LOGIN}&client_id=cf&client_secret=`, {})).status).toBe(200)
  const answer = await tenant.call({ target: `/oauth/token?${LOGIN}`, headers: { authorization: basicAuth('cf', '') } })
  expect(answer.status).toBe(200)
})

test('a refresh token gives the next token with the same scopes or fewer, until it expires', async () => {
  const tenant = await openTenant()
  const first = (await ask(tenant, `${LOGIN}&scope=openid%20cloud_controller.read`)).body
  const next = await ask(tenant, `grant_type=refresh_token&refresh_token=${first.refresh_token}`)
  expect(next.body).toMatchObject({ scope: 'openid cloud_controller.read' })
  expect(claims(next.body.access_token)).toMatchObject({ grant_type: 'refresh_token', user_name: 'admin' })
  const wider = `grant_type=refresh_token&refresh_token=${first.refresh_token}&scope=cloud_controller.admin`
  expect(await ask(tenant, wider)).toMatchObject({ status: 400, body: { error: 'invalid_scope' } })
  tenant.clock.advance(30 * 86_400_000)
  expect(await ask(tenant, `grant_type=refresh_token&refresh_token=${first.refresh_token}`)).toMatchObject({
    status: 401,
    body: { error: 'invalid_token', error_description: 'The refresh token is not valid' },
  })
})

test.each([
  ['a wrong password', 'grant_type=password&username=admin&password=toor', 401, 'unauthorized', 'Bad credentials'],
  ['another user', 'grant_type=password&username=root&password=root', 401, 'unauthorized', 'Bad credentials'],
  ['no user', 'grant_type=password&password=root', 400, 'invalid_request', 'Missing username'],
  ['no grant', 'username=admin&password=root', 400, 'invalid_request', 'Missing grant type'],
  ['another grant', 'grant_type=client_credentials', 401, 'invalid_client', 'Unauthorized grant type'],
  ['an unknown scope', `${LOGIN}&scope=scim.write`, 400, 'invalid_scope', 'Invalid scope: scim.write'],
  ['an invented refresh token', 'grant_type=refresh_token&refresh_token=AAAA', 401, 'invalid_token', 'The refresh token is not valid'],
])('%s is refused', async (_, form, status, error, text) => {
  const tenant = await openTenant()
  expect(await ask(tenant, form)).toMatchObject({ status, body: { error, error_description: text } })
})

test('X21 whoever guesses the password waits, and nobody else does', async () => {
  const tenant = await openTenant({ failuresPerClient: 3 })
  const from = async (remoteAddress: string, body: string) => (await ask(tenant, body, undefined, remoteAddress)).status
  for (let guess = 0; guess < 3; guess++) expect(await from(HOME, GUESS)).toBe(401)
  const held = await tenant.call({
    target: '/oauth/token',
    headers: { authorization: basicAuth('cf', ''), 'content-type': FORM },
    body: LOGIN,
  })
  expect(await whole(held)).toMatchObject({
    status: 429,
    headers: { 'Retry-After': '1' },
    body: '{"error":"too_many_requests","error_description":"Too many failed authentications, try again later"}',
  })
  expect((await tenant.identity.explain.list({ limit: 1 }))[0]).toMatchObject({
    cause: 'too-many-failures',
    happened: "Too many authentications of client 'cf' from 192.0.2.7 failed; attempts from there are not looked at for 1 second.",
  })
  expect(await from('192.0.2.8', LOGIN)).toBe(200)
  tenant.clock.advance(1000)
  expect(await from(HOME, LOGIN)).toBe(200)
  expect(await from(HOME, GUESS)).toBe(401)
})

test('X21 a client with the id cf does not clear the guesses of the password', async () => {
  const tenant = await openTenant({ failuresPerClient: 2 })
  const client = await tenant.registerClient('cf')
  for (let guess = 0; guess < 2; guess++) expect((await ask(tenant, GUESS)).status).toBe(401)
  await tenant.token(client, 'neo')
  expect((await ask(tenant, LOGIN)).status).toBe(429)
})

test('X22 guesses for many users count together, but do not hold up a source where the administrator logged in', async () => {
  const tenant = await openTenant({ failuresPerSource: 5 })
  const spray = async (remoteAddress: string) => {
    for (let user = 0; user < 5; user++) await ask(tenant, `grant_type=password&username=u${user}&password=x`, undefined, remoteAddress)
  }
  await spray(HOME)
  expect((await ask(tenant, LOGIN)).status).toBe(429)
  expect((await tenant.identity.explain.list({ limit: 1 }))[0]).toMatchObject({ happened: expect.stringMatching(/for several clients/) })
  expect((await ask(tenant, LOGIN, undefined, '192.0.2.8')).status).toBe(200)
  await spray('192.0.2.8')
  expect((await ask(tenant, LOGIN, undefined, '192.0.2.8')).status).toBe(200)
})

test('logins and refreshed tokens count for the limit of token requests, failed ones do not', async () => {
  const tenant = await openTenant({ tokensPerSecond: 2 })
  for (let guess = 0; guess < 5; guess++) expect((await ask(tenant, GUESS)).status).toBe(401)
  const { refresh_token } = (await ask(tenant, LOGIN)).body
  const refresh = `grant_type=refresh_token&refresh_token=${refresh_token}`
  expect((await ask(tenant, refresh)).status).toBe(200)
  expect(await ask(tenant, refresh)).toMatchObject({ status: 429, body: { error: 'too_many_requests' } })
  tenant.clock.advance(1000)
  expect((await ask(tenant, LOGIN)).status).toBe(200)
})

test('the client has no secret', async () => {
  const tenant = await openTenant()
  const answer = await ask(tenant, LOGIN, { authorization: basicAuth('cf', 'guess') })
  expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_description: 'Bad credentials' } })
})

test('the token opens nothing but the Cloud Foundry API, and no other token opens that', async () => {
  const tenant = await openTenant()
  const { access_token: user } = (await ask(tenant, `${LOGIN}&scope=cloud_controller.read`)).body
  const need = { application: 'tmn', roles: { cloudFoundry: [], neo: [] }, resource: 'IntegrationPackages' } as const
  expect((await refusalOf(tenant.identity.guard.authorize(bearer(user), need))).reason).toBe('user-token')
  expect((await refusalOf(tenant.identity.users.authorize(bearer(user), ['cloud_controller.write']))).reason).toBe('user-scope-missing')
  const client = await tenant.createInstance('api', 'tmn', ['MonitoringDataRead'])
  const token = await tenant.token(client, 'cloud-foundry')
  expect((await refusalOf(tenant.identity.users.authorize(bearer(token), READ))).reason).toBe('user-token-required')
  tenant.clock.advance(600_000)
  expect((await refusalOf(tenant.identity.users.authorize(bearer(user), READ))).reason).toBe('token-expired')
})
