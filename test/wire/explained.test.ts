import { request as httpRequest } from 'node:http'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredRefusal } from '../../src/store/refusals.ts'
import { accessToken, basic, DIALECTS, TOKEN_PATHS, testClient } from '../support/client.ts'
import { basicHeader, secretOf } from '../support/platform-api.ts'
import { rawBytes } from '../support/raw-request.ts'
import { useStage } from './stage.ts'

const stage = useStage()

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string
}

interface Answered {
  readonly sent: Sent
  readonly status: number
  readonly requestId: string
}

/** Sends the request as it stands: the path is not mended, the header may come twice. */
function send({ method, path, headers, body }: Sent): Promise<Omit<Answered, 'sent'>> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stage.tenant.publicUrl)
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const message = httpRequest({ hostname, port, method, path, headers: { ...headers, ...length } }, async (answer) => {
      await text(answer).catch(() => '')
      resolve({ status: answer.statusCode!, requestId: String(answer.headers['x-request-id']) })
    })
    message.on('error', reject)
    message.end(body)
  })
}

async function sendAll(requests: readonly Sent[]): Promise<Answered[]> {
  const answers: Answered[] = []
  for (let index = 0; index < requests.length; index += 50) {
    const group = requests.slice(index, index + 50)
    answers.push(...(await Promise.all(group.map(async (sent) => ({ sent, ...(await send(sent)) })))))
  }
  return answers
}

/** What is kept about the request; asking for the last one writes what waits. */
async function keptOf(answers: readonly Answered[]): Promise<Map<string, StoredRefusal>> {
  const { publicUrl, adminToken, store } = stage.tenant
  await fetch(`${publicUrl}/admin/v1/refusals/last`, { headers: { authorization: `Bearer ${adminToken}` } })
  const found = await Promise.all(answers.map(({ requestId }) => store.refusals.find(requestId)))
  return new Map(found.filter((refusal) => refusal !== undefined).map((refusal) => [refusal.requestId, refusal]))
}

const DENIALS = [401, 403, 405, 413, 415, 429]
const TOKEN_ENDPOINTS: readonly string[] = [...Object.values(TOKEN_PATHS), '/oauth2/apitoken/v1']

/** At the token endpoint every error is about the caller. */
const isDenial = ({ status, sent }: Answered): boolean =>
  DENIALS.includes(status) || (status === 400 && TOKEN_ENDPOINTS.includes(sent.path.split('?', 1)[0]!))

const described = ({ sent, status }: Answered): string => `${status} ${sent.method} ${sent.path} ${JSON.stringify(sent.headers)}`

const PATHS = [
  ...['/http/orders', '/http/invoices', '/http/protected', '/http/nothing', '/http', '/cxf/orders'],
  ...['/api/v1', '/api/v1/', '/api/v1/$metadata', '/api/v1/MessageProcessingLogs', "/api/v1/MessageProcessingLogs('x')", '/api/v1/Xyz'],
  ...['/api/v1/UserCredentials', "/api/v1/UserCredentials('x')", '/api/v1/AuditLogs', "/api/v1/DeployIntegrationDesigntimeArtifact?Id='x'"],
  ...['/odata/api/v1/IntegrationPackages', '/', '/examples/catalogue.svc/Products'],
  ...['/admin/v1', '/admin/v1/clients', '/admin/v1/clients/x', '/admin/v1/refusals', '/admin/v1/access', '/admin/v1/explain'],
  ...['/oauth/token', '/oauth2/api/v1/token', '/token_keys', '/token_keys?zid=nobody', '/token_key', '/introspect', '/check_token'],
  ...['/oauth/introspect', '/oauth/revoke', '/oauth/token/revoke', '/cockpit/session', '/login'],
  ...['/broker/v2/service_instances/x', '/broker/v2/service_instances/x/service_bindings/y', '/v3/service_credential_bindings'],
  ...['/v3/service_credential_bindings/x/details', '/v3/nothing', '/broker/nothing', '/authorization/v1/nothing', '/admin/v1/nothing'],
  ...['/oauth/token/revoke/x', '/oauth/token/revoke/client/x', '/oauth/token/list/client/x', '/oauth2/apitoken/v1'],
  ...[
    '/.well-known/openid-configuration',
    '/oauth/token/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server/oauth/token',
  ],
  ...['/v2/info', '/v3', '/v3/service_instances', '/broker/v2/catalog', '/authorization/v1/accounts/x/users/roles'],
  ...['/sap/rest/authorization/v2/securitySettings', '/oauth/clients/x/secret', '/healthz', '/readyz'],
]

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']

let authorizations: Readonly<Record<string, string | readonly string[] | undefined>>

beforeAll(async () => {
  const sender = await testClient(stage.tenant, 'neo')
  const apiClient = await testClient(stage.tenant, 'cloud-foundry', { application: 'tmn', roles: ['WorkspacePackagesRead'] })
  authorizations = {
    'no header': undefined,
    'a garbled header': 'Bearer',
    'an unknown scheme': 'Digest username="x"',
    'two headers': ['Bearer a', 'Bearer b'],
    'a token that was never issued': `Bearer ${'f00d'.repeat(8)}`,
    'a malformed JWT': 'Bearer a.b.c',
    'an unknown client': basic({ id: 'nobody', secret: 'f00d' }),
    'a client of flows': basic(sender),
    'a token for flows': `Bearer ${await accessToken(sender)}`,
    'a token for the API': `Bearer ${await accessToken(apiClient)}`,
    'a token without its proof': `DPoP ${await accessToken(apiClient)}`,
    'the administrator': `Bearer ${stage.tenant.adminToken}`,
    'the password of the administrator': basicHeader(`admin:${secretOf(stage.tenant, 'admin-password')}`),
    'the broker': basicHeader(secretOf(stage.tenant, 'broker-credentials')),
    'a user of Cloud Foundry': `Bearer ${await userToken()}`,
  }
})

/** Of the administrator at the Cloud Foundry API. */
async function userToken(): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', username: 'admin', password: secretOf(stage.tenant, 'admin-password') })
  const headers = { authorization: basicHeader('cf:') }
  const answer = await fetch(`${stage.tenant.publicUrl}/oauth/token`, { method: 'POST', headers, body })
  return ((await answer.json()) as { access_token: string }).access_token
}

const requestsWith = (authorization: string | readonly string[] | undefined): Sent[] =>
  PATHS.flatMap((path) =>
    METHODS.map((method) => ({
      method,
      path,
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(method !== 'GET' && { 'content-type': 'text/plain' }),
      },
      ...(method !== 'GET' && { body: 'x' }),
    })),
  )

describe('every denial on every mount is kept with its cause', () => {
  test.each([
    ...['no header', 'a garbled header', 'an unknown scheme', 'two headers', 'a token that was never issued', 'a malformed JWT'],
    ...['an unknown client', 'a client of flows', 'a token for flows', 'a token for the API', 'a token without its proof'],
    ...['the administrator', 'the password of the administrator', 'the broker', 'a user of Cloud Foundry'],
  ])('%s', async (name) => {
    const answers = await sendAll(requestsWith(authorizations[name]))
    const denied = answers.filter(isDenial)
    const kept = await keptOf(denied)
    expect(denied.length).toBeGreaterThan(20)
    expect(denied.filter(({ requestId }) => !kept.has(requestId)).map(described)).toEqual([])
    for (const { sent, requestId, status } of denied) {
      const refusal = kept.get(requestId)!
      expect([described({ sent, requestId, status }), refusal.status]).toEqual([described({ sent, requestId, status }), status])
      expect(refusal.method).toBe(sent.method)
    }
    expect(answers.filter(({ status }) => status >= 500 && status !== 501).map(described)).toEqual([])
  })
})

describe.each(DIALECTS)('%s: every error of the token endpoint is kept with its cause', (dialect) => {
  test('each its own', async () => {
    const client = await testClient(stage.tenant, dialect)
    const form = 'application/x-www-form-urlencoded'
    const path = TOKEN_PATHS[dialect]
    const ask = (body: string, headers: Record<string, string> = {}, query = ''): Sent => ({
      method: 'POST',
      path: path + query,
      headers: { authorization: basic(client), 'content-type': form, ...headers },
      body,
    })
    const grant = 'grant_type=client_credentials'
    const requests: [Sent, string, number][] = [
      [ask(''), 'grant-missing', 400],
      [ask('grant_type='), 'grant-missing', 400],
      [ask('grant_type=telepathy'), 'grant-unknown', 400],
      [ask('grant_type=implicit'), 'grant-implicit', 400],
      [ask(`${grant}&scope=%22`), 'scope-malformed', 400],
      [ask(`${grant}&scope=everything`), 'scope-unknown', 400],
      [ask(`${grant}&${grant}`), 'parameter-repeated', 400],
      [ask('a=%zz'), 'parameter-unreadable', 400],
      [ask('{}', { 'content-type': 'application/json' }), 'body-not-a-form', 400],
      [ask('', {}, '?client_secret=x'), 'credentials-in-query', 400],
      [ask(`${grant}&client_id=other`), 'client-id-mismatch', 401],
      [ask(grant, { authorization: basic({ id: client.id, secret: 'f00d' }) }), 'wrong-secret', 401],
      [ask('x'.repeat(1024 * 1024 + 1)), 'token-request-too-large', 413],
      [{ ...ask(''), method: 'PUT' }, 'method-not-allowed', 405],
    ]
    const answers = await sendAll(requests.map(([sent]) => sent))
    const kept = await keptOf(answers)
    expect(answers.map(({ status, requestId }) => [kept.get(requestId)?.cause, status])).toEqual(
      requests.map(([, cause, status]) => [cause, status]),
    )
  })
})

test('what no part of the server answers is kept too', async () => {
  const get = (path: string): Sent => ({ method: 'GET', path, headers: {} })
  const requests: [Sent, number, string][] = [
    [get('/nowhere?token=f00d'), 404, 'address-not-found'],
    [get('/token_keys/more'), 404, 'address-not-found'],
    [get('/http/a/../b'), 400, 'path-ambiguous'],
    [get('/http/a%2fb?token=f00d'), 400, 'path-ambiguous'],
    [get('http://elsewhere/http/a'), 400, 'target-of-another-host'],
    [get('/%zz'), 404, 'address-not-found'],
  ]
  const answers = await sendAll(requests.map(([sent]) => sent))
  const kept = await keptOf(answers)
  expect(answers.map(({ status, requestId }) => [status, kept.get(requestId)?.cause])).toEqual(
    requests.map(([, status, cause]) => [status, cause]),
  )
  expect(JSON.stringify([...kept.values()])).not.toContain('f00d')
})

test('what is no HTTP is kept too', async () => {
  const attempts: [string, number, string][] = [
    ['GET /http/orders HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n', 400, 'request-unreadable'],
    [`GET /http/orders HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ]
  for (const [bytes, status, cause] of attempts) {
    const { headers, status: answered } = await rawBytes(stage.tenant, bytes)
    const requestId = headers['x-request-id']!
    const kept = await keptOf([{ sent: { method: 'GET', path: '', headers: {} }, status: answered, requestId }])
    expect([answered, kept.get(requestId)]).toMatchObject([status, { status, cause, method: 'GET', path: '/http/orders' }])
  }
})

test('bodies that are too large or of the wrong type are kept with their cause', async () => {
  const authorization = `Bearer ${stage.tenant.adminToken}`
  const large = 'x'.repeat(1024 * 1024 + 1)
  const requests: [Sent, number, string][] = [
    [{ method: 'POST', path: '/admin/v1/clients', headers: { authorization }, body: large }, 413, 'request-too-large'],
    [{ method: 'POST', path: '/admin/v1/clients', headers: { authorization }, body: '{}' }, 415, 'media-type-not-read'],
    [
      { method: 'POST', path: '/api/v1/IntegrationPackages', headers: { authorization, 'content-type': 'application/xml' }, body: '<a/>' },
      415,
      'media-type-not-read',
    ],
    [{ method: 'DELETE', path: '/api/v1/IntegrationPackages', headers: { authorization } }, 405, 'method-not-offered'],
  ]
  const answers = await sendAll(requests.map(([sent]) => sent))
  const kept = await keptOf(answers)
  expect(answers.map(({ status, requestId }) => [status, kept.get(requestId)?.cause])).toEqual(
    requests.map(([, status, cause]) => [status, cause]),
  )
})
