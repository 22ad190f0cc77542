import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Need } from '../principal.ts'
import { dpopProof, proofKey } from '../testing/dpop-proof.fixture.ts'
import { basicAuth, httpRequest } from '../testing/http-request.fixture.ts'
import { openTenant, PUBLIC_URL, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'

const SEND: Need = {
  application: 'iflmap',
  roles: { cloudFoundry: ['ESBMessaging.send'], neo: ['ESBMessaging.send'] },
  resource: '/http/orders',
}
const PROFILE = { options: { tokenProfile: 'rfc9068' } } as const

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
const call = (token: string) => tenant.identity.guard.authorize(httpRequest({ headers: { authorization: `Bearer ${token}` } }), SEND)
const change = async (clientId: string, options: object) => {
  const { client } = (await tenant.store.clients.find(clientId))!
  await tenant.store.clients.update({ ...client, options })
}

test('Cloud Foundry: the claims of the RFC, tenant and secret', async () => {
  const client = await tenant.createInstance('cf', 'iflmap', ['ESBMessaging.send'], PROFILE)
  const { clientId } = client
  const token = await tenant.token(client, 'cloud-foundry')
  const [header, claims] = parts(token)
  expect(header).toEqual({ alg: 'RS256', jku: `${PUBLIC_URL}/token_keys`, kid: expect.any(String), typ: 'at+jwt' })
  const owner = clientId.split('|')[1]
  expect(claims).toEqual({
    iss: `${PUBLIC_URL}/oauth/token`,
    exp: seconds() + 3600,
    aud: ['uaa', `${owner}.ESBMessaging`, clientId],
    sub: clientId,
    client_id: clientId,
    iat: seconds(),
    jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    scope: `${owner}.ESBMessaging.send uaa.resource`,
    whole: true,
    zid: tenant.cloudFoundry.id,
    rev_sig: expect.any(String),
  })
  expect(await call(token)).toMatchObject({ clientId, roles: new Set(['ESBMessaging.send']) })
})

test('Cloud Foundry: narrowed scopes narrow the roles, and a deleted secret ends the token', async () => {
  const client = await tenant.createInstance('narrow', 'iflmap', ['ESBMessaging.send', 'Orders.send'], PROFILE)
  const owner = client.clientId.split('|')[1]
  const narrow = await tenant.token(client, 'cloud-foundry', `&scope=${owner}.Orders.send`)
  expect(parts(narrow)[1].scope).toBe(`${owner}.Orders.send`)
  expect(await refusalOf(call(narrow))).toMatchObject({ reason: 'role-not-in-token' })
  const token = await tenant.token(client, 'cloud-foundry')
  await tenant.store.clients.deleteSecret('narrow-key')
  expect(await refusalOf(call(token))).toMatchObject({ reason: 'token-revoked' })
})

test('Neo: the client is the subject, and there is no scope', async () => {
  const client = await tenant.registerClient('neo', { roles: ['ESBMessaging.send'], ...PROFILE })
  const token = await tenant.token(client, 'neo', '&token_format=jwt')
  const [header, claims] = parts(token)
  expect(header).toEqual({ alg: 'RS256', kid: expect.any(String), typ: 'at+jwt' })
  expect(claims).toEqual({
    iss: `${PUBLIC_URL}/oauth2/api/v1`,
    exp: seconds() + 3600,
    aud: ['iflmap'],
    sub: 'neo',
    client_id: 'neo',
    iat: seconds(),
    jti: expect.any(String),
    account: tenant.neo.id,
  })
  expect(await call(token)).toMatchObject({ user: 'oauth_client_neo' })
})

test('opaque tokens have no profile', async () => {
  const client = await tenant.registerClient('opaque', { roles: ['ESBMessaging.send'], ...PROFILE })
  expect(await call(await tenant.token(client, 'neo'))).toMatchObject({ clientId: 'opaque' })
})

test('K10 at+jwt is refused for a client that has not opted in, and JWT for one that has', async () => {
  const client = await tenant.registerClient('switching', { roles: ['ESBMessaging.send'] })
  const plain = await tenant.token(client, 'neo', '&token_format=jwt')
  expect(parts(plain)[0].typ).toBe('JWT')
  await change('switching', { tokenProfile: 'rfc9068' })
  expect(await refusalOf(call(plain))).toMatchObject({
    reason: 'token-type',
    status: 401,
    error: 'invalid_token',
    facts: { clientId: 'switching', value: 'JWT', allowed: ['at+jwt'] },
  })
  const profiled = await tenant.token(client, 'neo', '&token_format=jwt')
  expect(await call(profiled)).toMatchObject({ clientId: 'switching' })
  await change('switching', {})
  expect(await refusalOf(call(profiled))).toMatchObject({ reason: 'token-type', facts: { value: 'at+jwt', allowed: ['JWT'] } })
  expect(await call(plain)).toMatchObject({ clientId: 'switching' })
})

test('a token can have the profile and be bound to a key', async () => {
  const { clientId, secret } = await tenant.registerClient('both', { options: { tokenProfile: 'rfc9068', dpopBound: true } })
  const key = proofKey()
  const dpop = dpopProof({ key, uri: `${PUBLIC_URL}/oauth2/api/v1/token`, issuedAt: seconds() })
  const target = '/oauth2/api/v1/token?grant_type=client_credentials&token_format=jwt'
  const answer = await tenant.call({ target, headers: { authorization: basicAuth(clientId, secret), dpop } })
  const { token_type, access_token } = JSON.parse(String(answer.body))
  expect(token_type).toBe('DPoP')
  expect(parts(access_token)).toMatchObject([{ typ: 'at+jwt' }, { cnf: { jkt: key.thumbprint } }])
})
