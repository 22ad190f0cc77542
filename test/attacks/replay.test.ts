import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { dpopProof, encode, proofKey, signed } from '../../src/identity/testing/dpop-proof.fixture.ts'
import { httpRequest as requestOf } from '../../src/identity/testing/http-request.fixture.ts'
import { openTenant, refusalOf } from '../../src/identity/testing/tenant.fixture.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { type RunningTenant, startTenant } from '../../src/tenant.ts'
import { accessToken, basic, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { invalidToken } from './answers.ts'
import { bearer, expectDenied, expectReached, openArena, stateOf, testThatNothingElseRan } from './arena.ts'

const arena = openArena()

const KINDS = DIALECTS.flatMap((dialect) => [[dialect, 'jwt'] as const, [dialect, 'opaque'] as const])
const ENDED = invalidToken('The token expired, was revoked, or the token ID is incorrect.')
const causeOfEnd = (format: 'jwt' | 'opaque') => (format === 'jwt' ? 'token-called-back' : 'token-unknown')
const orders = (token: string) => ({ line: 'POST /http/orders', headers: [bearer(token)], body: '{}' })

const post = (url: string, form: Record<string, string>, authorization: string) =>
  fetch(url, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) })
const revokeAll = (origin: string, { id }: TestClient, adminToken: string) =>
  fetch(`${origin}/oauth/token/revoke/client/${encodeURIComponent(id)}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${adminToken}` },
  })

test.each(KINDS)(
  'X60 %s, %s: a call that is under way when its token is called back ends well, and is the last',
  async (dialect, format) => {
    const client = await testClient(arena.tenant, dialect)
    const token = await accessToken(client, format)
    const { hostname, port } = new URL(arena.tenant.publicUrl)
    const headers = { authorization: `Bearer ${token}`, expect: '100-continue', 'content-length': '2' }
    const inFlight = httpRequest({ hostname, port, method: 'POST', path: '/http/orders', headers })
    inFlight.flushHeaders()
    await new Promise((resolve) => inFlight.once('continue', resolve))
    // Comes after the first one in everything that the server does with both.
    await expectReached(arena, orders(token), 'orders')
    expect((await post(`${arena.tenant.publicUrl}/oauth/revoke`, { token }, basic(client))).status).toBe(200)
    const answer = new Promise<string>((resolve, reject) => {
      inFlight.once('error', reject)
      inFlight.once('response', async (response) => resolve(`${response.statusCode} ${await text(response)}`))
    })
    inFlight.end('{}')
    expect(await answer).toBe('200 orders')
    arena.rightful += 1
    await expectReached(arena, orders(await accessToken(client, format)), 'orders')
    await expectDenied(arena, orders(token), { ...ENDED, cause: causeOfEnd(format) }, [token])
  },
)

test.each(KINDS)(
  'X65 %s, %s: of one second, what came before the revocation ends and what came after does not',
  async (dialect, format) => {
    const client = await testClient(arena.tenant, dialect)
    const { publicUrl, adminToken } = arena.tenant
    for (let round = 0; round < 3; round++) {
      const before = await accessToken(client, format)
      expect((await revokeAll(publicUrl, client, adminToken)).status).toBe(200)
      const after = await accessToken(client, format)
      await expectDenied(arena, orders(before), { ...ENDED, cause: causeOfEnd(format) }, [before])
      await expectReached(arena, orders(after), 'orders')
    }
  },
)

describe('X63 twice', () => {
  const admin = async (method: string, path: string, body?: object) => {
    const { publicUrl, adminToken } = arena.tenant
    const headers = { authorization: `Bearer ${adminToken}`, ...(body && { 'content-type': 'application/json' }) }
    return (await fetch(`${publicUrl}/admin/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })).status
  }

  test('a client, a role and a key are deleted once, and the second time changes nothing', async () => {
    const client = await testClient(arena.tenant, 'neo')
    const { instance } = await testClient(arena.tenant, 'cloud-foundry')
    await arena.tenant.platform.roles.create('iflmap', 'Twice.send')
    const paths = [`/clients/${client.id}`, `/instances/${instance}/keys/key`, `/instances/${instance}`, '/roles/iflmap/Twice.send']
    for (const path of paths) {
      expect([path, await admin('DELETE', path)]).toEqual([path, 204])
      const after = stateOf(arena.tenant)
      expect([path, await admin('DELETE', path)]).toEqual([path, 404])
      expect(stateOf(arena.tenant)).toEqual(after)
    }
  })

  test('at once, too: one of several is told that it was the one', async () => {
    const client = await testClient(arena.tenant, 'neo')
    const statuses = await Promise.all(Array.from({ length: 5 }, () => admin('DELETE', `/clients/${client.id}`)))
    expect(statuses.sort()).toEqual([204, 404, 404, 404, 404])
  })

  test.each(KINDS)('%s, %s: a token is called back', async (dialect, format) => {
    const client = await testClient(arena.tenant, dialect)
    const token = await accessToken(client, format)
    const url = `${arena.tenant.publicUrl}/oauth/revoke`
    expect((await post(url, { token }, basic(client))).status).toBe(200)
    const after = stateOf(arena.tenant)
    expect((await post(url, { token }, basic(client))).status).toBe(200)
    expect(stateOf(arena.tenant)).toEqual(after)
    await expectDenied(arena, orders(token), { ...ENDED, cause: causeOfEnd(format) }, [token])
  })

  test('a secret and a signing key are added at once: two there are, and no more', async () => {
    const { platform } = arena.tenant
    const { id } = await testClient(arena.tenant, 'neo')
    const owner = { clientId: id, keyId: null }
    const added = await Promise.allSettled(Array.from({ length: 4 }, () => platform.clientSecrets.add(owner, {})))
    expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await platform.clientSecrets.list(owner)).toHaveLength(2)
    const subaccount = platform.subaccounts.neo.id
    const keys = await Promise.allSettled(Array.from({ length: 4 }, () => platform.signingKeys.add(subaccount)))
    expect(keys.some(({ status }) => status === 'fulfilled')).toBe(true)
    expect(await arena.tenant.store.signingKeys.list(subaccount)).toHaveLength(2)
  })
})

describe('X64 a clock that jumps', () => {
  const need = {
    application: 'iflmap',
    roles: { cloudFoundry: ['ESBMessaging.send'], neo: ['ESBMessaging.send'] },
    resource: '/http/orders',
  } as const
  const DAY = 86_400_000

  async function open(format: 'jwt' | 'opaque') {
    const tenant = await openTenant()
    const client = await tenant.registerClient('sender', { roles: ['ESBMessaging.send'] })
    const token = await tenant.token(client, 'neo', format === 'jwt' ? '&token_format=jwt' : '')
    const call = (value = token) => tenant.identity.guard.authorize(requestOf({ headers: { authorization: `Bearer ${value}` } }), need)
    return { tenant, client, token, call }
  }

  test.each(['jwt', 'opaque'] as const)('ahead ends a %s token, and back does not give it rights that it had not', async (format) => {
    const { tenant, call, client } = await open(format)
    tenant.clock.advance(DAY)
    expect(await refusalOf(call())).toMatchObject({ reason: 'token-expired' })
    tenant.clock.advance(-DAY)
    await tenant.store.roles.unassign({
      subaccountId: tenant.neo.id,
      application: 'iflmap',
      role: 'ESBMessaging.send',
      user: 'oauth_client_sender',
    })
    expect(await refusalOf(call())).toMatchObject({ reason: 'no-roles' })
    await tenant.store.clients.delete(client.clientId)
    expect((await refusalOf(call())).status).toBe(401)
    await tenant.store.close()
  })

  test('back makes a JWT one of the future, which is refused until its time', async () => {
    const { tenant, call } = await open('jwt')
    tenant.clock.advance(-61_000)
    expect(await refusalOf(call())).toMatchObject({ reason: 'token-malformed', facts: { defect: 'its iat is in the future' } })
    tenant.clock.advance(61_000)
    expect(await call()).toMatchObject({ clientId: 'sender' })
    await tenant.store.close()
  })

  test.each(['one token', 'all tokens of the client'])('ahead and back does not revive what was called back: %s', async (what) => {
    const { tenant, client, token, call } = await open('jwt')
    const { revocation, tokens } = tenant.identity
    if (what === 'one token') await revocation.revoke(token, await tokens.genuine(token))
    else await revocation.revokeClient(client.clientId)
    expect(await refusalOf(call())).toMatchObject({ reason: 'token-called-back' })
    tenant.clock.advance(DAY)
    await tenant.store.revocations.deleteExpired(tenant.clock.now())
    tenant.clock.advance(-DAY)
    expect(await refusalOf(call())).toMatchObject({ reason: 'token-called-back' })
    await tenant.store.close()
  })
})

describe('two processes on one store', () => {
  /** Two servers cannot have one port, and tokens name their server. */
  const settings = { publicUrl: 'http://sluice.test', failuresPerClient: 0, failuresPerSource: 0 }
  let one: TestTenant
  let two: RunningTenant
  const start = () => startTenant(readSettings({ ...settings, dataDir: one.dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
  beforeAll(async () => {
    one = await testTenant(settings)
    await deploy({ ...one, publicUrl: one.localUrl }, { id: 'Orders', sender: https('/orders'), steps: [content('orders')] })
    two = await start()
  })
  afterAll(async () => {
    await two.stop()
    await one.stop()
  })

  const call = async (token: string, { localUrl }: RunningTenant) => {
    const answer = await fetch(`${localUrl}/http/orders`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' })
    return answer.status === 200 ? 'reached' : causeOf(answer, localUrl)
  }
  const causeOf = async (answer: Response, origin: string): Promise<string> => {
    const url = `${origin}/admin/v1/refusals/${answer.headers.get('x-request-id')}`
    return ((await (await fetch(url, { headers: { authorization: `Bearer ${one.adminToken}` } })).json()) as { cause: string }).cause
  }
  const ask = async (form: Record<string, string>, headers: Record<string, string>, { localUrl }: RunningTenant) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form })
    const answer = await fetch(localUrl + TOKEN_PATHS.neo, { method: 'POST', headers, body })
    return answer.status === 200 ? 'token' : causeOf(answer, localUrl)
  }

  test('X66 a client assertion is good once, at one of them', async () => {
    const key = proofKey()
    const { client } = await one.platform.clients.register({
      name: 'Signing',
      application: 'iflmap',
      jwks: { keys: [{ ...key.jwk, kid: 'ec' }] },
    })
    const seconds = Math.floor(Date.now() / 1000)
    const claims = {
      iss: client.clientId,
      sub: client.clientId,
      aud: 'http://sluice.test/oauth2/api/v1/token',
      iat: seconds,
      exp: seconds + 60,
    }
    const assertion = (jti: string) => ({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signed(`${encode({ alg: 'ES256', kid: 'ec', typ: 'JWT' })}.${encode({ ...claims, jti })}`, key.privateKey),
    })
    const once = assertion('once')
    expect([await ask(once, {}, one), await ask(once, {}, two), await ask(once, {}, one)]).toEqual([
      'token',
      'assertion-replayed',
      'assertion-replayed',
    ])
    const race = assertion('race')
    const outcomes = await Promise.all([one, two, one, two].map((process) => ask(race, {}, process)))
    expect(outcomes.sort()).toEqual(['assertion-replayed', 'assertion-replayed', 'assertion-replayed', 'token'])
    expect(await one.store.tokens.list({ clientId: client.clientId })).toHaveLength(2)
  })

  test('X66 a DPoP proof is good once, at one of them', async () => {
    const client = await testClient(one, 'neo', { dpopBound: true })
    const key = proofKey()
    const proof = () => dpopProof({ key, uri: 'http://sluice.test/oauth2/api/v1/token', issuedAt: Math.floor(Date.now() / 1000) })
    const headers = (dpop: string) => ({ authorization: basic(client), dpop })
    const once = headers(proof())
    expect([await ask({}, once, one), await ask({}, once, two), await ask({}, once, one)]).toEqual([
      'token',
      'dpop-proof-replayed',
      'dpop-proof-replayed',
    ])
    const race = headers(proof())
    const outcomes = await Promise.all([one, two, one, two].map((process) => ask({}, race, process)))
    expect(outcomes.sort()).toEqual(['dpop-proof-replayed', 'dpop-proof-replayed', 'dpop-proof-replayed', 'token'])
  })

  test('X61 what one calls back, the other refuses at once, though it had verified it; and a new one does after a restart', async () => {
    const [neo, cloudFoundry] = await Promise.all(
      DIALECTS.map(async (dialect) => ({ ...(await testClient(one, dialect)), tokenUrl: one.localUrl + TOKEN_PATHS[dialect] })),
    )
    const single = await accessToken(cloudFoundry!, 'jwt')
    const [jwt, opaque] = [await accessToken(neo!, 'jwt'), await accessToken(neo!, 'opaque')]
    for (const token of [single, jwt, opaque]) expect([await call(token, one), await call(token, two)]).toEqual(['reached', 'reached'])
    expect((await post(`${one.localUrl}/oauth/revoke`, { token: single }, basic(cloudFoundry!))).status).toBe(200)
    expect(await call(single, two)).toBe('token-called-back')
    expect((await revokeAll(two.localUrl, neo!, one.adminToken)).status).toBe(200)
    expect([await call(jwt, one), await call(opaque, one)]).toEqual(['token-called-back', 'token-unknown'])
    await Promise.all([one.suspend(), two.stop()])
    two = await start()
    const after = await Promise.all([single, jwt, opaque].map((token) => call(token, two)))
    expect(after).toEqual(['token-called-back', 'token-called-back', 'token-unknown'])
    expect(await call(await accessToken({ ...neo!, tokenUrl: two.localUrl + TOKEN_PATHS.neo }), two)).toBe('reached')
  })
})

test('X60 a token that ends with the next one of its client stays ended', async () => {
  const client = await testClient(arena.tenant, 'neo', { tokenLifetime: null })
  const first = await accessToken(client)
  const second = await accessToken(client)
  await expectDenied(arena, orders(first), { ...ENDED, cause: 'token-unknown' }, [first])
  await expectReached(arena, orders(second), 'orders')
  await expectDenied(arena, orders(first), { ...ENDED, cause: 'token-unknown' }, [first])
})

testThatNothingElseRan(arena)
