import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { basicAuth, type RequestParts, whole } from './testing/http-request.fixture.ts'
import { openTenant, type Tenant } from './testing/tenant.fixture.ts'

const FORM = 'application/x-www-form-urlencoded'
const NOT_KEPT = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
const JSON_TYPE = { 'Content-Type': 'application/json;charset=UTF-8', ...NOT_KEPT }

let tenant: Tenant
beforeEach(async () => {
  tenant = await openTenant()
})

const bodyOf = async (parts: RequestParts & { target: string }) => JSON.parse((await whole(await tenant.call(parts))).body)

describe('Cloud Foundry', () => {
  const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'X-XSS-Protection': '1; mode=block' }
  const REQUEST_ID = { 'X-Vcap-Request-Id': 'trace-1' }
  let client: { clientId: string; secret: string }
  let owner: string

  beforeEach(async () => {
    client = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send', 'Orders.read'])
    owner = String(client.clientId.split('|')[1])
  })

  const post = (parts: Omit<RequestParts, 'target'> & { query?: string }) => ({
    target: `/oauth/token${parts.query === undefined ? '' : `?${parts.query}`}`,
    ...parts,
    headers: { 'x-vcap-request-id': 'trace-1', ...parts.headers },
  })
  const basic = () => basicAuth(client.clientId, client.secret)
  const refusal = (status: number, error: string, text: string, more = {}) => ({
    status,
    headers: { ...JSON_TYPE, ...HEADERS, ...REQUEST_ID, ...more },
    body: JSON.stringify({ error, error_description: text }),
  })
  const challenge = (text: string) => ({
    'WWW-Authenticate': `Basic realm="UAA/client", error="unauthorized", error_description="${text}"`,
  })

  test('T01 F1: form body and Basic give a token, with every header', async () => {
    const answer = await whole(
      await tenant.call(post({ headers: { authorization: basic(), 'content-type': FORM }, body: 'grant_type=client_credentials' })),
    )
    expect(answer).toEqual({ status: 200, headers: { ...JSON_TYPE, ...HEADERS, ...REQUEST_ID }, body: expect.any(String) })
    const body = JSON.parse(answer.body)
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'scope', 'jti'])
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'bearer',
      expires_in: 3599,
      scope: `${owner}.ESBMessaging.send ${owner}.Orders.read uaa.resource`,
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })

  test.each<[string, () => Parameters<typeof post>[0]]>([
    [
      'T02 F2: credentials in the body',
      () => ({
        headers: { 'content-type': FORM },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: client.clientId,
          client_secret: client.secret,
        }).toString(),
      }),
    ],
    [
      'T03 F3: query, Basic, no body and no content type',
      () => ({ query: 'grant_type=client_credentials', headers: { authorization: basic() } }),
    ],
    [
      'F6: the same value in query and body',
      () => ({
        query: 'grant_type=client_credentials',
        headers: { authorization: basic(), 'content-type': FORM },
        body: 'grant_type=client_credentials',
      }),
    ],
    [
      'A01: form-encoded Basic',
      () => ({
        query: 'grant_type=client_credentials',
        headers: { authorization: basicAuth(encodeURIComponent(client.clientId), encodeURIComponent(client.secret)) },
      }),
    ],
    [
      'A04: scheme without case',
      () => ({ query: 'grant_type=client_credentials', headers: { authorization: basic().replace('Basic', 'bAsIc  ') } }),
    ],
    [
      'Basic and the same credentials in the body, as SAP cicd-actions sends them',
      () => ({
        headers: { authorization: basic(), 'content-type': FORM },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: client.clientId,
          client_secret: client.secret,
        }).toString(),
      }),
    ],
    [
      'T06 T07: empty scope and unknown parameters',
      () => ({
        query: 'grant_type=client_credentials&scope=&response_type=token&app_tid=undefined',
        headers: { authorization: basic() },
      }),
    ],
  ])('%s', async (_name, parts) => {
    expect(await bodyOf(post(parts()))).toMatchObject({
      token_type: 'bearer',
      expires_in: 3599,
      scope: expect.stringContaining('uaa.resource'),
    })
  })

  test('T15: narrows scopes to what was asked for', async () => {
    const scope = `${owner}.Orders.read`
    const query = `grant_type=client_credentials&scope=${encodeURIComponent(scope)}`
    expect(await bodyOf(post({ query, headers: { authorization: basic() } }))).toMatchObject({ scope })
  })

  test('gives an opaque token whose value is the jti', async () => {
    const body = await bodyOf(post({ query: 'grant_type=client_credentials&token_format=opaque', headers: { authorization: basic() } }))
    expect(body.access_token).toBe(body.jti)
    expect(body.access_token).toMatch(/^[0-9a-f]{32}$/)
    const [stored] = await tenant.store.tokens.list({})
    expect(stored).toMatchObject({ prefix: body.jti.slice(0, 5), claims: { revocable: true, cid: client.clientId } })
    expect(JSON.stringify(stored)).not.toContain(body.access_token)
  })

  test('answers the request id when the correlation id could break a header', async () => {
    const call = post({ query: 'grant_type=client_credentials', headers: { authorization: basic(), 'x-vcap-request-id': 'a\r\nb' } })
    expect((await tenant.call(call)).headers).toMatchObject({ 'X-Vcap-Request-Id': expect.stringMatching(/^request-\d+$/) })
  })

  test.each<[string, () => Parameters<typeof post>[0], number, string, string, object?]>([
    [
      'T04 F5: GET',
      () => ({ method: 'GET', query: 'grant_type=client_credentials', headers: { authorization: basic() } }),
      405,
      'method_not_allowed',
      "Request method 'GET' not supported",
      { Allow: 'POST' },
    ],
    [
      'T05 F4: secret in the query',
      () => ({
        query: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: client.clientId,
          client_secret: client.secret,
        }).toString(),
      }),
      400,
      'invalid_request',
      'Client credentials must not be sent in the URL',
    ],
    [
      'F6: different values in query and body',
      () => ({
        query: 'grant_type=client_credentials',
        headers: { authorization: basic(), 'content-type': FORM },
        body: 'grant_type=password',
      }),
      400,
      'invalid_request',
      'Parameter grant_type must not be sent more than once',
    ],
    [
      'F9: JSON body',
      () => ({ headers: { authorization: basic(), 'content-type': 'application/json' }, body: '{"grant_type":"client_credentials"}' }),
      400,
      'invalid_request',
      'expected application/x-www-form-urlencoded',
    ],
    [
      'T08: repeated parameter',
      () => ({ query: 'grant_type=client_credentials&grant%5Ftype=client_credentials', headers: { authorization: basic() } }),
      400,
      'invalid_request',
      'Parameter grant_type must not be sent more than once',
    ],
    [
      'T20: broken escape',
      () => ({ headers: { authorization: basic(), 'content-type': FORM }, body: 'grant_type=%zz' }),
      400,
      'invalid_request',
      'The parameters are not valid UTF-8 form encoding',
    ],
    [
      'T20: bytes that are not UTF-8',
      () => ({ headers: { authorization: basic(), 'content-type': FORM }, body: new Uint8Array([0x61, 0x3d, 0xff]) }),
      400,
      'invalid_request',
      'The parameters are not valid UTF-8 form encoding',
    ],
    [
      'T22: body over 1 MB',
      () => ({ headers: { authorization: basic(), 'content-type': FORM }, body: `a=${'x'.repeat(1024 * 1024)}` }),
      413,
      'invalid_request',
      'The body is larger than 1048576 bytes',
      { Connection: 'close' },
    ],
    ['T11: no grant type', () => ({ headers: { authorization: basic() } }), 400, 'invalid_request', 'Missing grant type'],
    [
      'T06: empty grant type',
      () => ({ query: 'grant_type=', headers: { authorization: basic() } }),
      400,
      'invalid_request',
      'Missing grant type',
    ],
    [
      'T12: unknown grant type',
      () => ({ query: 'grant_type=magic', headers: { authorization: basic() } }),
      400,
      'unsupported_grant_type',
      'Unsupported grant type',
    ],
    [
      'implicit grant',
      () => ({ query: 'grant_type=implicit', headers: { authorization: basic() } }),
      400,
      'invalid_grant',
      'Implicit grant type not supported from token endpoint',
    ],
    [
      'T14: scope of nobody',
      () => ({ query: 'grant_type=client_credentials&scope=uaa.resource+nonsense', headers: { authorization: basic() } }),
      400,
      'invalid_scope',
      'Invalid scope: nonsense',
    ],
    [
      'T14 X31: scope with a line break',
      () => ({ query: 'grant_type=client_credentials&scope=a%0Ab', headers: { authorization: basic() } }),
      400,
      'invalid_scope',
      'The scope has characters that are not allowed',
    ],
    [
      'R11 X40: two Authorization headers',
      () => ({ query: 'grant_type=client_credentials', headers: { authorization: [basic(), basic()] } }),
      400,
      'invalid_request',
      'The request has more than one Authorization header',
    ],
  ])('refuses %s', async (_name, parts, status, error, text, more) => {
    expect(await whole(await tenant.call(post(parts())))).toEqual(refusal(status, error, text, more))
  })

  test.each<[string, () => Record<string, string | undefined>, string, string]>([
    ['T10: wrong secret', () => ({ authorization: basicAuth(client.clientId, 'wrong') }), 'invalid_client', 'Bad credentials'],
    ['A05: empty secret', () => ({ authorization: basicAuth(client.clientId, '') }), 'invalid_client', 'Bad credentials'],
    ['T10: unknown client', () => ({ authorization: basicAuth('nobody', client.secret) }), 'invalid_client', 'Bad credentials'],
    [
      'X28: other case',
      () => ({ authorization: basicAuth(client.clientId.toUpperCase(), client.secret) }),
      'invalid_client',
      'Bad credentials',
    ],
    ['no credentials', () => ({}), 'unauthorized', 'An Authentication object was not found in the SecurityContext'],
    [
      'another scheme',
      () => ({ authorization: 'Bearer abc' }),
      'unauthorized',
      'An Authentication object was not found in the SecurityContext',
    ],
    ['Basic without colon', () => ({ authorization: 'Basic YWJj' }), 'invalid_client', 'Invalid basic authentication token'],
    ['Basic that is not base64', () => ({ authorization: 'Basic ???' }), 'invalid_client', 'Failed to decode basic authentication token'],
    [
      'A06: Basic that is not UTF-8',
      () => ({ authorization: 'Basic /zpB' }),
      'invalid_client',
      'Failed to decode basic authentication token',
    ],
    [
      'a broken escape',
      () => ({ authorization: basicAuth(client.clientId, '%zz'), 'x-cf-encoded-credentials': 'true' }),
      'invalid_client',
      'Failed to URL Decode credentials',
    ],
  ])('refuses %s with 401 and a challenge', async (_name, headers, error, text) => {
    const answer = await whole(await tenant.call(post({ query: 'grant_type=client_credentials', headers: headers() })))
    expect(answer).toEqual(refusal(401, error, text, challenge(text)))
  })

  test('refuses a body client_id that is not the authenticated client', async () => {
    const text = 'Given client ID does not match authenticated client'
    const parts = { query: 'grant_type=client_credentials&client_id=other', headers: { authorization: basic() } }
    const more = { 'WWW-Authenticate': `Bearer error="invalid_client", error_description="${text}"` }
    expect(await whole(await tenant.call(post(parts)))).toEqual(refusal(401, 'invalid_client', text, more))
  })

  test('T13: refuses a grant that the client does not have, as UAA does', async () => {
    client = await tenant.createInstance('people', 'iflmap', [], { grantTypes: ['authorization_code'] })
    const answer = await whole(await tenant.call(post({ query: 'grant_type=client_credentials', headers: { authorization: basic() } })))
    const more = { 'WWW-Authenticate': 'Bearer error="invalid_client", error_description="Unauthorized grant type"' }
    expect(answer).toEqual(refusal(401, 'invalid_client', 'Unauthorized grant type', more))
  })

  test('answers errors as XML, description first, to who asks for XML', async () => {
    const headers = { accept: 'application/xml', authorization: basicAuth('nobody', 'x') }
    expect(await whole(await tenant.call(post({ query: 'grant_type=client_credentials', headers })))).toEqual({
      status: 401,
      headers: {
        'Content-Type': 'application/xml;charset=UTF-8',
        ...NOT_KEPT,
        ...HEADERS,
        ...REQUEST_ID,
        ...challenge('Bad credentials'),
      },
      body: '<oauth><error_description>Bad credentials</error_description><error>invalid_client</error></oauth>',
    })
  })

  test('X47: a client of the Neo subaccount has bad credentials here; the cause says more', async () => {
    const neo = await tenant.registerClient('neo-client')
    const headers = { authorization: basicAuth(neo.clientId, neo.secret) }
    const answer = await whole(await tenant.call(post({ query: 'grant_type=client_credentials', headers })))
    expect(answer).toEqual(refusal(401, 'invalid_client', 'Bad credentials', challenge('Bad credentials')))
    const [explanation] = await tenant.identity.explain.list({ limit: 1 })
    expect(explanation).toMatchObject({
      cause: 'client-of-other-dialect',
      remedy: 'Ask for the token at http://sluice.test/oauth2/api/v1/token.',
    })
  })

  test('every client of a deleted instance and every deleted key is refused at once', async () => {
    const second = await tenant.addKey(client.clientId, 'second')
    await tenant.store.clients.deleteSecret('second')
    const call = (secret: string) =>
      tenant.call(post({ query: 'grant_type=client_credentials', headers: { authorization: basicAuth(client.clientId, secret) } }))
    expect([(await call(second)).status, (await call(client.secret)).status]).toEqual([401, 200])
    await tenant.store.clients.delete(client.clientId)
    expect((await call(client.secret)).status).toBe(401)
  })

  test('a failure of ours tells nothing', async () => {
    await tenant.store.close()
    const answer = await whole(await tenant.call(post({ query: 'grant_type=client_credentials', headers: { authorization: basic() } })))
    expect(answer).toEqual(refusal(500, 'server_error', 'Internal Server Error'))
  })
})

describe('Neo', () => {
  const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'X-Vcap-Request-Id': expect.stringMatching(/^request-\d+$/) }
  const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="sluice"' }
  const authorization = basicAuth('sender', 's3cret')
  const post = (query: string, parts: RequestParts = { headers: { authorization } }) => ({
    target: `/oauth2/api/v1/token?${query}`,
    ...parts,
  })
  const refusal = (status: number, error: string, text: string, more = {}) => ({
    status,
    headers: { ...JSON_TYPE, ...HEADERS, ...more },
    body: JSON.stringify({ error, error_description: text }),
  })

  test('gives an opaque token, in the order of the real service', async () => {
    await tenant.registerClient('sender')
    const answer = await whole(await tenant.call(post('grant_type=client_credentials')))
    expect(answer).toEqual({ status: 200, headers: { ...JSON_TYPE, ...HEADERS }, body: expect.any(String) })
    expect(answer.body).toMatch(/^\{"access_token":"[0-9a-f]{32}","token_type":"Bearer","expires_in":3600,"scope":""\}$/)
  })

  test.each([
    ['grant_type in the body', post('', { headers: { authorization, 'content-type': FORM }, body: 'grant_type=client_credentials' })],
    ['grant_type in the query', post('grant_type=client_credentials')],
  ])('takes %s', async (_name, call) => {
    await tenant.registerClient('sender')
    expect(await bodyOf(call)).toMatchObject({ token_type: 'Bearer' })
  })

  test.each(['jwt', 'jwtrfc'])('gives a JWT for token_format=%s', async (format) => {
    await tenant.registerClient('sender')
    const { access_token } = await bodyOf(post(`grant_type=client_credentials&token_format=${format}`))
    const [header, claims] = access_token.split('.').map((part: string) => Buffer.from(part, 'base64url').toString())
    expect(JSON.parse(header)).toEqual({ alg: 'RS256', kid: expect.stringMatching(/^default-jwt-key-[0-9a-f]{10}$/), typ: 'JWT' })
    const iat = tenant.clock.now() / 1000
    expect(JSON.parse(claims)).toEqual({
      iss: 'http://sluice.test/oauth2/api/v1',
      sub: 'oauth_client_sender',
      client_id: 'sender',
      aud: ['iflmap'],
      account: tenant.neo.id,
      iat,
      exp: iat + 3600,
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })

  test.each([
    ['opaque', 180 * 86_400, 180 * 86_400],
    ['jwt', 180 * 86_400, 12 * 3600],
    ['opaque', null, 0],
    ['jwt', null, 12 * 3600],
  ])('lets a %s token of a client with lifetime %s live %s seconds', async (format, tokenLifetime, expected) => {
    await tenant.registerClient('sender', { tokenLifetime })
    expect((await bodyOf(post(`grant_type=client_credentials&token_format=${format}`))).expires_in).toBe(expected)
  })

  test.each<[string, ReturnType<typeof post>, number, string, string, object?]>([
    [
      'a wrong secret',
      post('grant_type=client_credentials', { headers: { authorization: basicAuth('sender', 'x') } }),
      401,
      'invalid_client',
      'Bad credentials',
      CHALLENGE,
    ],
    [
      'an unknown client',
      post('grant_type=client_credentials', { headers: { authorization: basicAuth('nobody', 'x') } }),
      401,
      'invalid_client',
      'Bad credentials',
      CHALLENGE,
    ],
    [
      'no credentials',
      post('grant_type=client_credentials', {}),
      401,
      'invalid_client',
      'Client authentication with HTTP Basic is required',
      CHALLENGE,
    ],
    [
      'a broken header',
      post('grant_type=client_credentials', { headers: { authorization: 'Basic' } }),
      401,
      'invalid_client',
      'The Authorization header cannot be read',
      CHALLENGE,
    ],
    [
      'T02: credentials in the body',
      post('grant_type=client_credentials', { headers: { 'content-type': FORM }, body: 'client_id=sender&client_secret=s3cret' }),
      401,
      'invalid_client',
      'Client credentials in the body are not supported, use HTTP Basic',
      CHALLENGE,
    ],
    [
      'T09: Basic and a secret in the body',
      post('grant_type=client_credentials', { headers: { authorization, 'content-type': FORM }, body: 'client_secret=s3cret' }),
      400,
      'invalid_request',
      'The request uses more than one client authentication',
    ],
    ['a missing grant type', post(''), 400, 'invalid_request', 'Missing grant type'],
    ['an unknown grant type', post('grant_type=magic'), 400, 'unsupported_grant_type', 'Unsupported grant type'],
    ['a scope', post('grant_type=client_credentials&scope=write'), 400, 'invalid_scope', 'Invalid scope: write'],
    [
      'GET',
      { ...post('grant_type=client_credentials'), method: 'GET' },
      405,
      'method_not_allowed',
      "Request method 'GET' not supported",
      { Allow: 'POST' },
    ],
  ])('refuses %s', async (_name, call, status, error, text, more) => {
    await tenant.registerClient('sender')
    expect(await whole(await tenant.call(call))).toEqual(refusal(status, error, text, more))
  })

  test('T13: refuses a client of the grant Authorization Code, as RFC 6749 says', async () => {
    await tenant.registerClient('sender', { grantTypes: ['authorization_code'] })
    const answer = await whole(await tenant.call(post('grant_type=client_credentials')))
    expect(answer).toEqual(refusal(400, 'unauthorized_client', 'Unauthorized grant type'))
  })
})

test('the payload of a Cloud Foundry token has the documented claims in order', async () => {
  const client = await tenant.createInstance('mgmt', 'tmn', ['MonitoringDataRead'])
  const token = await tenant.token(client, 'cloud-foundry')
  const [header, claims] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  expect(JSON.parse(String(header))).toEqual({
    alg: 'RS256',
    jku: 'http://sluice.test/token_keys',
    kid: expect.stringMatching(/^default-jwt-key-[0-9a-f]{10}$/),
    typ: 'JWT',
  })
  const owner = String(client.clientId.split('|')[1])
  const scope = [`${owner}.IntegrationOperationServer.read`, `${owner}.NodeManager.read`, `${owner}.Roles.Read`, 'uaa.resource']
  const iat = tenant.clock.now() / 1000
  const expected = {
    jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    ext_attr: {
      enhancer: 'XSUAA',
      subaccountid: tenant.cloudFoundry.id,
      zdn: 'acme',
      serviceinstanceid: expect.stringMatching(/^33333333-/),
    },
    sub: client.clientId,
    authorities: scope,
    scope,
    client_id: client.clientId,
    cid: client.clientId,
    azp: client.clientId,
    grant_type: 'client_credentials',
    rev_sig: expect.stringMatching(/^[0-9a-f]{1,8}$/),
    iat,
    exp: iat + 3600,
    iss: 'http://sluice.test/oauth/token',
    zid: tenant.cloudFoundry.id,
    aud: ['uaa', `${owner}.IntegrationOperationServer`, `${owner}.NodeManager`, `${owner}.Roles`, client.clientId],
  }
  const payload = JSON.parse(String(claims))
  expect(payload).toEqual(expected)
  expect(Object.keys(payload)).toEqual(Object.keys(expected))
})

test('no request is answered with a failure of the server, and none but the right one with a token', async () => {
  await tenant.registerClient('sender')
  const piece = fc.oneof(
    fc.constantFrom('grant_type=client_credentials', 'scope=a', 'token_format=jwt', '&', '=', '%', '+', '%zz', 'client_id=sender'),
    fc.string({ unit: 'binary' }),
  )
  const header = fc.oneof(fc.constantFrom('Basic ', 'Bearer ', 'Basic c2VuZGVyOng=', ''), fc.string())
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('/oauth/token', '/oauth2/api/v1/token'),
      fc.array(piece, { maxLength: 4 }),
      fc.array(piece, { maxLength: 4 }),
      fc.constantFrom(FORM, 'application/json', 'multipart/form-data', undefined),
      header,
      async (path, query, body, contentType, authorization) => {
        const headers = { 'content-type': contentType, authorization }
        const { status } = await tenant.call({ target: `${path}?${query.join('&')}`, headers, body: body.join('&') })
        expect([400, 401]).toContain(status)
      },
    ),
    { numRuns: 50 },
  )
})
