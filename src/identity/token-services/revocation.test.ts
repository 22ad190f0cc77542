import { beforeEach, describe, expect, test } from 'vitest'
import type { Need } from '../principal.ts'
import { basicAuth, httpRequest, type RequestParts, whole } from '../testing/http-request.fixture.ts'
import { openTenant, refusalOf, type Tenant } from '../testing/tenant.fixture.ts'

const FORM = 'application/x-www-form-urlencoded'
const SEND: Need = {
  application: 'iflmap',
  roles: { cloudFoundry: ['ESBMessaging.send'], neo: ['ESBMessaging.send'] },
  resource: '/http/orders',
}
const ADMIN = 'Bearer sluice_admin_token'
const DONE = { status: 200, headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' }, body: '' }

let tenant: Tenant
let clients: { neo: { clientId: string; secret: string }; 'cloud-foundry': { clientId: string; secret: string } }
beforeEach(async () => {
  tenant = await openTenant()
  clients = {
    neo: await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] }),
    'cloud-foundry': await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send']),
  }
})

const KINDS = [
  ['neo', 'jwt'],
  ['neo', 'opaque'],
  ['cloud-foundry', 'jwt'],
  ['cloud-foundry', 'opaque'],
] as const
type Dialect = (typeof KINDS)[number][0]

const basic = (dialect: Dialect) => basicAuth(clients[dialect].clientId, clients[dialect].secret)
const tokenOf = (dialect: Dialect, format: string) =>
  tenant.token(clients[dialect], dialect, dialect === 'neo' && format === 'opaque' ? '' : `&token_format=${format}`)
const call = (token: string) => tenant.identity.guard.authorize(httpRequest({ headers: { authorization: `Bearer ${token}` } }), SEND)
const revoke = async (token: string, authorization: string | undefined, parts: RequestParts = {}) => {
  const headers = { 'content-type': FORM, authorization, ...parts.headers }
  return whole(await tenant.call({ target: '/oauth/revoke', body: `token=${token}`, ...parts, headers }))
}
const uaa = async (method: string, path: string, authorization?: string) =>
  whole(await tenant.call({ method, target: `/oauth/token/revoke/${path}`, headers: { authorization } }))
const cause = async () => (await tenant.identity.explain.list({ limit: 1 }))[0]?.cause
const jtiOf = (token: string): string => JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString()).jti
const revokedReason = (format: string) => (format === 'jwt' ? 'token-called-back' : 'token-unknown')

describe('/oauth/revoke', () => {
  test.each(KINDS)('I10 I14 a %s client calls back its own %s token: it is refused on the next call', async (dialect, format) => {
    const [token, other] = [await tokenOf(dialect, format), await tokenOf(dialect, format)]
    await call(token)
    expect(await revoke(token, basic(dialect))).toEqual(DONE)
    expect(await refusalOf(call(token))).toMatchObject({ reason: revokedReason(format), status: 401, error: 'invalid_token' })
    expect(await call(other)).toMatchObject({ clientId: clients[dialect].clientId })
    expect(await revoke(token, basic(dialect))).toEqual(DONE)
  })

  test.each(KINDS)('a %s client calls back its %s token with that token', async (dialect, format) => {
    const token = await tokenOf(dialect, format)
    expect(await revoke(token, `Bearer ${token}`)).toEqual(DONE)
    expect((await refusalOf(call(token))).reason).toBe(revokedReason(format))
    expect((await revoke(token, `Bearer ${token}`)).status).toBe(401)
  })

  test.each(['f'.repeat(32), 'a.b.c', 'nonsense'])('I11 %s, which is no token, is as good as called back', async (token) => {
    expect(await revoke(token, basic('neo'))).toEqual(DONE)
  })

  test.each(KINDS)('I12 a %s client does not call back the %s token of another', async (dialect, format) => {
    const token = await tokenOf(dialect, format)
    const other = await tenant.registerClient('other')
    const answer = await revoke(token, basicAuth(other.clientId, other.secret))
    expect(answer).toMatchObject({
      status: 400,
      body: '{"error":"unauthorized_client","error_description":"The token was issued to another client"}',
    })
    expect(await cause()).toBe('token-of-another-client')
    await call(token)
  })

  test.each(KINDS)('the administrator calls back the token of every client: %s, %s', async (dialect, format) => {
    const token = await tokenOf(dialect, format)
    expect(await revoke(token, ADMIN)).toEqual(DONE)
    expect((await refusalOf(call(token))).reason).toBe(revokedReason(format))
  })

  test('I13 a hint of whatever kind changes nothing', async () => {
    const token = await tokenOf('cloud-foundry', 'jwt')
    expect(await revoke(token, ADMIN, { body: `token=${token}&token_type_hint=refresh_token` })).toEqual(DONE)
    await refusalOf(call(token))
  })

  test.each<[string, string | undefined, RequestParts, number, string]>([
    ['I15 no credentials', undefined, {}, 401, 'no-authorization-header'],
    ['I15 a wrong secret', basicAuth('sender', 'wrong'), {}, 401, 'wrong-secret'],
    ['I15 GET', ADMIN, { method: 'GET' }, 405, 'method-not-allowed'],
    ['no token', ADMIN, { body: '' }, 400, 'token-not-sent'],
    ['a token in the query', ADMIN, { target: '/oauth/revoke?token=x', body: '' }, 400, 'token-in-query'],
  ])('refuses %s', async (_what, authorization, parts, status, reason) => {
    expect([(await revoke('x', authorization, parts)).status, await cause()]).toEqual([status, reason])
  })

  test('the audit log has five characters of what was called back, and by whom', async () => {
    const [opaque, jwt] = [await tokenOf('neo', 'opaque'), await tokenOf('neo', 'jwt')]
    await revoke(opaque, basic('neo'))
    await revoke(jwt, ADMIN)
    const entries = await tenant.identity.audit.query({ where: { op: 'eq', field: 'action', value: 'delete' } })
    const shown = entries.map(({ user, objectName, details }) => [user, objectName, details.clientId])
    expect(shown.toSorted()).toEqual([
      ['admin', jtiOf(jwt).slice(0, 5), 'sender'],
      ['sender', opaque.slice(0, 5), 'sender'],
    ])
  })

  test('a token that its client cannot use for now is called back too', async () => {
    const token = await tokenOf('neo', 'jwt')
    const { client } = (await tenant.store.clients.find('sender'))!
    await tenant.store.clients.update({ ...client, options: { tokenProfile: 'rfc9068' } })
    await revoke(token, ADMIN)
    await tenant.store.clients.update(client)
    expect((await refusalOf(call(token))).reason).toBe('token-called-back')
  })
})

describe('DELETE /oauth/token/revoke/{jti}', () => {
  test('a client ends the JWT that it presents', async () => {
    const token = await tokenOf('cloud-foundry', 'jwt')
    expect(await uaa('DELETE', jtiOf(token), `Bearer ${token}`)).toEqual(DONE)
    expect((await refusalOf(call(token))).reason).toBe('token-called-back')
  })

  test('a client ends its opaque token, whose id is its value', async () => {
    const token = await tokenOf('cloud-foundry', 'opaque')
    expect(await uaa('DELETE', token, basic('cloud-foundry'))).toEqual(DONE)
    expect((await refusalOf(call(token))).reason).toBe('token-unknown')
    expect((await uaa('DELETE', token, basic('cloud-foundry'))).status).toBe(404)
  })

  test.each(['jwt', 'opaque'])('the administrator ends every %s token by its id', async (format) => {
    const token = await tokenOf('cloud-foundry', format)
    expect(await uaa('DELETE', format === 'jwt' ? jtiOf(token) : token, ADMIN)).toEqual(DONE)
    expect((await refusalOf(call(token))).reason).toBe(revokedReason(format))
  })

  test('a client does not end tokens of others, and what is kept of it has no token', async () => {
    const other = await tenant.createInstance('other', 'iflmap', [])
    const [opaque, jwt] = [await tokenOf('cloud-foundry', 'opaque'), await tokenOf('cloud-foundry', 'jwt')]
    const authorization = basicAuth(other.clientId, other.secret)
    expect([(await uaa('DELETE', opaque, authorization)).status, await cause()]).toEqual([400, 'token-of-another-client'])
    expect(await uaa('DELETE', jtiOf(jwt), authorization)).toMatchObject({
      status: 404,
      body: '{"error":"invalid_token","error_description":"Resource not found"}',
    })
    expect(await cause()).toBe('token-id-unknown')
    for (const token of [opaque, jwt]) await call(token)
    const kept = await tenant.identity.explain.list({ limit: 9 })
    expect(JSON.stringify(kept)).not.toContain(opaque)
    expect(kept[1]?.path).toBe(`/oauth/token/revoke/${opaque.slice(0, 5)}…`)
  })

  test.each<[string, string, string, string | undefined, number, string]>([
    ['an id that no token has', 'DELETE', 'nonsense', ADMIN, 404, 'token-id-unknown'],
    ['another method', 'POST', 'f'.repeat(32), ADMIN, 405, 'method-not-allowed'],
    ['nothing', 'DELETE', '', ADMIN, 404, 'address-not-found'],
    ['too much', 'DELETE', 'client/a/b', ADMIN, 404, 'address-not-found'],
    ['nobody', 'DELETE', 'f'.repeat(32), undefined, 401, 'no-authorization-header'],
  ])('refuses %s', async (_what, method, path, authorization, status, reason) => {
    expect([(await uaa(method, path, authorization)).status, await cause()]).toEqual([status, reason])
  })
})

describe('/oauth/token/revoke/client/{clientId}', () => {
  const all = (method: string, clientId: string, authorization: string) => uaa(method, `client/${clientId}`, authorization)

  test.each(['GET', 'DELETE'])('%s: a client ends all its tokens, of both formats, and nobody else’s', async (method) => {
    const { clientId } = clients['cloud-foundry']
    const tokens = [await tokenOf('cloud-foundry', 'jwt'), await tokenOf('cloud-foundry', 'opaque')]
    const other = await tokenOf('neo', 'jwt')
    expect(await all(method, clientId, basic('cloud-foundry'))).toEqual(DONE)
    expect(await Promise.all(tokens.map(async (token) => (await refusalOf(call(token))).reason))).toEqual([
      'token-called-back',
      'token-unknown',
    ])
    await call(other)
  })

  test.each(KINDS)('X65 the next token of the same second is good: %s, %s', async (dialect, format) => {
    const before = await tokenOf(dialect, format)
    await all('DELETE', clients[dialect].clientId, ADMIN)
    const after = await tokenOf(dialect, format)
    await refusalOf(call(before))
    await call(after)
    tenant.clock.advance(400)
    await call(await tokenOf(dialect, format))
    await call(after)
  })

  test('X65 a second time in the same second ends what was issued in between', async () => {
    for (let time = 0; time < 3; time++) {
      const token = await tokenOf('neo', 'jwt')
      await call(token)
      await all('DELETE', 'sender', ADMIN)
      await refusalOf(call(token))
    }
    await call(await tokenOf('neo', 'jwt'))
  })

  test('X63 twice is as good as once, and the second time ends what came between', async () => {
    await all('DELETE', 'sender', ADMIN)
    tenant.clock.advance(5000)
    const between = await tokenOf('neo', 'jwt')
    expect(await all('DELETE', 'sender', ADMIN)).toEqual(DONE)
    await refusalOf(call(between))
    await call(await tokenOf('neo', 'jwt'))
  })

  test.each<[string, string, () => string, number, string]>([
    ['the tokens of another client', 'sender', () => basic('cloud-foundry'), 403, 'authority-missing'],
    ['a client that nobody knows', 'nobody', () => ADMIN, 404, 'client-to-revoke-unknown'],
    ['a client that the caller may not know', 'nobody', () => basic('cloud-foundry'), 403, 'authority-missing'],
  ])('refuses %s', async (_what, clientId, authorization, status, reason) => {
    expect([(await all('DELETE', clientId, authorization())).status, await cause()]).toEqual([status, reason])
  })
})
