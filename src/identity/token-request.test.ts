import { beforeEach, describe, expect, test } from 'vitest'
import { basicAuth, httpRequest, type RequestParts, whole } from './testing/http-request.fixture.ts'
import { openTenant, type Tenant } from './testing/tenant.fixture.ts'
import type { TokenRequestRules } from './token-request-rules.ts'

const FORM = 'application/x-www-form-urlencoded'
const GRANT = 'grant_type=client_credentials'
const PATHS = ['/oauth/token', '/oauth2/api/v1/token'] as const

let tenant: Tenant
let clients: Record<(typeof PATHS)[number], { clientId: string; secret: string }>
beforeEach(() => open({}))

async function open(rules: Partial<TokenRequestRules>): Promise<void> {
  tenant = await openTenant(rules)
  clients = {
    '/oauth/token': await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send']),
    '/oauth2/api/v1/token': await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] }),
  }
}

type Path = (typeof PATHS)[number]
const authorization = (path: Path) => basicAuth(clients[path].clientId, clients[path].secret)
const ask = async (path: Path, more = '', parts: RequestParts = {}) => {
  const headers = { authorization: authorization(path), ...parts.headers }
  return whole(await tenant.call({ target: `${path}?${GRANT}${more}`, ...parts, headers }))
}
const claimsOf = (token: string) => JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString())
const causeOf = async () => (await tenant.identity.explain.list({ limit: 1 }))[0]?.cause

describe('authorities', () => {
  const authorities = (value: unknown) => `&authorities=${encodeURIComponent(JSON.stringify(value))}`

  test('become a claim of their own and a member of the answer', async () => {
    const body = JSON.parse((await ask('/oauth/token', authorities({ az_attr: { region: 'emea', zid: 'x', scope: 'all' } }))).body)
    expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in', 'scope', 'jti', 'az_attr'])
    expect(body.az_attr).toEqual({ region: 'emea', zid: 'x', scope: 'all' })
    const claims = claimsOf(body.access_token)
    expect(claims).toMatchObject({ az_attr: body.az_attr, zid: tenant.cloudFoundry.id })
    expect(claims.scope).not.toBe('all')
    expect(Object.keys(claims).slice(0, 4)).toEqual(['jti', 'ext_attr', 'az_attr', 'sub'])
  })

  test('are kept with an opaque token too', async () => {
    await ask('/oauth/token', `${authorities({ az_attr: { region: 'emea' } })}&token_format=opaque`)
    expect((await tenant.store.tokens.list({}))[0]?.claims).toMatchObject({ az_attr: { region: 'emea' } })
  })

  test.each(['{not json', '{"az_attr":{"a":{"b":"c"}}}', '{"az_attr":{"__proto__":"x"}}'])('%s is ignored', async (value) => {
    const { status, body } = await ask('/oauth/token', `&authorities=${encodeURIComponent(value)}`)
    expect(status).toBe(200)
    expect(JSON.parse(body)).not.toHaveProperty('az_attr')
    expect(claimsOf(JSON.parse(body).access_token)).not.toHaveProperty('az_attr')
  })

  test('X32 that are huge are refused', async () => {
    const answer = await ask('/oauth/token', authorities({ az_attr: { a: 'x'.repeat(5000) } }))
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('larger than 4096 characters') })
    expect(await causeOf()).toBe('authorities-too-large')
  })

  test('mean nothing in the Neo dialect', async () => {
    const { status, body } = await ask('/oauth2/api/v1/token', authorities({ az_attr: { a: 'x'.repeat(5000) } }))
    expect([status, Object.keys(JSON.parse(body))]).toEqual([200, ['access_token', 'token_type', 'expires_in', 'scope']])
  })
})

describe('x-zid', () => {
  test('that is the client’s own subaccount changes nothing', async () => {
    expect((await ask('/oauth/token', '', { headers: { 'x-zid': tenant.cloudFoundry.id } })).status).toBe(200)
  })

  test('of no subaccount is a bad request', async () => {
    const { status, body } = await ask('/oauth/token', '', { headers: { 'x-zid': 'elsewhere' } })
    expect({ status, ...JSON.parse(body) }).toEqual({
      status: 400,
      error: 'invalid_request',
      error_description: 'There is no such tenant',
    })
    expect(await causeOf()).toBe('tenant-unknown')
  })
})

test.each(PATHS)('%s: correlation ids come back under their own names', async (path) => {
  const { headers } = await ask(path, '', { headers: { 'x-correlationid': 'java-1', 'x-vcap-request-id': 'node-1' } })
  expect(headers).toMatchObject({ 'X-Vcap-Request-Id': 'node-1', 'X-CorrelationID': 'java-1' })
  const failed = await ask(path, '&scope=no', { headers: { 'x-correlationid': 'java-2' } })
  expect(failed.headers).toMatchObject({ 'X-Vcap-Request-Id': 'java-2', 'X-CorrelationID': 'java-2', 'Cache-Control': 'no-store' })
})

test.each(PATHS)('%s: errors are XML for who asks for it, description first', async (path) => {
  const { status, headers, body } = await ask(path, '&scope=no', { headers: { accept: 'application/xml' } })
  expect(status).toBe(400)
  expect(headers).toMatchObject({ 'Content-Type': 'application/xml;charset=UTF-8', 'Cache-Control': 'no-store', Pragma: 'no-cache' })
  expect(body).toBe('<oauth><error_description>Invalid scope: no</error_description><error>invalid_scope</error></oauth>')
})

test.each(PATHS)('%s: T23 no answer invites other origins', async (path) => {
  const answers = [
    await ask(path, '', { headers: { origin: 'https://evil.test' } }),
    await ask(path, '', { method: 'OPTIONS', headers: { origin: 'https://evil.test' } }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([200, 405])
  for (const { headers } of answers) expect(Object.keys(headers).join()).not.toMatch(/access-control/i)
})

describe('rules', () => {
  test.each(PATHS)('%s: T04 GET is answered when an administrator allows it, and other methods are not', async (path) => {
    expect((await ask(path, '', { method: 'GET' })).status).toBe(405)
    await open({ getAllowed: true })
    expect((await ask(path, '', { method: 'GET' })).status).toBe(200)
    expect(await ask(path, '', { method: 'PUT' })).toMatchObject({ status: 405, headers: { Allow: 'POST, GET' } })
  })

  test('T05 credentials in the query are taken when an administrator allows it', async () => {
    expect((await askInQuery()).status).toBe(400)
    await open({ credentialsInQuery: true })
    expect((await askInQuery()).status).toBe(200)
  })

  test('an assertion in the query is never taken', async () => {
    await open({ credentialsInQuery: true })
    expect(await ask('/oauth/token', '&client_assertion=a.b.c')).toMatchObject({ status: 400 })
    expect(await causeOf()).toBe('credentials-in-query')
  })

  async function askInQuery() {
    const { clientId: client_id, secret: client_secret } = clients['/oauth/token']
    const query = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret })
    return whole(await tenant.call({ target: `/oauth/token?${query}` }))
  }

  test.each(PATHS)('%s: T19 plain http from another machine is refused before anything is read', async (path) => {
    await open({ plainHttp: false })
    const answer = await ask(path)
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('use https') })
    expect(await causeOf()).toBe('tls-required')
    const { handler } = tenant.identity.routes.find((route) => route.path === path)!
    const request = httpRequest({ target: `${path}?${GRANT}`, headers: { authorization: authorization(path) } })
    expect((await handler({ ...request, secure: true })).status).toBe(200)
    expect((await handler({ ...request, remoteAddress: '::ffff:127.0.0.1' })).status).toBe(200)
  })
})

describe('rate limits', () => {
  const wrong = (path: Path, clientId = clients[path].clientId) => ({ headers: { authorization: basicAuth(clientId, 'wrong') } })

  test.each(PATHS)('%s: X21 after a few failures the client waits, from this source alone', async (path) => {
    await open({ failuresPerClient: 3, failuresPerSource: 100 })
    const statuses = []
    for (let time = 0; time < 4; time++) statuses.push((await ask(path, '', wrong(path))).status)
    expect(statuses).toEqual([401, 401, 401, 429])
    const right = await ask(path)
    expect(right).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '1', 'Cache-Control': 'no-store' },
      body: '{"error":"too_many_requests","error_description":"Too many failed authentications, try again later"}',
    })
    expect((await tenant.identity.explain.list({ limit: 1 }))[0]).toMatchObject({
      cause: 'too-many-failures',
      clientId: clients[path].clientId,
      happened: `Too many authentications of client '${clients[path].clientId}' from 192.0.2.7 failed; attempts from there are not looked at for 1 second.`,
    })
    const { handler } = tenant.identity.routes.find((route) => route.path === path)!
    const request = httpRequest({ target: `${path}?${GRANT}`, headers: { authorization: authorization(path) } })
    expect((await handler({ ...request, remoteAddress: '192.0.2.8' })).status).toBe(200)
    tenant.clock.advance(1000)
    expect((await ask(path)).status).toBe(200)
  })

  test('the answer is XML for who asks for it', async () => {
    await open({ failuresPerClient: 1 })
    await ask('/oauth/token', '', wrong('/oauth/token'))
    const { body, headers } = await ask('/oauth/token', '', { headers: { accept: 'application/xml' } })
    expect(body).toBe(
      '<oauth><error_description>Too many failed authentications, try again later</error_description><error>too_many_requests</error></oauth>',
    )
    expect(headers).toMatchObject({ 'Retry-After': '1' })
  })

  test('X25 an unknown client waits like a known one, and what stands in place of an id is not kept', async () => {
    await open({ failuresPerClient: 2 })
    const path = '/oauth/token'
    const { clientId, secret } = clients[path]
    const swapped = { headers: { authorization: basicAuth(secret, clientId) } }
    const statuses = []
    for (let time = 0; time < 3; time++) statuses.push((await ask(path, '', swapped)).status)
    expect(statuses).toEqual([401, 401, 429])
    expect(JSON.stringify(await tenant.identity.explain.list({ limit: 9 }))).not.toContain(secret)
  })

  test('X22 many client ids from one source wait together; a client that was right before does not', async () => {
    await open({ failuresPerClient: 10, failuresPerSource: 5 })
    const path = '/oauth2/api/v1/token'
    await ask(path)
    for (let index = 0; index < 5; index++) await ask(path, '', wrong(path, `guess-${index}`))
    expect((await ask(path, '', wrong(path, 'guess-6'))).status).toBe(429)
    expect((await ask(path)).status).toBe(200)
    expect((await tenant.identity.explain.list({ limit: 1 }))[0]).toMatchObject({ cause: 'too-many-failures', clientId: null })
  })

  test('failures count wherever a secret can be tried', async () => {
    await open({ failuresPerClient: 2 })
    const need = { application: 'iflmap', roles: { cloudFoundry: [], neo: [] }, resource: '/http/orders' } as const
    const call = (secret: string) =>
      tenant.identity.guard.authorize(httpRequest({ headers: { authorization: basicAuth('sender', secret) } }), need)
    for (let time = 0; time < 2; time++) await expect(call('wrong')).rejects.toMatchObject({ reason: 'wrong-secret' })
    await expect(call('s3cret')).rejects.toMatchObject({ reason: 'too-many-failures', status: 429 })
    expect((await ask('/oauth2/api/v1/token')).status).toBe(429)
  })

  test('a client gets so many tokens a second', async () => {
    await open({ tokensPerSecond: 2 })
    const statuses = []
    for (let time = 0; time < 3; time++) statuses.push((await ask('/oauth/token', '&token_format=opaque')).status)
    expect(statuses).toEqual([200, 200, 429])
    const { headers, body } = await ask('/oauth/token')
    expect([headers, JSON.parse(body)]).toMatchObject([{ 'Retry-After': '1' }, { error: 'too_many_requests' }])
    expect((await ask('/oauth2/api/v1/token')).status).toBe(200)
    tenant.clock.advance(1000)
    expect((await ask('/oauth/token')).status).toBe(200)
  })
})

describe('X17 token size', () => {
  const roles = (count: number) => Array.from({ length: count }, (_, index) => `Orders.of.the.far.away.plant.number.${index}`)

  test('a JWT that no server would read is not issued; the opaque one and the compact one are', async () => {
    const many = { ...(await tenant.createInstance('many', 'iflmap', roles(90))) }
    const request = (more = '') =>
      tenant.call({ target: `/oauth/token?${GRANT}${more}`, headers: { authorization: basicAuth(many.clientId, many.secret) } })
    const refused = await whole(await request())
    expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('larger than 15360 bytes') })
    expect((await tenant.identity.explain.list({ limit: 1 }))[0]).toMatchObject({
      cause: 'token-too-large',
      clientId: many.clientId,
      remedy: expect.stringContaining('token_format=opaque'),
    })
    expect((await request('&token_format=opaque')).status).toBe(200)
    const { client } = (await tenant.store.clients.find(many.clientId))!
    await tenant.store.clients.update({ ...client, options: { tokenProfile: 'compact' } })
    expect((await request()).status).toBe(200)
  })

  test('X16 what is issued is never larger than the limit, and the limit can be reached', async () => {
    const sizes = []
    for (const length of [0, 100, 1000, 4000]) {
      const authorities = encodeURIComponent(JSON.stringify({ az_attr: { a: 'x'.repeat(length) } }))
      const many = await tenant.createInstance(`n${length}`, 'iflmap', roles(60))
      const answer = await tenant.call({
        target: `/oauth/token?${GRANT}&authorities=${authorities}`,
        headers: { authorization: basicAuth(many.clientId, many.secret) },
      })
      if (answer.status === 200) sizes.push(JSON.parse(String(answer.body)).access_token.length)
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(15 * 1024)
    expect(Math.max(...sizes)).toBeGreaterThan(10 * 1024)
  })
})

test('the media type of a body must be right, not only look so', async () => {
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencodedx', undefined]) {
    const answer = await ask('/oauth/token', '', { headers: { 'content-type': type }, body: 'scope=' })
    expect([type, answer.status]).toEqual([type, 400])
  }
  expect((await ask('/oauth/token', '', { headers: { 'content-type': `${FORM}; charset=UTF-8` }, body: 'scope=' })).status).toBe(200)
})
