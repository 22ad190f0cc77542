import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken, basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { pastToken } from '../support/past-token.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const FORM = 'application/x-www-form-urlencoded'
const KINDS = DIALECTS.flatMap((dialect) => [[dialect, 'jwt'] as const, [dialect, 'opaque'] as const])

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('reached')] })
})
afterAll(() => tenant.stop())

const orders = (token: string) =>
  fetch(`${tenant.localUrl}/http/orders`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' })
const post = (path: string, form: Record<string, string>, authorization?: string) =>
  fetch(tenant.localUrl + path, { method: 'POST', headers: { ...(authorization && { authorization }) }, body: new URLSearchParams(form) })
const causeOf = async (answer: Response, { localUrl, adminToken } = tenant) => {
  const url = `${localUrl}/admin/v1/refusals/${answer.headers.get('x-request-id')}`
  return ((await (await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } })).json()) as { cause: string }).cause
}

describe.each(DIALECTS)('%s: a standard client', (dialect) => {
  const server = () => ({
    issuer: tenant.publicUrl,
    introspection_endpoint: `${tenant.publicUrl}/oauth/introspect`,
    revocation_endpoint: `${tenant.publicUrl}/oauth/revoke`,
  })
  const options = { [oauth.allowInsecureRequests]: true }

  test.each(['jwt', 'opaque'] as const)('I03 I10 I14 looks at its %s token, calls it back and looks again', async (format) => {
    const { id: client_id, secret, ...rest } = await testClient(tenant, dialect)
    const token = await accessToken({ id: client_id, secret, ...rest }, format)
    const client = { client_id }
    const authentication = oauth.ClientSecretBasic(secret)
    const look = async () => {
      const answer = await oauth.introspectionRequest(server(), client, authentication, token, options)
      return oauth.processIntrospectionResponse(server(), client, answer)
    }
    expect(await look()).toMatchObject({ active: true, client_id, token_type: 'Bearer', exp: expect.any(Number) })
    expect((await orders(token)).status).toBe(200)
    await oauth.processRevocationResponse(await oauth.revocationRequest(server(), client, authentication, token, options))
    expect(await look()).toEqual({ active: false })
    const refused = await orders(token)
    expect([refused.status, await causeOf(refused)]).toEqual([401, format === 'jwt' ? 'token-called-back' : 'token-unknown'])
  })
})

test('a path that ends after revoke, and one that does not, say so', async () => {
  const authorization = `Bearer ${tenant.adminToken}`
  for (const path of ['/oauth/token/revoke', '/oauth/token/revoke/', '/introspect/more', '/oauth/revoke/x']) {
    expect([path, (await fetch(tenant.publicUrl + path, { method: 'DELETE', headers: { authorization } })).status]).toEqual([path, 404])
  }
})

/** UAA's address, and that of RFC 7662. */
const INTROSPECT = ['/introspect', '/oauth/introspect'] as const

describe.each(DIALECTS)('%s: introspection', (dialect) => {
  let client: TestClient
  beforeAll(async () => {
    client = await testClient(tenant, dialect)
  })
  /** `/introspect` needs `uaa.resource`, which no client of Neo has; RFC 7662 lets a client ask about its own tokens. */
  const askerAt = (path: string) => (path === '/introspect' ? `Bearer ${tenant.adminToken}` : basic(client))
  const look = async (path: string, token: string, more: Record<string, string> = {}) => {
    const answer = await post(path, { token, ...more }, askerAt(path))
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
  }

  test.each(INTROSPECT)('I01 %s without, or with wrong credentials', async (path) => {
    const token = await accessToken(client, 'jwt')
    const cases: [string | undefined, string][] = [
      [undefined, 'no-authorization-header'],
      [basic({ id: client.id, secret: 'wrong' }), 'wrong-secret'],
      [basic({ id: 'nobody', secret: 'wrong' }), 'unknown-client'],
      ['Bearer f00d', 'token-unknown'],
    ]
    for (const [authorization, cause] of cases) {
      const answer = await post(path, { token }, authorization)
      expect([answer.status, await causeOf(answer)]).toEqual([401, cause])
      expect(answer.headers.get('www-authenticate')).not.toBeNull()
    }
  })

  test.each(INTROSPECT)('I02 %s says nothing of a token that is not good', async (path) => {
    const deleted = await testClient(tenant, dialect)
    const [revoked, ofDeleted] = [await accessToken(client, 'jwt'), await accessToken(deleted, 'jwt')]
    await post('/oauth/revoke', { token: revoked }, basic(client))
    if (dialect === 'neo') await tenant.platform.clients.delete(deleted.id)
    else await tenant.platform.keys.delete(deleted.instance, 'key').then(() => tenant.platform.instances.delete(deleted.instance))
    const expired = [await pastToken(tenant, client, 'jwt', 61), await pastToken(tenant, client, 'opaque', 61)]
    for (const token of ['f00d'.repeat(8), 'a.b.c', 'x', revoked, ofDeleted, ...expired]) {
      const { status, body } = await look(path, token)
      expect([status, body]).toEqual([200, { active: false }])
    }
  })

  test.each(INTROSPECT)('I03 %s tells of an active one', async (path) => {
    for (const format of ['jwt', 'opaque'] as const) {
      const { body } = await look(path, await accessToken(client, format))
      const names = ['active', 'client_id', 'exp', 'iat', 'sub', 'aud', 'iss', 'jti']
      expect(Object.keys(body)).toEqual(expect.arrayContaining(names))
      expect(body).toMatchObject({ active: true, client_id: client.id })
    }
  })

  test.each(INTROSPECT)('I04 %s takes a form, by POST, with one token in the body', async (path) => {
    const authorization = askerAt(path)
    const call = (method: string, query: string, type: string | undefined, body?: string) =>
      fetch(tenant.publicUrl + path + query, {
        method,
        headers: { authorization, ...(type && { 'content-type': type }) },
        ...(body !== undefined && { body }),
      })
    const cases: [Response, number, string][] = [
      [await call('GET', '?token=x', undefined), 405, 'method-not-allowed'],
      [await call('POST', '?token=x', undefined), 400, 'token-in-query'],
      [await call('POST', '', FORM, ''), 400, 'token-not-sent'],
      [await call('POST', '', FORM, 'token='), 400, 'token-not-sent'],
      [await call('POST', '', FORM, 'token=a&token=b'), 400, 'parameter-repeated'],
      [await call('POST', '', 'application/json', '{"token":"x"}'), 400, 'body-not-a-form'],
    ]
    for (const [answer, status, cause] of cases) expect([answer.status, await causeOf(answer)]).toEqual([status, cause])
  })

  test('I02 a token of another tenant is none', async () => {
    const other = await testClient(tenant, dialect === 'neo' ? 'cloud-foundry' : 'neo')
    const { status, body } = await look('/oauth/introspect', await accessToken(other, 'jwt'))
    expect([status, body]).toEqual([200, { active: false }])
  })

  test('I05 without the authority uaa.resource', async () => {
    const neo = await testClient(tenant, 'neo')
    const narrowed = await testClient(tenant, 'cloud-foundry')
    const scope = `${narrowed.id.split('|')[1]}.ESBMessaging.send`
    const token = await post('/oauth/token', { grant_type: 'client_credentials', scope }, basic(narrowed))
    const { access_token } = (await token.json()) as { access_token: string }
    for (const authorization of [basic(neo), `Bearer ${access_token}`]) {
      const answer = await post('/introspect', { token: await accessToken(client) }, authorization)
      expect([answer.status, await causeOf(answer)]).toEqual([403, 'authority-missing'])
    }
  })

  test.each(INTROSPECT)('I06 %s finds a token whatever the hint', async (path) => {
    for (const format of ['jwt', 'opaque'] as const) {
      const { body } = await look(path, await accessToken(client, format), { token_type_hint: 'refresh_token' })
      expect(body.active).toBe(true)
    }
  })

  test.each(INTROSPECT)('I07 nobody keeps an answer of %s', async (path) => {
    const answers = [await look(path, await accessToken(client)), await look(path, 'x')]
    for (const { headers } of answers) expect([headers.get('cache-control'), headers.get('pragma')]).toEqual(['no-store', 'no-cache'])
  })
})

describe.each(KINDS)('%s, %s: revocation', (dialect, format) => {
  test('I10 I14 of the own token: 200 without a body, and it opens nothing from then on', async () => {
    const client = await testClient(tenant, dialect)
    const token = await accessToken(client, format)
    expect((await orders(token)).status).toBe(200)
    const answer = await post('/oauth/revoke', { token }, basic(client))
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    const refused = await orders(token)
    expect([refused.status, await causeOf(refused)]).toEqual([401, format === 'jwt' ? 'token-called-back' : 'token-unknown'])
    expect(await (await post('/oauth/introspect', { token }, basic(client))).json()).toEqual({ active: false })
  })

  test('I11 of what is no token: 200', async () => {
    const client = await testClient(tenant, dialect)
    for (const token of ['f00d'.repeat(8), 'a.b.c', 'x']) {
      expect((await post('/oauth/revoke', { token }, basic(client))).status).toBe(200)
    }
  })

  test('I12 of the token of another client: refused, and it stays good', async () => {
    const [client, other] = [await testClient(tenant, dialect), await testClient(tenant, dialect)]
    const token = await accessToken(other, format)
    const answer = await post('/oauth/revoke', { token }, basic(client))
    expect([answer.status, await causeOf(answer)]).toEqual([400, 'token-of-another-client'])
    expect((await orders(token)).status).toBe(200)
  })

  test('I13 no token is of a type that cannot be called back, whatever the hint', async () => {
    const client = await testClient(tenant, dialect)
    for (const token_type_hint of ['access_token', 'refresh_token', 'saml2', '']) {
      const token = await accessToken(client, format)
      expect((await post('/oauth/revoke', { token, token_type_hint }, basic(client))).status).toBe(200)
      expect((await orders(token)).status).toBe(401)
    }
  })

  test('I15 without credentials, and by GET: refused, and the token stays good', async () => {
    const client = await testClient(tenant, dialect)
    const token = await accessToken(client, format)
    const get = await fetch(`${tenant.publicUrl}/oauth/revoke?token=${token}`, { headers: { authorization: basic(client) } })
    expect([get.status, await causeOf(get)]).toEqual([405, 'method-not-allowed'])
    for (const [authorization, cause] of [
      [undefined, 'no-authorization-header'],
      [basic({ id: client.id, secret: 'wrong' }), 'wrong-secret'],
    ] as const) {
      const answer = await post('/oauth/revoke', { token }, authorization)
      expect([answer.status, await causeOf(answer)]).toEqual([401, cause])
    }
    expect((await orders(token)).status).toBe(200)
  })
})

test('I03 I07 over the wire, with the headers that libraries read', async () => {
  const client = await testClient(tenant, 'cloud-foundry')
  const token = await accessToken(client)
  const good = await post('/introspect', { token }, basic(client))
  expect([good.status, good.headers.get('cache-control'), good.headers.get('content-type')]).toEqual([
    200,
    'no-store',
    'application/json;charset=UTF-8',
  ])
  expect(await good.json()).toMatchObject({ active: true, scope: expect.any(Array), ext_attr: { enhancer: 'XSUAA' } })
  const anonymous = await fetch(`${tenant.publicUrl}/introspect`, { method: 'POST', headers: { 'content-type': FORM }, body: 'token=x' })
  expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([
    401,
    'Basic realm="UAA/client", error="unauthorized", error_description="An Authentication object was not found in the SecurityContext"',
  ])
  const checked = await post('/check_token', { token, scopes: 'missing' }, basic(client))
  expect([checked.status, await checked.json()]).toEqual([
    400,
    { error: 'invalid_scope', error_description: 'Some requested scopes are missing: missing' },
  ])
})
