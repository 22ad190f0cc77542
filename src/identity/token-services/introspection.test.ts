import { beforeEach, describe, expect, test } from 'vitest'
import { basicAuth, type RequestParts, whole } from '../testing/http-request.fixture.ts'
import { openTenant, PUBLIC_URL, type Tenant } from '../testing/tenant.fixture.ts'

const FORM = 'application/x-www-form-urlencoded'
const NEVER = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
const INACTIVE = '{"active":false}'
const PATHS = ['/introspect', '/oauth/introspect'] as const

let tenant: Tenant
let orders: { clientId: string; secret: string }
let sender: { clientId: string; secret: string }
beforeEach(async () => {
  tenant = await openTenant()
  orders = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
  sender = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] })
})

type Path = (typeof PATHS)[number] | '/check_token'
const basic = ({ clientId, secret } = orders) => basicAuth(clientId, secret)
const ADMIN = 'Bearer sluice_admin_token'

async function post(path: Path, form: Record<string, string>, authorization: string | undefined = basic(), parts: RequestParts = {}) {
  const headers = { 'content-type': FORM, authorization, ...parts.headers }
  return whole(await tenant.call({ target: path, body: new URLSearchParams(form).toString(), ...parts, headers }))
}
const introspect = async (path: Path, token: string, authorization?: string) =>
  JSON.parse((await post(path, { token }, authorization)).body)
const cause = async () => (await tenant.identity.explain.list({ limit: 1 }))[0]?.cause
const claimsOf = (token: string) => JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString())

describe('I03 an active token', () => {
  test('/introspect: every claim as UAA says it', async () => {
    const token = await tenant.token(orders, 'cloud-foundry')
    expect(await introspect('/introspect', token)).toEqual({ ...claimsOf(token), active: true })
  })

  test('/introspect: of an opaque token too', async () => {
    const token = await tenant.token(orders, 'cloud-foundry', '&token_format=opaque')
    const answer = await introspect('/introspect', token)
    expect(answer).toMatchObject({ active: true, jti: token, client_id: orders.clientId, revocable: true, zid: tenant.cloudFoundry.id })
    expect(answer.scope).toBeInstanceOf(Array)
  })

  test.each(['', '&token_format=opaque'])('/oauth/introspect: the members of RFC 7662, Cloud Foundry %s', async (format) => {
    const token = await tenant.token(orders, 'cloud-foundry', format)
    const now = tenant.clock.now() / 1000
    const owner = orders.clientId.split('|')[1]
    expect(await introspect('/oauth/introspect', token)).toEqual({
      active: true,
      scope: `${owner}.ESBMessaging.send uaa.resource`,
      client_id: orders.clientId,
      token_type: 'Bearer',
      exp: now + 3600,
      iat: now,
      sub: orders.clientId,
      aud: ['uaa', `${owner}.ESBMessaging`, orders.clientId],
      iss: `${PUBLIC_URL}/oauth/token`,
      jti: format === '' ? claimsOf(token).jti : token,
    })
  })

  test.each(['', '&token_format=jwt'])('/oauth/introspect: Neo %s', async (format) => {
    const token = await tenant.token(sender, 'neo', format)
    expect(await introspect('/oauth/introspect', token, basic(sender))).toMatchObject({
      active: true,
      scope: '',
      client_id: 'sender',
      token_type: 'Bearer',
      sub: 'oauth_client_sender',
      aud: ['iflmap'],
      iss: `${PUBLIC_URL}/oauth2/api/v1`,
    })
  })

  test('/oauth/introspect: a compact token says what it leaves out', async () => {
    const { client } = (await tenant.store.clients.find('sender'))!
    await tenant.store.clients.update({ ...client, options: { tokenProfile: 'compact' } })
    const token = await tenant.token(sender, 'neo', '&token_format=jwt')
    expect(await introspect('/oauth/introspect', token, ADMIN)).toMatchObject({ client_id: 'sender', sub: 'oauth_client_sender' })
  })
})

test.each(PATHS)('%s: I07 nobody keeps the answer', async (path) => {
  const { headers } = await post(path, { token: await tenant.token(orders, 'cloud-foundry') })
  expect(headers).toEqual({ 'Content-Type': 'application/json;charset=UTF-8', ...NEVER, ...securityHeaders })
})
const securityHeaders = { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY', 'X-XSS-Protection': '1; mode=block' }

describe.each(PATHS)('%s: I02 says nothing of a token', (path) => {
  test.each<[string, () => Promise<string>]>([
    ['that is none', async () => 'nonsense'],
    ['that was never issued', async () => 'f'.repeat(32)],
    ['that is malformed', async () => 'a.b.c'],
    [
      'that has expired',
      async () => {
        const token = await tenant.token(orders, 'cloud-foundry')
        tenant.clock.advance(3600_000)
        return token
      },
    ],
    [
      'that was called back',
      async () => {
        const token = await tenant.token(orders, 'cloud-foundry')
        await tenant.store.revocations.revokeToken({ id: claimsOf(token).jti, expiresAt: Number.MAX_SAFE_INTEGER })
        return token
      },
    ],
    ['of another subaccount', async () => tenant.token(sender, 'neo')],
    [
      'of a client that was deleted',
      async () => {
        const token = await tenant.token(sender, 'neo', '&token_format=jwt')
        await tenant.store.clients.delete('sender')
        return token
      },
    ],
  ])('%s', async (_what, make) => {
    expect(await post(path, { token: await make() })).toMatchObject({ status: 200, body: INACTIVE })
  })
})

describe('who may ask', () => {
  test('a client of the subaccount sees the tokens of others, by Basic, by body and by token', async () => {
    const other = await tenant.createInstance('other', 'tmn', ['MonitoringDataRead'])
    const token = await tenant.token(other, 'cloud-foundry')
    const bearer = `Bearer ${await tenant.token(orders, 'cloud-foundry')}`
    const inBody = { token, client_id: orders.clientId, client_secret: orders.secret }
    for (const path of PATHS) {
      expect(await introspect(path, token)).toMatchObject({ active: true })
      expect(await introspect(path, token, bearer)).toMatchObject({ active: true })
      const { body } = await whole(
        await tenant.call({ target: path, headers: { 'content-type': FORM }, body: new URLSearchParams(inBody).toString() }),
      )
      expect(JSON.parse(body)).toMatchObject({ active: true })
    }
  })

  test('the administrator sees every token', async () => {
    for (const authorization of [ADMIN, basicAuth('admin', 'root')]) {
      expect(await introspect('/oauth/introspect', await tenant.token(sender, 'neo'), authorization)).toMatchObject({ active: true })
    }
    expect(await introspect('/introspect', await tenant.token(sender, 'neo', '&token_format=jwt'), ADMIN)).toMatchObject({
      active: true,
      account: tenant.neo.id,
    })
  })

  test('a Neo client sees its own tokens alone', async () => {
    const other = await tenant.registerClient('other')
    expect(await introspect('/oauth/introspect', await tenant.token(other, 'neo'), basic(sender))).toEqual({ active: false })
    expect(await introspect('/oauth/introspect', await tenant.token(sender, 'neo'), basic(sender))).toMatchObject({ active: true })
  })

  test.each<[string, () => Promise<string>]>([
    ['a client without it', async () => basic(sender)],
    [
      'a token without it',
      async () => `Bearer ${await tenant.token(orders, 'cloud-foundry', `&scope=${orders.clientId.split('|')[1]}.ESBMessaging.send`)}`,
    ],
  ])('I05 /introspect needs uaa.resource: %s', async (_who, authorization) => {
    const answer = await post('/introspect', { token: 'x' }, await authorization())
    expect(answer).toMatchObject({
      status: 403,
      headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="uaa.resource"', ...NEVER },
      body: '{"error":"insufficient_scope","error_description":"Insufficient scope for this resource"}',
    })
    expect(await cause()).toBe('authority-missing')
  })

  test.each([
    ['no credentials', undefined, 'no-authorization-header', /^Basic /],
    ['a wrong secret', basicAuth('sender', 'wrong'), 'wrong-secret', /^Basic /],
    ['an unknown client', basicAuth('nobody', 'x'), 'unknown-client', /^Basic /],
    ['a token that is none', 'Bearer nonsense', 'token-unknown', /^Bearer error="invalid_token"/],
  ])('I01 %s', async (_what, authorization, reason, challenge) => {
    for (const path of [...PATHS, '/check_token'] as const) {
      const headers = { 'content-type': FORM, ...(authorization !== undefined && { authorization }) }
      const answer = await whole(await tenant.call({ target: path, headers, body: 'token=x' }))
      expect(answer).toMatchObject({ status: 401, headers: { 'WWW-Authenticate': expect.stringMatching(challenge), ...NEVER } })
      expect(await cause()).toBe(reason)
    }
  })

  test('a bound token opens nothing without its key', async () => {
    const bound = await tenant.registerClient('bound', { options: { dpopBound: true } })
    const token = await tenant.registerClient('later')
    const { client } = (await tenant.store.clients.find('later'))!
    const bearer = `Bearer ${await tenant.token(token, 'neo')}`
    await tenant.store.clients.update({ ...client, options: { dpopBound: true } })
    const answer = await post('/oauth/introspect', { token: 'x' }, bearer)
    expect([answer.status, await cause(), bound.clientId]).toEqual([401, 'dpop-token-unbound', 'bound'])
  })

  test('a token and client credentials at once are refused', async () => {
    const bearer = `Bearer ${await tenant.token(orders, 'cloud-foundry')}`
    const answer = await post('/introspect', { token: 'x', client_secret: 'y' }, bearer)
    expect([answer.status, await cause()]).toEqual([400, 'several-client-authentications'])
  })
})

describe.each(PATHS)('%s: the request', (path) => {
  test('I06 a wrong hint finds the token all the same', async () => {
    const token = await tenant.token(orders, 'cloud-foundry')
    expect(JSON.parse((await post(path, { token, token_type_hint: 'refresh_token' })).body)).toMatchObject({ active: true })
  })

  test.each<[string, RequestParts, number, string]>([
    ['I04 GET', { method: 'GET' }, 405, 'method-not-allowed'],
    ['I04 no token', { body: '' }, 400, 'token-not-sent'],
    ['I04 an empty token', { body: 'token=' }, 400, 'token-not-sent'],
    ['I04 JSON', { headers: { 'content-type': 'application/json' }, body: '{"token":"x"}' }, 400, 'body-not-a-form'],
    ['T08 two tokens', { body: 'token=a&token=b' }, 400, 'parameter-repeated'],
  ])('%s', async (_what, parts, status, reason) => {
    expect([(await post(path, {}, basic(), parts)).status, await cause()]).toEqual([status, reason])
  })

  test('a token in the query is refused, and is not kept', async () => {
    const token = await tenant.token(orders, 'cloud-foundry', '&token_format=opaque')
    const answer = await whole(await tenant.call({ target: `${path}?token=${token}`, headers: { authorization: basic() } }))
    expect([answer.status, await cause()]).toEqual([400, 'token-in-query'])
    expect(JSON.stringify(await tenant.identity.explain.list({ limit: 9 }))).not.toContain(token)
  })
})

describe('/check_token', () => {
  test('says the claims of a good token', async () => {
    const token = await tenant.token(orders, 'cloud-foundry')
    const owner = orders.clientId.split('|')[1]
    expect(JSON.parse((await post('/check_token', { token, scopes: `uaa.resource,${owner}.ESBMessaging.send` })).body)).toEqual(
      claimsOf(token),
    )
  })

  test.each<[string, () => Promise<Record<string, string>>, string, string, string]>([
    ['no token', async () => ({}), 'invalid_token', 'Token parameter must be set', 'token-to-check-missing'],
    ['what is no token', async () => ({ token: 'a.b.c' }), 'invalid_token', 'Token was not recognised', 'token-not-good'],
    [
      'an opaque token that nobody knows',
      async () => ({ token: 'f'.repeat(32) }),
      'invalid_token',
      'The token expired, was revoked, or the token ID is incorrect.',
      'token-not-good',
    ],
    [
      'an expired token',
      async () => {
        const token = await tenant.token(orders, 'cloud-foundry')
        tenant.clock.advance(3600_000)
        return { token }
      },
      'invalid_token',
      'Token has expired',
      'token-not-good',
    ],
    [
      'a token whose secret was deleted',
      async () => {
        const other = await tenant.createInstance('other', 'iflmap', [])
        const token = await tenant.token(other, 'cloud-foundry')
        await tenant.store.clients.deleteSecret('other-key')
        return { token }
      },
      'invalid_token',
      'revocable signature mismatch',
      'token-not-good',
    ],
    [
      'scopes that it does not have',
      async () => ({ token: await tenant.token(orders, 'cloud-foundry'), scopes: 'uaa.resource,a,b' }),
      'invalid_scope',
      'Some requested scopes are missing: a,b',
      'scopes-not-in-token',
    ],
  ])('refuses %s', async (_what, form, error, error_description, reason) => {
    const { status, body } = await post('/check_token', await form())
    expect({ status, ...JSON.parse(body) }).toEqual({ status: 400, error, error_description })
    expect(await cause()).toBe(reason)
  })

  test('GET and a client without uaa.resource are refused', async () => {
    expect((await post('/check_token', {}, basic(), { method: 'GET' })).status).toBe(405)
    expect((await post('/check_token', { token: 'x' }, basic(sender))).status).toBe(403)
  })
})
