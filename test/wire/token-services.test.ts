import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { type RunningTenant, startTenant } from '../../src/tenant.ts'
import { accessToken, basic, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const FORM = 'application/x-www-form-urlencoded'
const KINDS = DIALECTS.flatMap((dialect) => [[dialect, 'jwt'] as const, [dialect, 'opaque'] as const])

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('reached')] })
})
afterAll(() => tenant.stop())

const orders = (token: string, at: Pick<RunningTenant, 'localUrl'> = tenant) =>
  fetch(`${at.localUrl}/http/orders`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: '{}' })
const post = (path: string, form: Record<string, string>, authorization: string, at: Pick<RunningTenant, 'localUrl'> = tenant) =>
  fetch(at.localUrl + path, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) })
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

test('X60 a call that is under way when its token is called back ends well, and is the last', async () => {
  const client = await testClient(tenant, 'cloud-foundry')
  const token = await accessToken(client)
  const { hostname, port } = new URL(tenant.publicUrl)
  const headers = { authorization: `Bearer ${token}`, expect: '100-continue', 'content-length': '2' }
  const inFlight = httpRequest({ hostname, port, method: 'POST', path: '/http/orders', headers })
  inFlight.flushHeaders()
  await new Promise((resolve) => inFlight.once('continue', resolve))
  // Comes after the first one in everything that the server does with both.
  expect((await orders(token)).status).toBe(200)
  expect((await post('/oauth/revoke', { token }, basic(client))).status).toBe(200)
  const answer = new Promise<string>((resolve, reject) => {
    inFlight.once('error', reject)
    inFlight.once('response', async (response) => resolve(`${response.statusCode} ${await text(response)}`))
  })
  inFlight.end('{}')
  expect(await answer).toBe('200 reached')
  expect((await orders(token)).status).toBe(401)
})

test.each(KINDS)(
  'X65 %s, %s: of one second, what came before the revocation ends and what came after does not',
  async (dialect, format) => {
    const client = await testClient(tenant, dialect)
    for (let round = 0; round < 3; round++) {
      const before = await accessToken(client, format)
      const path = `/oauth/token/revoke/client/${encodeURIComponent(client.id)}`
      const authorization = `Bearer ${tenant.adminToken}`
      expect((await fetch(tenant.publicUrl + path, { method: 'DELETE', headers: { authorization } })).status).toBe(200)
      const after = await accessToken(client, format)
      expect([(await orders(before)).status, (await orders(after)).status]).toEqual([401, 200])
    }
  },
)

test('a path that ends after revoke, and one that does not, say so', async () => {
  const authorization = `Bearer ${tenant.adminToken}`
  for (const path of ['/oauth/token/revoke', '/oauth/token/revoke/', '/introspect/more', '/oauth/revoke/x']) {
    expect([path, (await fetch(tenant.publicUrl + path, { method: 'DELETE', headers: { authorization } })).status]).toEqual([path, 404])
  }
})

describe('X61 two processes and a restart', () => {
  /** Two servers cannot have one port, and tokens name their server. */
  const settings = { publicUrl: 'http://sluice.test' }
  let one: TestTenant
  let two: RunningTenant
  let clients: TestClient[]
  beforeAll(async () => {
    one = await testTenant(settings)
    await deploy({ ...one, publicUrl: one.localUrl }, { id: 'Orders', sender: https('/orders'), steps: [content('reached')] })
    const flags = { ...settings, dataDir: one.dataDir, port: 0, httpsPort: 0 }
    two = await startTenant(readSettings(flags, {}).settings, silentLogger)
    clients = await Promise.all(
      DIALECTS.map(async (dialect) => ({ ...(await testClient(one, dialect)), tokenUrl: one.localUrl + TOKEN_PATHS[dialect] })),
    )
  })
  afterAll(async () => {
    await two.stop()
    await one.stop()
  })

  test('what one calls back, the other refuses at once, though it had verified it; and a new one does after a restart', async () => {
    const [neo, cloudFoundry] = clients as [TestClient, TestClient]
    const single = await accessToken(cloudFoundry, 'jwt')
    const all = await Promise.all([accessToken(neo, 'jwt'), accessToken(neo, 'opaque')])
    for (const token of [single, ...all]) {
      expect([(await orders(token, one)).status, (await orders(token, two)).status]).toEqual([200, 200])
    }
    expect((await post('/oauth/revoke', { token: single }, basic(cloudFoundry), one)).status).toBe(200)
    expect((await orders(single, two)).status).toBe(401)
    const json = { method: 'POST', headers: { authorization: `Bearer ${one.adminToken}`, 'content-type': 'application/json' } }
    const revoke = fetch(`${two.localUrl}/admin/v1/tokens/revoke`, { ...json, body: JSON.stringify({ clientId: neo.id }) })
    expect((await revoke).status).toBe(200)
    for (const token of all) expect((await orders(token, one)).status).toBe(401)
    await Promise.all([one.suspend(), two.stop()])
    two = await startTenant(readSettings({ ...settings, dataDir: one.dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
    for (const token of [single, ...all]) expect((await orders(token, two)).status).toBe(401)
    const fresh = await accessToken({ ...neo, tokenUrl: two.localUrl + TOKEN_PATHS.neo })
    expect((await orders(fresh, two)).status).toBe(200)
  })
})

test('I01 to I07 over the wire, with the headers that libraries read', async () => {
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
