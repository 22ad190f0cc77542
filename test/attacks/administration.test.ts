import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proofKey } from '../../src/identity/testing/dpop-proof.fixture.ts'
import { sluice } from '../support/cli.ts'
import { accessToken, basic, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { basicHeader, secretOf } from '../support/platform-api.ts'
import { testTenant } from '../support/tenant.ts'
import { basicLine, expectKept, FORM, openArena, send, stateOf, testThatNothingElseRan } from './arena.ts'

const arena = openArena()

const GRANT = 'grant_type=client_credentials'

/** Everything that opens something somewhere, by its name. */
let credentials: Readonly<Record<string, string>>
/** A service instance with a key. */
let owner: TestClient
beforeAll(async () => {
  const { tenant } = arena
  owner = await testClient(tenant, 'cloud-foundry')
  const administrator = await testClient(tenant, 'cloud-foundry', { application: 'tmn', roles: ['AuthGroup_Administrator'] })
  const monitor = await testClient(tenant, 'neo', { application: 'tmn', roles: ['IntegrationOperationServer.read', 'AuditLog.Read'] })
  credentials = {
    nobody: '',
    'the broker': basicHeader(secretOf(tenant, 'broker-credentials')),
    'the administrator': `Bearer ${tenant.adminToken}`,
    'the password': basicHeader(`admin:${secretOf(tenant, 'admin-password')}`),
    'the client itself': basic(owner),
    'its token': `Bearer ${await accessToken(owner)}`,
    'a client of plan api': `Bearer ${await accessToken(administrator)}`,
    'a client of the management node': `Bearer ${await accessToken(monitor)}`,
    'a client of flows': `Bearer ${await accessToken(arena.clients.get('neo')!)}`,
  }
})

const authorizationOf = (who: string): string[] => (credentials[who] === '' ? [] : [`Authorization: ${credentials[who]}`])
const STRANGERS = [
  'nobody',
  'the client itself',
  'its token',
  'a client of plan api',
  'a client of the management node',
  'a client of flows',
]

/** Denied at that address, with nothing changed and the cause kept. */
async function expectNoWay(line: string, who: string, headers: readonly string[] = [], body?: string): Promise<void> {
  const before = stateOf(arena.tenant)
  const answer = await send(arena.tenant, { line, headers: [...authorizationOf(who), ...headers], ...(body !== undefined && { body }) })
  expect([line, who, [401, 403].includes(answer.status), answer.status]).toEqual([line, who, true, answer.status])
  const { publicUrl, adminToken } = arena.tenant
  const url = `${publicUrl}/admin/v1/refusals/${answer.headers['x-request-id']}`
  const { cause } = (await (await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } })).json()) as { cause: string }
  await expectKept(arena.tenant, answer, { cause }, [owner.secret])
  expect(answer.body).not.toContain(owner.secret)
  expect(stateOf(arena.tenant)).toEqual(before)
}

describe('X70 a service key', () => {
  const paths = () => [
    `GET /admin/v1/instances/${owner.instance}/keys/key`,
    `POST /admin/v1/instances/${owner.instance}/keys/key/secrets`,
    `DELETE /admin/v1/instances/${owner.instance}/keys/key`,
    'GET /v3/service_credential_bindings',
    `GET /v3/service_credential_bindings/${owner.instance}/details`,
    `GET /broker/v2/service_instances/${owner.instance}/service_bindings/key`,
    'GET /oauth/clients/x/secret',
  ]

  test.each(STRANGERS)('is not shown to, and not changed by %s', async (who) => {
    for (const line of paths()) await expectNoWay(line, who, ['X-Broker-API-Version: 2.17', 'Content-Type: application/json'], '{}')
  })

  test('of the broker is not that of another instance', async () => {
    const path = `/broker/v2/service_instances/${owner.instance}/service_bindings/key`
    const answer = await send(arena.tenant, {
      line: `GET ${path}`,
      headers: [...authorizationOf('the broker'), 'X-Broker-API-Version: 2.17'],
    })
    expect([answer.status, answer.body.includes(owner.secret)]).toEqual([404, false])
  })
})

describe('X72 credentials of the broker and of the tenant', () => {
  test('the broker’s open the broker API alone', async () => {
    const lines = [
      'GET /admin/v1/clients',
      'GET /v3/service_instances',
      'GET /api/v1/MessageProcessingLogs',
      'GET /authorization/v1/accounts/x/users/roles',
      'POST /http/orders',
    ]
    for (const line of lines) await expectNoWay(line, 'the broker')
    for (const dialect of DIALECTS) await expectNoWay(`POST ${TOKEN_PATHS[dialect]}?${GRANT}`, 'the broker')
    await expectNoWay(`POST /oauth/token?grant_type=password`, 'the broker', [FORM], 'username=admin&password=x')
  })

  test.each([...STRANGERS, 'the administrator', 'the password'])('%s does not open the broker API', async (who) => {
    const path = `/broker/v2/service_instances/${owner.instance}`
    for (const line of ['GET /broker/v2/catalog', `GET ${path}`, `DELETE ${path}?service_id=x&plan_id=y`, `PUT ${path}`]) {
      await expectNoWay(line, who, ['X-Broker-API-Version: 2.17', 'Content-Type: application/json'], '{}')
    }
  })

  test.each(STRANGERS)('%s does not open the admin API', async (who) => {
    for (const line of [
      'GET /admin/v1/clients',
      'POST /admin/v1/clients',
      'GET /admin/v1/refusals',
      'GET /admin/v1/audit',
      'POST /admin/v1/tokens/revoke',
    ]) {
      await expectNoWay(line, who, ['Content-Type: application/json'], '{}')
    }
  })
})

describe('X24 X71 secrets', () => {
  test('stand in no file, no log and no list in a form that opens anything', async () => {
    const tenant = await testTenant()
    const chosen = 'a chosen secret, 0f1e2d3c'
    const neo = await testClient(tenant, 'neo', { secret: chosen })
    const cloudFoundry = await testClient(tenant, 'cloud-foundry')
    const generated = await testClient(tenant, 'neo')
    const tokens = await Promise.all(
      [neo, cloudFoundry, generated].flatMap((client) => [accessToken(client, 'opaque'), accessToken(client, 'jwt')]),
    )
    const headers = { authorization: `Bearer ${tenant.adminToken}`, 'content-type': 'application/json' }
    const parameter = { Name: 'Vault', SecureParam: 'a secure parameter, 4b5a6978' }
    expect(
      (await fetch(`${tenant.publicUrl}/api/v1/SecureParameters`, { method: 'POST', headers, body: JSON.stringify(parameter) })).status,
    ).toBe(202)
    const secrets = [
      chosen,
      cloudFoundry.secret,
      generated.secret,
      parameter.SecureParam,
      tenant.adminToken,
      secretOf(tenant, 'admin-password'),
    ]
    // A short one without special letters could be an id, and unknown ids are kept, so that typing errors show.
    const telling = secrets.filter((secret) => secret.length >= 40 || /[^\w-]/.test(secret))
    await misplace(tenant.publicUrl, telling, tokens)
    const lists = await Promise.all(
      [
        '/admin/v1/clients',
        `/admin/v1/clients/${neo.id}`,
        '/admin/v1/instances',
        `/admin/v1/instances/${cloudFoundry.instance}/keys`,
        '/admin/v1/tokens',
        '/admin/v1/refusals',
        '/admin/v1/audit',
        '/api/v1/SecureParameters',
        '/api/v1/AuditLogs',
      ].map(async (path) => (await fetch(tenant.publicUrl + path, { headers })).text()),
    )
    await tenant.suspend()
    const atRest = readdirSync(tenant.dataDir, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !['admin-token', 'admin-password', 'broker-credentials', 'master.key'].includes(entry.name))
      .map(({ name }) => readFileSync(join(tenant.dataDir, name), 'latin1'))
    for (const text of [...lists, ...atRest]) {
      for (const secret of [...secrets, ...tokens]) expect(around(text, secret)).toBe('')
      expect(text).not.toMatch(/-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/)
    }
    await tenant.stop()
  })

  /** Where the secret stands, without it. */
  function around(text: string, secret: string): string {
    const at = text.indexOf(secret)
    return at < 0 ? '' : `${text.slice(Math.max(0, at - 200), at)}…${text.slice(at + secret.length, at + secret.length + 100)}`
  }

  /** Secrets and tokens in every place where they do not belong. */
  async function misplace(origin: string, secrets: readonly string[], tokens: readonly string[]): Promise<void> {
    for (const value of [...secrets, ...tokens]) {
      const wanted = encodeURIComponent(value)
      const calls: [string, RequestInit][] = [
        [`/oauth/token?${GRANT}&client_id=x&client_secret=${wanted}`, { method: 'POST' }],
        [`/oauth/token?${GRANT}&client_assertion=${wanted}`, { method: 'POST' }],
        [`/oauth2/api/v1/token?${GRANT}`, { method: 'POST', headers: { authorization: basicHeader(`${value}:x`) } }],
        [`/oauth/token?${GRANT}`, { method: 'POST', headers: { authorization: basicHeader(`x:${value}`) } }],
        [`/http/orders?access_token=${wanted}`, { method: 'POST' }],
        ['/http/orders', { method: 'POST', headers: { authorization: `Bearer ${Buffer.from(value).toString('base64url')}` } }],
        ['/http/orders', { method: 'POST', headers: { authorization: value.replaceAll(/[^\w.-]/g, '') } }],
        [`/introspect?token=${wanted}`, { method: 'POST' }],
      ]
      for (const [path, init] of calls) expect((await fetch(origin + path, init)).status).toBeGreaterThanOrEqual(400)
    }
  }

  test('X71 a secret is told once, and not by the list that names it', async () => {
    const { tenant } = arena
    const { out } = await sluice(tenant, ['client', 'register', '--name', 'Once', '--subscription', 'iflmap', '--id', 'once', '--json'])
    const { secret } = JSON.parse(out)
    expect(secret).toMatch(/^[0-9a-f-]{36}\$/)
    for (const argv of [['client', 'show', 'once'], ['client', 'list'], ['secret', 'list', 'once'], ['audit'], ['expiring']]) {
      const { code, out: shown, err } = await sluice(tenant, [...argv, '--json'])
      expect([argv, code, `${shown}${err}`.includes(secret)]).toEqual([argv, 0, false])
    }
  })
})

describe('X73 addresses that a client names', () => {
  const asked: string[] = []
  const listener = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('{}')
  })
  beforeAll(() => new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve)))
  afterAll(() => listener.close())

  test('are asked for nothing: there is no jwks_uri, and members of keys are no addresses', async () => {
    const { platform } = arena.tenant
    const address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/keys`
    const headers = [...authorizationOf('the administrator'), 'Content-Type: application/json']
    const before = stateOf(arena.tenant)
    const named = [{ jwks_uri: address }, { 'jwks-uri': address }, { dashboard_url: address }, { jku: address }]
    for (const parameter of [...named, { jwks: address }, { jwks: { jwks_uri: address } }]) {
      const body = JSON.stringify({ name: 'named', plan: 'integration-flow', parameters: { roles: ['ESBMessaging.send'], ...parameter } })
      const { status } = await send(arena.tenant, { line: 'POST /admin/v1/instances', headers, body })
      expect([parameter, status]).toEqual([parameter, 400])
    }
    expect(stateOf(arena.tenant)).toEqual(before)
    const { jwk } = proofKey()
    const keys = { keys: [{ ...jwk, x5u: address, jku: address }] }
    const { client } = await platform.clients.register({ name: 'Named', application: 'iflmap', jwks: keys })
    expect(JSON.stringify(client.options)).not.toContain(address)
    const redirects = { roles: ['ESBMessaging.send'], 'redirect-uris': [address] }
    await platform.instances.create({ name: 'redirecting', plan: 'integration-flow', parameters: redirects })
    await platform.keys.create('redirecting', 'key', {})
    expect(asked).toEqual([])
  })
})

describe('X74 names that are markup or terminal commands', () => {
  const NAME = '<script>alert(1)</script>"\u001b[2J\u001b]0;owned\u0007\u009b31m'

  test('are data in every answer, and no answer is a page', async () => {
    const { tenant } = arena
    await tenant.platform.clients.register({
      name: NAME,
      description: NAME,
      application: 'iflmap',
      clientId: 'markup',
      secret: 'of the markup',
    })
    const attack = { line: `POST /oauth/token?${GRANT}`, headers: [basicLine({ id: NAME, secret: 'x' })] }
    expect((await send(tenant, attack)).status).toBe(401)
    const headers = { authorization: `Bearer ${tenant.adminToken}`, accept: 'text/html' }
    for (const path of ['/admin/v1/clients', '/admin/v1/clients/markup', '/admin/v1/refusals', '/admin/v1/audit']) {
      const answer = await fetch(tenant.publicUrl + path, { headers })
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([path, 200, 'application/json;charset=UTF-8'])
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('a page never says what was asked for', async () => {
    for (const line of ['GET /http/%3Cscript%3Ealert(1)%3C/script%3E', 'GET /cxf/%22onload=%22x']) {
      const answer = await send(arena.tenant, { line, headers: authorizationOf('a client of flows') })
      expect(answer.body).not.toMatch(/alert|onload/)
    }
    const { body, headers } = await send(arena.tenant, { line: 'GET /%3Cscript%3Ealert(1)%3C/script%3E' })
    expect([headers['content-type'], body.includes('<script>')]).toEqual(['text/plain; charset=utf-8', false])
  })

  test('do not reach the terminal as commands', async () => {
    const { tenant } = arena
    for (const argv of [
      ['client', 'list'],
      ['client', 'show', 'markup'],
      ['explain'],
      ['audit'],
      ['access', '--client', 'markup'],
      ['refusals'],
    ]) {
      const { out, err } = await sluice(tenant, argv)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control bytes are what this looks for
      expect([argv, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(out + err)]).toEqual([argv, false])
    }
  })
})

describe('X75 a page of another site', () => {
  let cookie: string
  let csrfToken: string
  beforeAll(async () => {
    const { publicUrl } = arena.tenant
    const body = JSON.stringify({ password: secretOf(arena.tenant, 'admin-password') })
    const answer = await fetch(`${publicUrl}/cockpit/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    cookie = answer.headers.get('set-cookie')!
    csrfToken = ((await answer.json()) as { csrfToken: string }).csrfToken
  })
  const session = () => `Cookie: ${cookie.split(';')[0]}`
  const CHANGES = [
    'POST /admin/v1/clients',
    'DELETE /admin/v1/clients/x',
    'POST /admin/v1/tokens/revoke',
    'POST /api/v1/IntegrationPackages',
    'DELETE /cockpit/session',
  ]

  test('cannot use the session of the cockpit: the browser keeps the cookie back, and without the token it opens no change', async () => {
    expect(cookie).toMatch(/^sluice-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect((await send(arena.tenant, { line: 'GET /admin/v1/clients', headers: [session()] })).status).toBe(200)
    const wrong = ['', 'x', csrfToken.slice(0, -1), `${csrfToken}x`, csrfToken.toLowerCase()]
    const before = stateOf(arena.tenant)
    for (const line of CHANGES) {
      for (const token of [undefined, ...wrong]) {
        const headers = [session(), 'Origin: https://evil.test', ...(token === undefined ? [] : [`X-CSRF-Token: ${token}`])]
        const answer = await send(arena.tenant, { line, headers: [...headers, 'Content-Type: application/json'], body: '{}' })
        expect([line, token, answer.status]).toEqual([line, token, 403])
        await expectKept(arena.tenant, answer, { cause: 'session-csrf-token' }, [csrfToken])
      }
    }
    expect(stateOf(arena.tenant)).toEqual(before)
    expect((await send(arena.tenant, { line: 'GET /admin/v1/clients', headers: [session()] })).status).toBe(200)
  })

  test('cannot use the session on a flow', async () => {
    await expectNoWay('POST /http/orders', 'nobody', [session(), `X-CSRF-Token: ${csrfToken}`], '{}')
  })

  test('cannot log the browser in, or call with a form', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const body = `{"password":"${secretOf(arena.tenant, 'admin-password')}"}`
      const login = await send(arena.tenant, { line: 'POST /cockpit/session', headers: [`Content-Type: ${type}`], body })
      expect([login.status, login.headers['set-cookie']]).toEqual([415, undefined])
      await expectKept(arena.tenant, login, { cause: 'media-type-not-read' })
      const headers = [`Content-Type: ${type}`, ...authorizationOf('the password')]
      const call = await send(arena.tenant, { line: 'POST /admin/v1/clients', headers, body: '{"name":"Forged","application":"iflmap"}' })
      expect(call.status).toBe(415)
      await expectKept(arena.tenant, call, { cause: 'media-type-not-read' })
    }
  })

  test('cannot use credentials that the browser remembers on the management API', async () => {
    const writer = await testClient(arena.tenant, 'cloud-foundry', { application: 'tmn', roles: ['WorkspacePackagesEdit'] })
    for (const authorization of [basicLine(writer), ...authorizationOf('the password')]) {
      const before = stateOf(arena.tenant)
      const headers = [authorization, 'Origin: https://evil.test', 'Content-Type: application/json']
      const answer = await send(arena.tenant, {
        line: 'POST /api/v1/IntegrationPackages',
        headers,
        body: '{"Id":"Forged","Name":"Forged"}',
      })
      expect(answer.status).toBe(403)
      await expectKept(arena.tenant, answer, { cause: 'csrf-token-missing' })
      expect(stateOf(arena.tenant)).toEqual(before)
    }
  })

  test('is allowed nothing by an answer', async () => {
    const paths = [
      '/oauth/token',
      '/oauth2/api/v1/token',
      '/admin/v1/clients',
      '/api/v1/IntegrationPackages',
      '/http/orders',
      '/cockpit/session',
      '/v3/service_instances',
      '/broker/v2/catalog',
      '/introspect',
    ]
    const preflight = ['Origin: https://evil.test', 'Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: authorization']
    for (const path of paths) {
      for (const method of ['OPTIONS', 'POST', 'GET']) {
        const { headers } = await send(arena.tenant, { line: `${method} ${path}`, headers: [...preflight, session()] })
        expect([path, method, Object.keys(headers).filter((name) => name.startsWith('access-control'))]).toEqual([path, method, []])
      }
    }
  })
})

describe('X76 the audit log', () => {
  test('shows of a token its first five characters, and of a secret nothing', async () => {
    const { tenant } = arena
    const client = await testClient(tenant, 'neo')
    const tokens = [await accessToken(client, 'opaque'), await accessToken(client, 'jwt')]
    const { out } = await sluice(tenant, ['audit', '--json'])
    const entries = JSON.parse(out) as { text: string; user: string }[]
    const created = entries.filter(({ text, user }) => user === client.id && text.startsWith('Creating access token: '))
    expect(created.map(({ text }) => text.length)).toEqual([28, 28])
    for (const secret of [...tokens, client.secret]) expect(out).not.toContain(secret)
  })

  test('has no way to change or delete an entry', async () => {
    const { tenant } = arena
    const headers = [...authorizationOf('the administrator'), 'Content-Type: application/json']
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      for (const path of ['/admin/v1/audit', '/admin/v1/audit/1', "/api/v1/AuditLogs('1')"]) {
        const { status } = await send(tenant, { line: `${method} ${path}`, headers, body: '{}' })
        expect([method, path, [404, 405, 501].includes(status), status]).toEqual([method, path, true, status])
      }
    }
    const database = new Sqlite(join(tenant.dataDir, 'sluice.db'))
    expect(() => database.prepare("update audit_log set user = 'nobody'").run()).toThrow('the audit log is append-only')
    database.close()
  })
})

testThatNothingElseRan(arena)
