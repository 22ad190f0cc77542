import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as oauth from 'oauth4webapi'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basic, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

type Scheme = 'http' | 'https'
type KeyAlgorithm = 'ES256' | 'PS256' | 'RS256' | 'Ed25519'

const DPOP_ALGORITHMS = 'algs="ES256 ES384 ES512 EdDSA Ed25519 PS256 PS384 PS512 RS256 RS384 RS512"'
const ORDER = '{"productIdentifier":"HT-2000"}'

let tenant: TestTenant
let trusting: Agent
beforeAll(async () => {
  tenant = await testTenant()
  trusting = new Agent({ connect: { ca: readFileSync(join(tenant.dataDir, 'tls', 'ca.pem')) } })
  await deploy(tenant, {
    id: 'Orders',
    sender: https('/orders'),
    steps: [content('${header.SapAuthenticatedUserName} sent ${in.body}', { 'Content-Type': 'text/plain' })],
  })
})
afterAll(async () => {
  await trusting.close()
  await tenant.stop()
})

const originOf = (scheme: Scheme) => (scheme === 'http' ? tenant.publicUrl : tenant.httpsUrl)
const flowUrl = (scheme: Scheme = 'http') => new URL(`${originOf(scheme)}/http/orders`)

/** What a request was sent with, for a second one like it. */
interface Sent {
  readonly url: string
  readonly headers: Record<string, string>
}

/** A caller with a key of its own, as the library makes it. */
async function newCaller({ id, secret, dialect }: TestClient, algorithm: KeyAlgorithm = 'ES256', scheme: Scheme = 'http') {
  const sent: Sent[] = []
  const customFetch = (url: string, options: { headers: Record<string, string> }) => {
    sent.push({ url, headers: { ...options.headers } })
    return undiciFetch(url, { ...options, dispatcher: trusting } as never) as unknown as Promise<Response>
  }
  const self = { client_id: id }
  const DPoP = oauth.DPoP({}, await oauth.generateKeyPair(algorithm))
  const options = { DPoP, [oauth.allowInsecureRequests]: true, [oauth.customFetch]: customFetch as never }
  const tokenUrl = originOf(scheme) + TOKEN_PATHS[dialect]
  const server = { issuer: tokenUrl, token_endpoint: tokenUrl }
  return {
    sent,
    async token(format?: string) {
      const parameters = new URLSearchParams(format === undefined ? {} : { token_format: format })
      const answer = await oauth.clientCredentialsGrantRequest(server, self, oauth.ClientSecretBasic(secret), parameters, options)
      return oauth.processClientCredentialsResponse(server, self, answer)
    },
    call: (token: string) => oauth.protectedResourceRequest(token, 'POST', flowUrl(scheme), new Headers(), ORDER, options),
    read: (token: string, path: string) =>
      oauth.protectedResourceRequest(token, 'GET', new URL(originOf(scheme) + path), new Headers(), undefined, options),
  }
}

const newClient = (dialect: TestClient['dialect'], wish: object = { dpopBound: true }) => testClient(tenant, dialect, wish)

/** Sends a call as it is, and says what came and what was recorded. */
async function refusalOf(headers: Record<string, string>, { method = 'POST', url = String(flowUrl()) } = {}) {
  const answer = await fetch(url, {
    method,
    headers: { accept: 'application/json', ...headers },
    ...(method === 'POST' && { body: ORDER }),
  })
  const explained = await fetch(`${tenant.publicUrl}/admin/v1/refusals/${answer.headers.get('x-request-id')}`, {
    headers: { authorization: `Bearer ${tenant.adminToken}` },
  })
  const { cause } = (await explained.json()) as { cause: string }
  return { status: answer.status, body: await answer.text(), challenge: answer.headers.get('www-authenticate'), cause }
}

const invalidProof = (cause: string, text: string) => ({
  status: 401,
  body: JSON.stringify({ error: 'invalid_dpop_proof', error_description: text }),
  challenge: `DPoP realm="sluice", error="invalid_dpop_proof", error_description="${text}", ${DPOP_ALGORITHMS}`,
  cause,
})

describe.each(DIALECTS)('%s', (dialect) => {
  test.each([
    ['http', 'ES256', undefined],
    ['http', 'PS256', 'jwt'],
    ['http', 'RS256', 'opaque'],
    ['https', 'Ed25519', 'jwt'],
    ['https', 'ES256', 'opaque'],
  ] as const)('oauth4webapi over %s with a key of %s gets a token (%s) and calls with it', async (scheme, algorithm, format) => {
    const client = await newClient(dialect)
    const caller = await newCaller(client, algorithm, scheme)
    const { access_token, token_type } = await caller.token(dialect === 'neo' && format === 'opaque' ? undefined : format)
    expect(token_type).toBe('dpop')
    for (const _time of ['first', 'second']) {
      const called = await caller.call(access_token)
      expect([called.status, await called.text()]).toEqual([200, `${client.user} sent ${ORDER}`])
    }
  })

  test('the management API takes bound tokens, whatever the path is encoded like', async () => {
    const roles = dialect === 'neo' ? ['NodeManager.read', 'IntegrationOperationServer.read'] : ['MonitoringDataRead']
    const caller = await newCaller(await newClient(dialect, { application: 'tmn', roles, dpopBound: true }))
    const { access_token } = await caller.token()
    const logs = await caller.read(access_token, '/api/v1/MessageProcessingLogs?$top=1&$format=json')
    expect([logs.status, await logs.json()]).toEqual([200, { d: { results: expect.any(Array) } }])
    const none = await caller.read(access_token, "/api/v1/MessageProcessingLogs('caf%C3%A9%2f%7e')?$format=json")
    expect(none.status).toBe(404)
    const { authorization = '' } = caller.sent.at(-1)!.headers
    const url = `${tenant.publicUrl}/api/v1/MessageProcessingLogs`
    expect(await refusalOf({ authorization }, { method: 'GET', url })).toMatchObject({ status: 401, cause: 'dpop-proof-missing' })
  })

  test('a proof or a token that was overheard opens nothing', async () => {
    const caller = await newCaller(await newClient(dialect))
    const { access_token } = await caller.token()
    await caller.call(access_token)
    const { headers } = caller.sent.at(-1)!
    const { authorization = '', dpop = '' } = headers
    expect(await refusalOf({ authorization, dpop })).toEqual(invalidProof('dpop-proof-replayed', 'The DPoP proof was used before'))
    expect(await refusalOf({ authorization })).toEqual(invalidProof('dpop-proof-missing', 'The request has no DPoP header'))
    expect(await refusalOf({ authorization, dpop }, { method: 'GET' })).toEqual(
      invalidProof('dpop-proof-method', 'The DPoP proof is for another method'),
    )
    const elsewhere = { url: `${flowUrl()}/else` }
    expect(await refusalOf({ authorization, dpop }, elsewhere)).toEqual(
      invalidProof('dpop-proof-address', 'The DPoP proof is for another address'),
    )
    const text = 'The access token is bound to a key and is not a bearer token'
    expect(await refusalOf({ authorization: `Bearer ${access_token}`, dpop })).toEqual({
      status: 401,
      body: JSON.stringify({ error: 'invalid_token', error_description: text }),
      challenge: `DPoP realm="sluice", error="invalid_token", error_description="${text}", ${DPOP_ALGORITHMS}`,
      cause: 'dpop-token-as-bearer',
    })
  })

  test('another key does not open it', async () => {
    const client = await newClient(dialect)
    const { access_token } = await (await newCaller(client)).token()
    const thief = await newCaller(client)
    const error = await thief.call(access_token).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
    expect(error.cause).toMatchObject([{ scheme: 'dpop', parameters: { error: 'invalid_dpop_proof' } }])
  })

  test('a proof for one token endpoint request is no good for the next', async () => {
    const client = await newClient(dialect)
    const caller = await newCaller(client)
    await caller.token()
    const { dpop = '' } = caller.sent.at(-1)!.headers
    const url = `${client.tokenUrl}?grant_type=client_credentials`
    const again = await fetch(url, { method: 'POST', headers: { authorization: basic(client), dpop } })
    expect([again.status, await again.json()]).toEqual([
      400,
      { error: 'invalid_dpop_proof', error_description: 'The DPoP proof was used before' },
    ])
    const without = await fetch(url, { method: 'POST', headers: { authorization: basic(client) } })
    expect([without.status, await without.json()]).toEqual([
      400,
      { error: 'invalid_dpop_proof', error_description: 'The request has no DPoP header' },
    ])
  })

  test('a client that did not opt in may bind its token too', async () => {
    const client = await newClient(dialect, {})
    const caller = await newCaller(client)
    const { access_token, token_type } = await caller.token()
    expect(token_type).toBe('dpop')
    expect((await caller.call(access_token)).status).toBe(200)
    expect(await refusalOf({ authorization: `Bearer ${access_token}` })).toMatchObject({ status: 401, cause: 'dpop-token-as-bearer' })
  })
})

test('discovery names the algorithms', async () => {
  const answer = await fetch(`${tenant.publicUrl}/.well-known/openid-configuration`)
  expect(await answer.json()).toMatchObject({
    dpop_signing_alg_values_supported: [
      'ES256',
      'ES384',
      'ES512',
      'EdDSA',
      'Ed25519',
      'PS256',
      'PS384',
      'PS512',
      'RS256',
      'RS384',
      'RS512',
    ],
  })
})
