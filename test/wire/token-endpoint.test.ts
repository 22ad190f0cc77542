import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { rawRequest } from '../support/raw-request.ts'
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
    ['T01 form body and Basic', { body: GRANT }],
    ['T03 query and Basic, no body and no content type', { query: GRANT }],
    ['F6 the same in query and body', { query: GRANT, body: GRANT }],
    ['T06 empty scope', { body: `${GRANT}&scope=` }],
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
    ['T04 GET', { query: GRANT, method: 'GET' }, 405, 'method_not_allowed', 'method-not-allowed'],
    ['T06 T11 empty grant_type', { body: 'grant_type=' }, 400, 'invalid_request', 'grant-missing'],
    ['T05 secret in the query', { query: `${GRANT}&client_id=a&client_secret=b` }, 400, 'invalid_request', 'credentials-in-query'],
    ['T08 a parameter twice', { body: `${GRANT}&${GRANT}` }, 400, 'invalid_request', 'parameter-repeated'],
    ['X30 an escaped name twice', { body: `${GRANT}&%67rant_type=password` }, 400, 'invalid_request', 'parameter-repeated'],
    ['X30 another value in the query', { query: 'grant_type=password', body: GRANT }, 400, 'invalid_request', 'parameter-repeated'],
    ['T12 unknown grant', { body: 'grant_type=magic' }, 400, 'unsupported_grant_type', 'grant-unknown'],
    ['T14 unknown scope', { body: `${GRANT}&scope=all` }, 400, 'invalid_scope', 'scope-unknown'],
    ['X31 a tab in the scope', { body: `${GRANT}&scope=a%09b` }, 400, 'invalid_scope', 'scope-malformed'],
    ['T20 a broken escape', { body: `${GRANT}&x=%zz` }, 400, 'invalid_request', 'parameter-unreadable'],
    ['T21 JSON', { body: '{}', headers: { 'content-type': 'application/json' } }, 400, 'invalid_request', 'body-not-a-form'],
    [
      'X34 multipart',
      { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      400,
      'invalid_request',
      'body-not-a-form',
    ],
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

  test('X40 two Authorization headers', async () => {
    const client = clients.get(dialect)!
    const header = `Authorization: ${basic(client)}`
    const path = new URL(client.tokenUrl).pathname
    const answer = await rawRequest(tenant, `POST ${path}?${GRANT}`, [header, header, 'Content-Length: 0'])
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, 'invalid_request'])
  })
})

test('T02 credentials in the body: Cloud Foundry takes them, Neo says what to do instead', async () => {
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
    lenient = await testTenant({ tokenByGet: true, credentialsInQuery: true, failuresPerClient: 2, tokenRequestsPerSecond: 1000 })
    for (const dialect of DIALECTS) known.set(dialect, await testClient(lenient, dialect))
  })
  afterAll(() => lenient.stop())

  test.each(DIALECTS)('%s: F5 GET gives a token', async (dialect) => {
    expect((await askLenient(dialect, { query: GRANT, method: 'GET' })).status).toBe(200)
  })

  test('F4 credentials in the query give a token', async () => {
    const { id: client_id, secret: client_secret } = known.get('cloud-foundry')!
    const query = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }).toString()
    expect((await askLenient('cloud-foundry', { query }, false)).status).toBe(200)
  })

  test.each(DIALECTS)('%s: X21 guessing is slowed down with 429 and Retry-After', async (dialect) => {
    const { id } = known.get(dialect)!
    const wrong = { body: GRANT, headers: { authorization: basic({ id, secret: 'wrong' }) } }
    const answers = []
    for (let time = 0; time < 3; time++) answers.push(await askLenient(dialect, wrong))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 429])
    expect(answers[2]!.headers.get('retry-after')).toBe('1')
    expect(answers[2]!.body.error).toBe('too_many_requests')
  })
})
