import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const HOSTS = { 'cloud-foundry': 'sluice.authentication.acme.test', neo: 'oauthasservices-sluice.acme.test' }

let tenant: TestTenant
let port: string
const clients: Partial<Record<keyof typeof HOSTS, TestClient>> = {}
beforeAll(async () => {
  tenant = await testTenant({ tenantDomain: 'acme.test' })
  port = new URL(tenant.publicUrl).port
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('done')] })
  for (const dialect of ['cloud-foundry', 'neo'] as const) clients[dialect] = await testClient(tenant, dialect)
})
afterAll(() => tenant.stop())

/** A request to the tenant's listener under any name, as a resolver would direct it there. */
async function send(host: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const url = new URL(path, tenant.publicUrl)
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    request(url, { method, headers: { host, ...headers } }, resolve)
      .on('error', reject)
      .end()
  })
  const body = await text(answer)
  return { status: answer.statusCode, body: body.startsWith('{') ? JSON.parse(body) : body }
}
const tokenOf = (host: string, dialect: keyof typeof HOSTS, headers = {}) =>
  send(
    host,
    `${TOKEN_PATHS[dialect]}?grant_type=client_credentials&token_format=jwt`,
    { authorization: basic(clients[dialect]!), ...headers },
    'POST',
  )
const partOf = (token: string, index: number) => JSON.parse(Buffer.from(token.split('.')[index]!, 'base64url').toString())

test.each(['cloud-foundry', 'neo'] as const)('a token of %s comes from the host of its subaccount, says so, and opens', async (dialect) => {
  const origin = `http://${HOSTS[dialect]}:${port}`
  const { status, body } = await tokenOf(HOSTS[dialect], dialect)
  expect(status).toBe(200)
  expect(partOf(body.access_token, 1).iss).toBe(origin + { 'cloud-foundry': '/oauth/token', neo: '/oauth2/api/v1' }[dialect])
  const { kid, jku } = partOf(body.access_token, 0)
  expect(jku).toBe(dialect === 'neo' ? undefined : `${origin}/token_keys`)
  const { keys } = (await send(HOSTS[dialect], '/token_keys')).body
  expect(keys.map((key: { kid: string }) => key.kid)).toEqual([kid])
  const call = { method: 'POST', headers: { authorization: `Bearer ${body.access_token}` } }
  expect((await fetch(`${tenant.publicUrl}/http/orders`, call)).status).toBe(200)
})

test('a service key and the metadata name the host of the subaccount', async () => {
  const origin = `http://${HOSTS['cloud-foundry']}:${port}`
  expect(clients['cloud-foundry']!.tokenUrl).toBe(`${origin}/oauth/token`)
  const { status, body } = await send(HOSTS['cloud-foundry'], '/.well-known/oauth-authorization-server/oauth/token')
  expect([status, body.issuer, body.token_endpoint, body.jwks_uri]).toEqual([
    200,
    `${origin}/oauth/token`,
    `${origin}/oauth/token`,
    `${origin}/token_keys`,
  ])
  const httpsPort = new URL(tenant.httpsUrl).port
  expect(body.mtls_endpoint_aliases.token_endpoint).toBe(`https://sluice.authentication.cert.acme.test:${httpsPort}/oauth/token`)
})

test('X46 a host of nobody has no default tenant, and neither has that of the other dialect', async () => {
  const hosts = ['other.authentication.acme.test', 'acme.test', 'evil.test', `${HOSTS.neo}.evil.test`]
  for (const host of hosts) {
    expect(await send(host, '/token_keys')).toEqual({
      status: 404,
      body: { error: 'not_found', error_description: 'There is no such tenant' },
    })
    expect((await tokenOf(host, 'cloud-foundry')).status).toBe(404)
    expect((await send(host, '/.well-known/openid-configuration')).status).toBe(404)
  }
  expect((await tokenOf(HOSTS.neo, 'cloud-foundry')).status).toBe(404)
  expect((await tokenOf(HOSTS['cloud-foundry'], 'neo')).status).toBe(404)
})

test('the common domain answers for the tenant that zid names', async () => {
  const { cloudFoundry, neo } = tenant.platform.subaccounts
  const kids = async (host: string, zid: string) =>
    (await send(host, `/token_keys?zid=${zid}`)).body.keys.map((key: { kid: string }) => key.kid)
  expect(await kids('authentication.acme.test', cloudFoundry.id)).toEqual(await kids(HOSTS['cloud-foundry'], cloudFoundry.id))
  expect(await kids('authentication.acme.test', neo.id)).toEqual(await kids(HOSTS.neo, neo.id))
  expect((await send(HOSTS.neo, `/token_keys?zid=${cloudFoundry.id}`)).status).toBe(400)
})

test('X47 x-zid of another tenant than that of the host is refused', async () => {
  const { cloudFoundry, neo } = tenant.platform.subaccounts
  const host = HOSTS['cloud-foundry']
  expect((await tokenOf(host, 'cloud-foundry', { 'x-zid': cloudFoundry.id })).status).toBe(200)
  expect(await tokenOf(host, 'cloud-foundry', { 'x-zid': neo.id })).toEqual({
    status: 400,
    body: { error: 'invalid_request', error_description: 'The request names two tenants' },
  })
})

describe.each(['cloud-foundry', 'neo'] as const)('X46 a token of %s', (dialect) => {
  const other = dialect === 'neo' ? 'cloud-foundry' : 'neo'
  const call = async (host: string, authorization: string) => (await send(host, '/http/orders', { authorization }, 'POST')).status
  const bearer = async () => `Bearer ${(await tokenOf(HOSTS[dialect], dialect)).body.access_token}`

  test('opens the flow at its own host and at that of the server, and at no other', async () => {
    const token = await bearer()
    const server = new URL(tenant.publicUrl).host
    expect([await call(HOSTS[dialect], token), await call(server, token)]).toEqual([200, 200])
    expect([await call(HOSTS[other], token), await call('evil.test', token)]).toEqual([401, 404])
  })

  test('is refused like its client, and the cause is kept', async () => {
    expect(await call(HOSTS[other], basic(clients[dialect]!))).toBe(401)
    const { body } = await send(HOSTS[other], '/http/orders', { authorization: await bearer(), accept: 'application/json' }, 'POST')
    expect(body).toEqual({ error: 'invalid_token', error_description: 'The token was issued for another tenant' })
    const kept = await fetch(`${tenant.publicUrl}/admin/v1/refusals?limit=1`, { headers: { authorization: `Bearer ${tenant.adminToken}` } })
    expect(await kept.json()).toMatchObject([{ cause: 'caller-of-other-tenant', clientId: clients[dialect]!.id }])
  })
})

test('X46 the administrator belongs to no subaccount', async () => {
  expect((await send('localhost', '/admin/v1/clients', { authorization: `Bearer ${tenant.adminToken}` })).status).toBe(200)
})

test.each([
  ['Sluice.Authentication.Acme.Test', 200],
  ['sluice.authentication.acme.test.', 200],
  ['user@sluice.authentication.acme.test', 404],
  ['sluice.authentication.acme.test:0:1', 404],
])('X46 Host: %s → %s', async (host, status) => {
  expect((await send(host, '/token_key')).status).toBe(status)
})
