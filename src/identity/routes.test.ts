import { createPublicKey, verify } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { newSigningKey } from './signing-key-pair.ts'
import { httpRequest, whole } from './testing/http-request.fixture.ts'
import { openTenant, type Tenant } from './testing/tenant.fixture.ts'

let tenant: Tenant
beforeEach(async () => {
  tenant = await openTenant()
})

const get = async (target: string, headers = {}) => whole(await tenant.call({ method: 'GET', target, headers }))
const KEY = {
  kty: 'RSA',
  e: 'AQAB',
  use: 'sig',
  kid: expect.stringMatching(/^default-jwt-key-[0-9a-f]{10}$/),
  alg: 'RS256',
  value: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n[\w+/=\n]+\n-----END PUBLIC KEY-----$/),
  n: expect.stringMatching(/^[\w-]{342}$/),
}

test('K01 token_keys has public members only, one key per tenant', async () => {
  const answer = await get('/token_keys')
  expect(answer).toEqual({
    status: 200,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ETag: expect.stringMatching(/^"[\w-]{22}"$/) },
    body: expect.any(String),
  })
  const { keys } = JSON.parse(answer.body)
  expect(keys).toEqual([KEY, KEY])
  expect(new Set(keys.map((key: { kid: string }) => key.kid)).size).toBe(2)
})

test.each<[string, () => [string, object]]>([
  ['zid', () => [`/token_keys?zid=${tenant.cloudFoundry.id}`, {}]],
  ['x-zid', () => ['/token_keys', { 'x-zid': tenant.cloudFoundry.id }]],
])('the keys of one tenant are chosen by %s, and verify its tokens', async (_how, request) => {
  const token = await tenant.token(await tenant.createInstance('orders', 'iflmap', []), 'cloud-foundry')
  const { keys } = JSON.parse((await get(...request())).body)
  expect(keys).toEqual([KEY])
  const [header = '', payload = '', signature = ''] = token.split('.')
  expect(JSON.parse(Buffer.from(header, 'base64url').toString()).kid).toBe(keys[0].kid)
  const jwk = createPublicKey({ key: { kty: keys[0].kty, n: keys[0].n, e: keys[0].e }, format: 'jwk' })
  expect(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), jwk, Buffer.from(signature, 'base64url'))).toBe(true)
})

test.each<[string, () => [string, object]]>([
  ['zid and x-zid', () => [`/token_keys?zid=${tenant.neo.id}`, { 'x-zid': tenant.cloudFoundry.id }]],
  ['zid twice', () => [`/token_keys?zid=${tenant.neo.id}&zid=${tenant.cloudFoundry.id}`, {}]],
])('X30 two tenants in %s are refused', async (_how, request) => {
  expect(await get(...request())).toMatchObject({
    status: 400,
    body: '{"error":"invalid_request","error_description":"The request names two tenants"}',
  })
})

test('K02 every key of a rotation is published, the one that signs first', async () => {
  const { id } = tenant.cloudFoundry
  const kids = async () => JSON.parse((await get(`/token_keys?zid=${id}`)).body).keys.map((key: { kid: string }) => key.kid)
  const [first] = await kids()
  await tenant.store.signingKeys.add(await newSigningKey(id, tenant.vault, tenant.clock.now(), 'second'))
  expect(await kids()).toEqual([first, 'second'])
  await tenant.store.signingKeys.enable('second', tenant.clock.now())
  expect(await kids()).toEqual(['second', first])
  expect(JSON.parse((await get(`/token_key?zid=${id}`)).body).kid).toBe('second')
  await tenant.store.signingKeys.delete(first)
  expect(await kids()).toEqual(['second'])
})

test('an unknown tenant has no keys, and the refusal is kept', async () => {
  expect(await get('/token_keys?zid=other')).toMatchObject({
    status: 404,
    body: '{"error":"not_found","error_description":"There is no such tenant"}',
  })
  expect(await tenant.identity.explain.list({ limit: 1 })).toMatchObject([{ cause: 'tenant-unknown', path: '/token_keys' }])
})

test('token_key is the active key', async () => {
  const { keys } = JSON.parse((await get(`/token_keys?zid=${tenant.neo.id}`)).body)
  expect(JSON.parse((await get(`/token_key?zid=${tenant.neo.id}`)).body)).toEqual(keys[0])
})

test.each([(tag: string) => tag, (tag: string) => `W/${tag}`, (tag: string) => `"other", ${tag}`, () => '*'])(
  'K02 answers 304 to who has the keys already (%#)',
  async (header) => {
    const { ETag } = (await get('/token_keys')).headers as { ETag: string }
    expect(await get('/token_keys', { 'if-none-match': header(ETag) })).toEqual({ status: 304, headers: { ETag }, body: '' })
    expect((await get('/token_keys', { 'if-none-match': '"other"' })).status).toBe(200)
  },
)

test('the private half of a key is encrypted in the store', async () => {
  await get('/token_keys')
  const [key] = await tenant.store.signingKeys.list(tenant.neo.id)
  expect(key?.privatePem).not.toContain('PRIVATE')
  expect(tenant.vault.decrypt(String(key?.privatePem))).toContain('-----BEGIN PRIVATE KEY-----')
})

test('X62 requests that come first at the same time get the same key', async () => {
  const client = await tenant.createInstance('orders', 'iflmap', [])
  const tokens = await Promise.all(Array.from({ length: 5 }, () => tenant.token(client, 'cloud-foundry')))
  expect(new Set(tokens.map((token) => token.split('.')[0])).size).toBe(1)
  expect(await tenant.store.signingKeys.list(tenant.cloudFoundry.id)).toHaveLength(1)
})

const ALGORITHMS = ['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512']
const ASSERTIONS = ALGORITHMS.filter((name) => !name.startsWith('Ed'))
const METHODS = ['client_secret_basic', 'private_key_jwt', 'tls_client_auth', 'client_secret_post']
/** What both documents of a dialect say. */
const endpoints = (issuerPath: string, tokenPath: string, methods: readonly string[]) => ({
  issuer: `http://sluice.test${issuerPath}`,
  token_endpoint: `http://sluice.test${tokenPath}`,
  jwks_uri: 'http://sluice.test/token_keys',
  introspection_endpoint: 'http://sluice.test/oauth/introspect',
  introspection_endpoint_auth_methods_supported: METHODS,
  introspection_endpoint_auth_signing_alg_values_supported: ASSERTIONS,
  revocation_endpoint: 'http://sluice.test/oauth/revoke',
  revocation_endpoint_auth_methods_supported: METHODS,
  revocation_endpoint_auth_signing_alg_values_supported: ASSERTIONS,
  grant_types_supported: ['client_credentials'],
  token_endpoint_auth_methods_supported: methods,
  token_endpoint_auth_signing_alg_values_supported: ASSERTIONS,
  dpop_signing_alg_values_supported: ALGORITHMS,
})
const CLOUD_FOUNDRY = () => ({
  ...endpoints('/oauth/token', '/oauth/token', METHODS),
  grant_types_supported: ['client_credentials', 'password', 'refresh_token'],
  tls_client_certificate_bound_access_tokens: true,
  mtls_endpoint_aliases: { token_endpoint: 'https://sluice.test:8443/oauth/token' },
})

test.each(['/.well-known/openid-configuration', '/oauth/token/.well-known/openid-configuration'])(
  'K21 K22 %s says what exists, under the public URL',
  async (target) => {
    expect(JSON.parse((await get(target, { host: 'evil.test' })).body)).toEqual({
      ...CLOUD_FOUNDRY(),
      scopes_supported: ['uaa.resource'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: expect.arrayContaining(['jti', 'ext_attr', 'sub', 'client_id', 'rev_sig', 'iat', 'exp', 'iss', 'zid', 'aud']),
    })
  },
)

test.each<[string, () => object]>([
  ['/oauth/token', CLOUD_FOUNDRY],
  ['/oauth2/api/v1', () => endpoints('/oauth2/api/v1', '/oauth2/api/v1/token', ['client_secret_basic', 'private_key_jwt'])],
])('K20 the RFC 8414 metadata of issuer %s stands where its issuer says', async (issuerPath, expected) => {
  const { issuer, ...document } = JSON.parse(
    (await get(`/.well-known/oauth-authorization-server${issuerPath}`, { host: 'evil.test' })).body,
  )
  expect(issuer).toBe(`http://sluice.test${issuerPath}`)
  expect({ issuer, ...document }).toEqual({ ...expected(), response_types_supported: [] })
})

test('K21 every endpoint that the metadata names is answered', async () => {
  const document = JSON.parse((await get('/.well-known/oauth-authorization-server/oauth/token')).body)
  for (const name of ['token_endpoint', 'jwks_uri', 'introspection_endpoint', 'revocation_endpoint']) {
    expect(tenant.identity.routes.map(({ path }) => path)).toContain(new URL(document[name]).pathname)
  }
})

test('K20 the metadata of one dialect is not that of a subaccount of the other', async () => {
  const headers = { 'x-zid': tenant.neo.id }
  expect((await get('/.well-known/oauth-authorization-server/oauth/token', headers)).status).toBe(404)
  expect((await get('/.well-known/oauth-authorization-server/oauth2/api/v1', headers)).status).toBe(200)
})

test.each(['/token_keys', '/token_key', '/.well-known/openid-configuration'])('%s is read only', async (target) => {
  expect(await whole(await tenant.call({ method: 'POST', target }))).toEqual({
    status: 405,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', Pragma: 'no-cache', Allow: 'GET, HEAD' },
    body: '{"error":"method_not_allowed","error_description":"Request method \'POST\' not supported"}',
  })
})

test('what is below an address is not the address', async () => {
  for (const { path, handler } of tenant.identity.routes) {
    // What is to be revoked stands in the path.
    if (path === '/oauth/token/revoke') continue
    const below = httpRequest({ method: 'GET', target: `${path}/more` })
    await expect(handler(below)).rejects.toMatchObject({ code: 'not-found' })
  }
})
