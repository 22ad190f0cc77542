import { constants, generateKeyPairSync, type KeyObject, type SigningOptions, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hex32 } from '../../kernel/ids.ts'
import type { Client } from '../../store/clients.ts'
import { AssertionAuthenticator } from '../assertion-authenticator.ts'
import { ClientDirectory } from '../client-directory.ts'
import type { Need } from '../principal.ts'
import { basicAuth, httpRequest } from '../testing/http-request.fixture.ts'
import { openTenant, PUBLIC_URL, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const SEND: Need = {
  application: 'iflmap',
  roles: { cloudFoundry: ['ESBMessaging.send'], neo: ['ESBMessaging.send'] },
  resource: '/http/orders',
}
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwkOf = (key: KeyObject, kid: string) => ({ ...(key.export({ format: 'jwk' }) as object), kid })
const JWKS = { keys: [jwkOf(EC.publicKey, 'ec'), jwkOf(RSA.publicKey, 'rsa')] }

let tenant: Tenant
let clientId: string
beforeEach(async () => {
  tenant = await openTenant()
  clientId = (await tenant.createInstance('signing', 'iflmap', ['ESBMessaging.send'], { options: { jwks: JWKS } })).clientId
})
afterEach(() => tenant.store.close())

const now = () => tenant.clock.now() / 1000
const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

interface Wish {
  readonly header?: object
  readonly claims?: object | string
  readonly key?: KeyObject
  readonly digest?: string
  readonly signing?: SigningOptions
}

/** A good assertion, but for what the wish says. */
function assertion({ header = {}, claims = {}, key = EC.privateKey, digest = 'sha256', signing = {} }: Wish = {}): string {
  const good = { iss: clientId, sub: clientId, aud: `${PUBLIC_URL}/oauth/token`, iat: now(), exp: now() + 60, jti: hex32() }
  const body = typeof claims === 'string' ? claims : { ...good, ...claims }
  const text = `${encode({ alg: 'ES256', kid: 'ec', typ: 'JWT', ...header })}.${encode(body)}`
  const signature = sign(digest, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363', ...signing })
  return `${text}.${signature.toString('base64url')}`
}

const ask = (client_assertion: string, more: Record<string, string> = {}, headers: Record<string, string> = {}, path = '/oauth/token') =>
  tenant.call({
    target: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: TYPE, client_assertion, ...more }).toString(),
  })

const answerOf = async (...given: Parameters<typeof ask>) => {
  const { status, body, headers } = await ask(...given)
  return { status, body: JSON.parse(String(body)), challenge: headers['WWW-Authenticate'] }
}

const causeOf = async () => {
  const [last] = await tenant.identity.explain.list({ limit: 1 })
  return last?.cause
}

const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
const call = (token: string) => tenant.identity.guard.authorize(httpRequest({ headers: { authorization: `Bearer ${token}` } }), SEND)

describe('A10 a good assertion', () => {
  test('gets a token that says how the client authenticated, and opens the flow', async () => {
    const { status, body } = await answerOf(assertion())
    expect({ status, type: body.token_type }).toEqual({ status: 200, type: 'bearer' })
    expect(claimsOf(body.access_token)).toMatchObject({ client_id: clientId, client_auth_method: 'private_key_jwt' })
    expect(await call(body.access_token)).toMatchObject({ clientId, roles: new Set(['ESBMessaging.send']) })
  })

  test.each([
    ['with RS256', () => assertion({ header: { alg: 'RS256', kid: 'rsa' }, key: RSA.privateKey })],
    ['without kid', () => assertion({ header: { kid: undefined } })],
    ['without typ', () => assertion({ header: { typ: undefined } })],
    ['of the type of the coming standard', () => assertion({ header: { typ: 'client-authentication+jwt' } })],
    ['for the token endpoint at the https listener', () => assertion({ claims: { aud: 'https://sluice.test:8443/oauth/token' } })],
    ['without iat', () => assertion({ claims: { iat: undefined } })],
    ['from a clock that is 59 seconds behind', () => assertion({ claims: { iat: now() - 119, exp: now() - 59 } })],
    ['from a clock that is 59 seconds ahead', () => assertion({ claims: { iat: now() + 59, nbf: now() + 59, exp: now() + 119 } })],
    ['for an hour', () => assertion({ claims: { exp: now() + 3600 } })],
  ])('%s', async (_, make) => {
    expect((await answerOf(make())).status).toBe(200)
  })

  test.each([256, 384, 512])('with RSA and SHA-%i, PKCS #1 and PSS', async (bits) => {
    const header = (family: string) => ({ alg: `${family}${bits}`, kid: 'rsa' })
    const signed = { key: RSA.privateKey, digest: `sha${bits}` }
    const signing = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: bits / 8 }
    expect((await answerOf(assertion({ header: header('RS'), ...signed }))).status).toBe(200)
    expect((await answerOf(assertion({ header: header('PS'), ...signed, signing }))).status).toBe(200)
    expect((await answerOf(assertion({ header: header('PS'), ...signed }))).body).toMatchObject({ error: 'invalid_client' })
  })

  test('may come with the client id', async () => {
    expect((await answerOf(assertion(), { client_id: clientId })).status).toBe(200)
  })

  test('of a Neo client is good at the Neo token endpoint', async () => {
    await tenant.registerClient('orders', { roles: ['ESBMessaging.send'], options: { jwks: JWKS } })
    const claims = { iss: 'orders', sub: 'orders', aud: `${PUBLIC_URL}/oauth2/api/v1/token` }
    const path = '/oauth2/api/v1/token'
    const { body } = await answerOf(assertion({ claims }), { token_format: 'jwt' }, {}, path)
    expect(claimsOf(body.access_token)).toMatchObject({ client_id: 'orders', client_auth_method: 'private_key_jwt' })
    expect(await call(body.access_token)).toMatchObject({ user: 'oauth_client_orders' })
    const issuer = await answerOf(assertion({ claims: { ...claims, aud: `${PUBLIC_URL}/oauth2/api/v1` } }), {}, {}, path)
    expect(issuer.status).toBe(200)
  })
})

const BAD = 'Bad client_assertion'
const UNAUTHORIZED = 'Unauthorized client_assertion'
const UNTRUSTED = 'Untrusted client_assertion'
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const unsigned = (alg: unknown) => {
  const [, payload] = assertion().split('.')
  return `${encode({ alg })}.${payload}.AAAA`
}
const twice = () => `{"iss":"${clientId}","sub":"${clientId}","sub":"${clientId}","exp":${now() + 60}}`

describe('A11 refused', () => {
  test.each<[string, () => string, string, string]>([
    ['no JWT', () => 'x', 'assertion-malformed', BAD],
    ['alg none', () => unsigned('none'), 'assertion-algorithm', `${BAD} algorithm`],
    ['alg nOnE', () => unsigned('nOnE'), 'assertion-algorithm', `${BAD} algorithm`],
    ['alg HS256', () => unsigned('HS256'), 'assertion-algorithm', `${BAD} algorithm`],
    ['alg EdDSA', () => unsigned('EdDSA'), 'assertion-algorithm', `${BAD} algorithm`],
    ['alg a list', () => unsigned(['ES256']), 'assertion-algorithm', `${BAD} algorithm`],
    ['type of an access token', () => assertion({ header: { typ: 'at+jwt' } }), 'assertion-malformed', BAD],
    ['type of a DPoP proof', () => assertion({ header: { typ: 'dpop+jwt' } }), 'assertion-malformed', BAD],
    ['critical members', () => assertion({ header: { crit: ['exp'] } }), 'assertion-malformed', BAD],
    ['a member twice', () => assertion({ claims: twice() }), 'assertion-malformed', BAD],
    ['no object', () => assertion({ claims: '[]' }), 'assertion-malformed', BAD],
    ['no sub', () => assertion({ claims: { sub: undefined } }), 'assertion-malformed', BAD],
    ['iss of somebody else', () => assertion({ claims: { iss: 'me' } }), 'assertion-issuer', 'Wrong client_assertion'],
    ['no iss', () => assertion({ claims: { iss: undefined } }), 'assertion-issuer', 'Wrong client_assertion'],
    ['no jti', () => assertion({ claims: { jti: undefined } }), 'assertion-malformed', BAD],
    ['an endless jti', () => assertion({ claims: { jti: 'x'.repeat(257) } }), 'assertion-malformed', BAD],
    ['no exp', () => assertion({ claims: { exp: undefined } }), 'assertion-malformed', BAD],
    ['exp a text', () => assertion({ claims: { exp: '9999999999' } }), 'assertion-malformed', BAD],
    ['an unknown client', () => assertion({ claims: { iss: 'ghost', sub: 'ghost' } }), 'assertion-client-unknown', UNAUTHORIZED],
    ['an unknown kid', () => assertion({ header: { kid: '../../dev/null' } }), 'assertion-key-unknown', UNAUTHORIZED],
    ['the key of another client', () => assertion({ key: other.privateKey }), 'assertion-signature', UNAUTHORIZED],
    ['ES256 with the RSA key', () => assertion({ header: { kid: 'rsa' } }), 'assertion-signature', UNAUTHORIZED],
    [
      'a key of its own',
      () => assertion({ header: { jwk: jwkOf(other.publicKey, 'ec') }, key: other.privateKey }),
      'assertion-signature',
      UNAUTHORIZED,
    ],
    ['aud of another server', () => assertion({ claims: { aud: 'https://evil/oauth/token' } }), 'assertion-audience', UNTRUSTED],
    [
      'aud of the other dialect',
      () => assertion({ claims: { aud: `${PUBLIC_URL}/oauth2/api/v1/token` } }),
      'assertion-audience',
      UNTRUSTED,
    ],
    ['A12 aud a list', () => assertion({ claims: { aud: [`${PUBLIC_URL}/oauth/token`] } }), 'assertion-audience', UNTRUSTED],
    ['no aud', () => assertion({ claims: { aud: undefined } }), 'assertion-audience', UNTRUSTED],
    ['exp past', () => assertion({ claims: { exp: now() - 60 } }), 'assertion-time', UNTRUSTED],
    ['exp too far', () => assertion({ claims: { exp: now() + 3661 } }), 'assertion-time', UNTRUSTED],
    ['exp beyond all numbers', () => assertion({ claims: { exp: 1e300 } }), 'assertion-time', UNTRUSTED],
    ['nbf in the future', () => assertion({ claims: { nbf: now() + 61 } }), 'assertion-time', UNTRUSTED],
    ['iat in the future', () => assertion({ claims: { iat: now() + 61 } }), 'assertion-time', UNTRUSTED],
  ])('%s', async (_, make, cause, text) => {
    const { status, body, challenge } = await answerOf(make())
    expect({ status, body }).toEqual({ status: 401, body: { error: 'invalid_client', error_description: text } })
    expect(challenge).toBe(`Basic realm="UAA/client", error="unauthorized", error_description="${text}"`)
    expect(await causeOf()).toBe(cause)
  })

  test('an access token of this server is no assertion', async () => {
    const { body } = await answerOf(assertion())
    expect((await answerOf(body.access_token)).status).toBe(401)
    expect(await causeOf()).toBe('assertion-issuer')
  })

  test('another type of assertion', async () => {
    const answer = await answerOf(assertion(), { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' })
    expect(answer.body).toEqual({ error: 'invalid_client', error_description: 'Bad client_assertion type' })
    expect(await causeOf()).toBe('assertion-type')
  })

  test('a client without keys, in the same words as an unknown one', async () => {
    const { clientId: plain } = await tenant.createInstance('plain', 'iflmap', [])
    const { body } = await answerOf(assertion({ claims: { iss: plain, sub: plain } }))
    expect(body.error_description).toBe(UNAUTHORIZED)
    expect(await causeOf()).toBe('assertion-without-keys')
  })

  test('another client_id beside it', async () => {
    const { status, body } = await answerOf(assertion(), { client_id: 'other' })
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' })
    expect(await causeOf()).toBe('client-id-mismatch')
  })

  test.each([
    ['HTTP Basic', {}, { authorization: basicAuth('a', 'b') }],
    ['a secret', { client_id: 'a', client_secret: 'b' }, {}],
  ])('T09 %s beside it', async (_, more, headers) => {
    expect((await answerOf(assertion(), more, headers)).status).toBe(400)
    expect(await causeOf()).toBe('several-client-authentications')
  })

  test('in the query', async () => {
    const answer = await tenant.call({ target: `/oauth/token?grant_type=client_credentials&client_assertion=${assertion()}` })
    expect(answer.status).toBe(400)
    expect(await causeOf()).toBe('credentials-in-query')
  })
})

describe('X66 a second use', () => {
  test('is refused, and an assertion of another client with the same jti is not', async () => {
    const first = assertion({ claims: { jti: 'once' } })
    expect((await answerOf(first)).status).toBe(200)
    expect((await answerOf(first)).body).toEqual({ error: 'invalid_client', error_description: UNTRUSTED })
    expect(await causeOf()).toBe('assertion-replayed')
    clientId = (await tenant.createInstance('second', 'iflmap', [], { options: { jwks: JWKS } })).clientId
    expect((await answerOf(assertion({ claims: { jti: 'once' } }))).status).toBe(200)
  })

  test('of several at once one is good', async () => {
    const same = assertion()
    const answers = await Promise.all(Array.from({ length: 5 }, () => answerOf(same)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401])
  })

  test('is refused by every process that shares the store', async () => {
    const same = assertion()
    expect((await answerOf(same)).status).toBe(200)
    const { store, clock, identity } = tenant
    const directory = new ClientDirectory(store)
    const beside = new AssertionAuthenticator({ directory, store, clock, tenants: identity.tenants, origins: () => [PUBLIC_URL] })
    expect(await refusalOf(beside.authenticate({ type: TYPE, assertion: same }))).toMatchObject({ reason: 'assertion-replayed' })
  })

  test('is remembered until the assertion cannot be used any more', async () => {
    const same = assertion({ claims: { exp: now() + 60 } })
    await answerOf(same)
    tenant.clock.advance(119_000)
    await tenant.store.replays.deleteExpired(tenant.clock.now())
    await answerOf(same)
    expect(await causeOf()).toBe('assertion-replayed')
    tenant.clock.advance(3000)
    expect(await tenant.store.replays.deleteExpired(tenant.clock.now())).toBe(1)
    await answerOf(same)
    expect(await causeOf()).toBe('assertion-time')
  })
})

test('a token ends with the key that its client signed with', async () => {
  const { body } = await answerOf(assertion())
  const { client } = (await tenant.store.clients.find(clientId))!
  const change = (keys: Client['options']['jwks']) => tenant.store.clients.update({ ...client, options: { jwks: keys! } })
  await change({ keys: [JWKS.keys[0]!] })
  expect(await call(body.access_token)).toMatchObject({ clientId })
  await change({ keys: [JWKS.keys[1]!] })
  expect(await refusalOf(call(body.access_token))).toMatchObject({ reason: 'token-revoked' })
})
