import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const FORM = 'application/x-www-form-urlencoded'
const GRANT = 'grant_type=client_credentials'

interface Ask {
  readonly query?: string
  readonly body?: string
  readonly headers?: Record<string, string>
  readonly method?: string
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

function asker(stage: () => { tenant: TestTenant; clients: Map<string, TestClient> }) {
  return async (dialect: string, { query = '', body, headers = {}, method = 'POST' }: Ask, authenticated = true): Promise<Answer> => {
    const client = stage().clients.get(dialect)!
    const sent = { ...(authenticated && { authorization: basic(client) }), ...(body !== undefined && { 'content-type': FORM }), ...headers }
    const answer = await fetch(`${client.tokenUrl}${query && `?${query}`}`, { method, headers: sent, ...(body !== undefined && { body }) })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : { text } }
  }
}

let tenant: TestTenant
const clients = new Map<string, TestClient>()
const ask = asker(() => ({ tenant, clients }))
beforeAll(async () => {
  tenant = await testTenant()
  for (const dialect of DIALECTS) clients.set(dialect, await testClient(tenant, dialect))
})
afterAll(() => tenant.stop())

const explained = async (headers: Headers): Promise<string> => {
  const url = `${tenant.publicUrl}/admin/v1/refusals/${headers.get('x-request-id')}`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${tenant.adminToken}` } })
  return ((await answer.json()) as { cause: string }).cause
}

describe.each(DIALECTS)('%s: accepted', (dialect) => {
  test.each<[string, Ask]>([
    ['T01 F1 F10 form body and Basic', { body: GRANT }],
    ['T03 F3 query and Basic, no body and no content type', { query: GRANT }],
    ['F6 the same in query and body', { query: GRANT, body: GRANT }],
    ['T06 empty scope', { body: `${GRANT}&scope=` }],
    ['T06 empty parameters of every kind', { body: `${GRANT}&token_format=&client_secret=&client_assertion=&response_type=` }],
    ['T07 unknown parameters, as SAP’s library sends them', { body: `${GRANT}&response_type=token&app_tid=undefined` }],
    ['T20 plus and percent are form encoding', { body: 'grant_type=client%5Fcredentials&x=a+b%2B' }],
    ['T21 a charset', { body: GRANT, headers: { 'content-type': `${FORM};charset=UTF-8` } }],
    ['Accept that names XML: a token is JSON', { body: GRANT, headers: { accept: 'application/xml' } }],
  ])('%s', async (_what, request) => {
    const { status, headers, body } = await ask(dialect, request)
    expect([status, headers.get('cache-control'), headers.get('pragma')]).toEqual([200, 'no-store', 'no-cache'])
    expect(headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(body).toMatchObject({ access_token: expect.any(String), token_type: expect.stringMatching(/^bearer$/i) })
    expect(body).not.toHaveProperty('refresh_token')
  })
})

describe.each(DIALECTS)('%s: refused', (dialect) => {
  test.each<[string, Ask, number, string, string]>([
    ['T04 F5 GET', { query: GRANT, method: 'GET' }, 405, 'method_not_allowed', 'method-not-allowed'],
    ['T06 T11 empty grant_type', { body: 'grant_type=' }, 400, 'invalid_request', 'grant-missing'],
    ['T05 F4 secret in the query', { query: `${GRANT}&client_id=a&client_secret=b` }, 400, 'invalid_request', 'credentials-in-query'],
    ['F6 another value in the query', { query: 'grant_type=password', body: GRANT }, 400, 'invalid_request', 'parameter-repeated'],
    ...['grant_type', 'client_id', 'client_secret', 'scope', 'token_format', 'client_assertion'].map(
      (name): [string, Ask, number, string, string] => [
        `T08 ${name} twice`,
        { body: `${name === 'grant_type' ? '' : `${GRANT}&`}${name}=a&${name}=b` },
        400,
        'invalid_request',
        'parameter-repeated',
      ],
    ),
    ['T11 no grant_type', { body: 'scope=' }, 400, 'invalid_request', 'grant-missing'],
    ['T12 implicit, which no token endpoint has', { body: 'grant_type=implicit' }, 400, 'invalid_grant', 'grant-implicit'],
    ['T12 unknown grant', { body: 'grant_type=magic' }, 400, 'unsupported_grant_type', 'grant-unknown'],
    ['T14 a scope with letters that scopes have not', { body: `${GRANT}&scope=a%22b` }, 400, 'invalid_scope', 'scope-malformed'],
    ['T14 unknown scope', { body: `${GRANT}&scope=all` }, 400, 'invalid_scope', 'scope-unknown'],
    ['T20 bytes that are not UTF-8', { body: `${GRANT}&x=%ff` }, 400, 'invalid_request', 'parameter-unreadable'],
    ['T20 a broken escape', { body: `${GRANT}&x=%zz` }, 400, 'invalid_request', 'parameter-unreadable'],
    ['T21 F9 JSON', { body: '{}', headers: { 'content-type': 'application/json' } }, 400, 'invalid_request', 'body-not-a-form'],
    ['T22 more than 1 MB', { body: `${GRANT}&x=${'x'.repeat(1024 * 1024)}` }, 413, 'invalid_request', 'token-request-too-large'],
  ])('%s', async (_what, request, status, error, cause) => {
    const answer = await ask(dialect, request)
    expect([answer.status, answer.body.error, answer.headers.get('cache-control')]).toEqual([status, error, 'no-store'])
    expect(String(answer.body.error_description)).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
    expect(await explained(answer.headers)).toBe(cause)
  })

  test('T10 without credentials, with the challenge of the scheme', async () => {
    const { status, headers } = await ask(dialect, { body: GRANT }, false)
    expect([status, headers.get('www-authenticate')?.split(' ')[0]]).toEqual([401, 'Basic'])
  })

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('%s, with the method that works', async (method) => {
    const { status, headers } = await ask(dialect, { query: GRANT, method })
    expect([status, headers.get('allow'), headers.get('cache-control')]).toEqual([405, 'POST', 'no-store'])
  })

  test.each([
    ['a wrong secret', () => clients.get(dialect)!.id, 'wrong-secret'],
    ['an unknown client', () => 'nobody', 'unknown-client'],
  ])('T10 %s, with the challenge of the scheme', async (_what, idOf, cause) => {
    const { status, headers, body } = await ask(dialect, {
      body: GRANT,
      headers: { authorization: basic({ id: idOf(), secret: 'wrong' }) },
    })
    expect([status, body]).toEqual([401, { error: 'invalid_client', error_description: 'Bad credentials' }])
    expect(headers.get('www-authenticate')).toMatch(/^Basic realm="/)
    expect(await explained(headers)).toBe(cause)
  })

  test('T09 a secret and an assertion', async () => {
    const answer = await ask(dialect, { body: `${GRANT}&client_assertion=a.b.c` })
    expect([answer.status, answer.body.error, await explained(answer.headers)]).toEqual([
      400,
      'invalid_request',
      'several-client-authentications',
    ])
  })

  test('T13 a grant that the client has not', async () => {
    const client = await testClient(tenant, dialect)
    const { client: stored } = (await tenant.store.clients.find(client.id))!
    await tenant.store.clients.update({ ...stored, grantTypes: ['authorization_code'] })
    const answer = await ask(dialect, { body: GRANT, headers: { authorization: basic(client) } })
    // UAA answers 401 where RFC 6749 §5.2 has 400; Neo is not documented and follows the RFC.
    const expected = {
      neo: [400, { error: 'unauthorized_client', error_description: 'Unauthorized grant type' }],
      'cloud-foundry': [401, { error: 'invalid_client', error_description: 'Unauthorized grant type' }],
    }
    expect([answer.status, answer.body]).toEqual(expected[dialect])
    expect(await explained(answer.headers)).toBe('grant-not-allowed')
  })

  test('T16 no refresh token, also for a client that may refresh', async () => {
    const client = await testClient(tenant, dialect)
    const { client: stored } = (await tenant.store.clients.find(client.id))!
    await tenant.store.clients.update({ ...stored, grantTypes: ['client_credentials', 'refresh_token', 'authorization_code'] })
    const { status, body } = await ask(dialect, { body: GRANT, headers: { authorization: basic(client) } })
    expect([status, Object.keys(body)]).toEqual([200, expect.not.arrayContaining(['refresh_token', 'id_token'])])
    const refresh = await ask(dialect, { body: 'grant_type=refresh_token&refresh_token=x', headers: { authorization: basic(client) } })
    expect([refresh.status, refresh.body.error]).toEqual([400, 'unsupported_grant_type'])
  })

  test('T17 every description has the letters that the RFC allows, whatever was sent', async () => {
    const hostile = '"\\\u0001\u007f\r\n\té\u2028\u{1f600}<>&;,='
    const values = encodeURIComponent(hostile)
    const requests: Ask[] = [
      { body: `grant_type=${values}` },
      { body: `${GRANT}&scope=${values}` },
      { body: `${GRANT}&scope=a${values.slice(-9)}` },
      { body: `${GRANT}&client_id=${values}` },
      { body: `${GRANT}&${values}=a&${values}=b` },
      { body: `${GRANT}&client_assertion_type=${values}&client_assertion=${values}` },
      { body: GRANT, headers: { 'content-type': 'text/x;a="\\"' } },
      { body: GRANT, headers: { authorization: `Basic ${Buffer.from(`${hostile}:x`).toString('base64')}` } },
      { body: GRANT, headers: { authorization: 'Digest a="\\"' } },
      { body: GRANT, headers: { 'x-zid': 'a"\\b' } },
    ]
    for (const request of requests) {
      const { status, body, headers } = await ask(dialect, request)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(String(body.error_description)).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
      expect(String(body.error)).toMatch(/^[a-z_]+$/)
      const challenge = headers.get('www-authenticate')
      if (challenge !== null) expect(challenge).toMatch(/^(?:Basic|Bearer) (?:[a-z_]+="[\x20-\x21\x23-\x5b\x5d-\x7e]*"(?:, |$))+$/)
    }
  })

  test('T18 a client without a secret does not get a token by its name', async () => {
    const client = await testClient(tenant, dialect)
    for (const { id } of (await tenant.store.clients.find(client.id))!.secrets) await tenant.store.clients.deleteSecret(id)
    const named = { body: new URLSearchParams({ grant_type: 'client_credentials', client_id: client.id }).toString() }
    expect(await ask(dialect, named, false)).toMatchObject({ status: 401 })
    for (const secret of ['', 'x', 'undefined', 'null']) {
      const answer = await ask(dialect, { body: GRANT, headers: { authorization: basic({ id: client.id, secret }) } })
      expect([answer.status, answer.body.error, await explained(answer.headers)]).toEqual([401, 'invalid_client', 'wrong-secret'])
    }
    const empty = { ...named, body: `${named.body}&client_secret=` }
    expect((await ask(dialect, empty, false)).status).toBe(401)
  })

  test('T23 no answer invites other origins', async () => {
    for (const request of [{ body: GRANT }, { method: 'OPTIONS' }, { body: '' }]) {
      const origin = { origin: 'https://evil.test', 'access-control-request-method': 'POST' }
      const { headers } = await ask(dialect, { ...request, headers: origin })
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

test('T02 F2 credentials in the body: Cloud Foundry takes them, Neo says what to do instead', async () => {
  const inBody = (dialect: string) => {
    const { id: client_id, secret: client_secret } = clients.get(dialect)!
    return ask(dialect, { body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }).toString() }, false)
  }
  expect((await inBody('cloud-foundry')).status).toBe(200)
  expect(await inBody('neo')).toMatchObject({
    status: 401,
    body: { error: 'invalid_client', error_description: 'Client credentials in the body are not supported, use HTTP Basic' },
  })
})

test('T09 Basic and a secret in the body: UAA lets Basic win, Neo knows one way only', async () => {
  const both = (dialect: string, secret: string) =>
    ask(dialect, {
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clients.get(dialect)!.id,
        client_secret: secret,
      }).toString(),
    })
  expect((await both('cloud-foundry', 'wrong')).status).toBe(200)
  expect(await both('neo', clients.get('neo')!.secret)).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
})

test('T15 narrowed scopes stand in the answer', async () => {
  const scope = String((await ask('cloud-foundry', { body: GRANT })).body.scope).split(' ')[0]!
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope }).toString()
  expect((await ask('cloud-foundry', { body })).body.scope).toBe(scope)
})

describe('with other settings', () => {
  let lenient: TestTenant
  const known = new Map<string, TestClient>()
  const askLenient = asker(() => ({ tenant: lenient, clients: known }))
  beforeAll(async () => {
    lenient = await testTenant({ tokenByGet: true, credentialsInQuery: true, trustedProxies: '127.0.0.1' })
    for (const dialect of DIALECTS) known.set(dialect, await testClient(lenient, dialect))
  })
  afterAll(() => lenient.stop())

  test.each(DIALECTS)('%s: F5 GET gives a token', async (dialect) => {
    expect((await askLenient(dialect, { query: GRANT, method: 'GET' })).status).toBe(200)
  })

  test.each(DIALECTS)('%s: T19 over plain http from another machine nothing is accepted', async (dialect) => {
    const elsewhere = { 'x-forwarded-for': '192.0.2.7' }
    const denied = await askLenient(dialect, { body: GRANT, headers: elsewhere })
    expect([denied.status, denied.body.error_description]).toEqual([403, 'Client credentials must not be sent over plain http, use https'])
    expect((await askLenient(dialect, { body: GRANT, headers: { ...elsewhere, 'x-forwarded-proto': 'https' } })).status).toBe(200)
    expect((await askLenient(dialect, { body: GRANT })).status).toBe(200)
  })

  test('F4 credentials in the query give a token', async () => {
    const { id: client_id, secret: client_secret } = known.get('cloud-foundry')!
    const query = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }).toString()
    expect((await askLenient('cloud-foundry', { query }, false)).status).toBe(200)
  })
})
