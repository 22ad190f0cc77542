import * as oauth from 'oauth4webapi'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses, greeting, ORDER, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

/** Plain http has to be asked for; for https the local authority is trusted. */
function transport(scheme: 'http' | 'https') {
  if (scheme === 'http') return { [oauth.allowInsecureRequests]: true }
  const dispatcher = new Agent({ connect: { ca: scene.authority } })
  const trusting = (url: string, options: object) => undiciFetch(url, { ...options, dispatcher } as never) as unknown as Promise<Response>
  return { [oauth.customFetch]: trusting }
}

const { ClientSecretBasic, ClientSecretPost } = oauth

test.each([
  ['neo', 'http', ClientSecretBasic, {}, /^[0-9a-f]{32}$/],
  ['neo', 'https', ClientSecretBasic, { token_format: 'jwtrfc' }, /^eyJ/],
  ['cloud-foundry', 'http', ClientSecretBasic, {}, /^eyJ/],
  ['cloud-foundry', 'http', ClientSecretPost, { token_format: 'opaque' }, /^[0-9a-f]{32}$/],
  ['cloud-foundry', 'https', ClientSecretPost, {}, /^eyJ/],
] as const)('%s over %s', async (dialect, scheme, authentication, parameters, shape) => {
  const { tokenUrl, flowUrl } = addresses(scene, scheme, dialect)
  const server = { issuer: tokenUrl, token_endpoint: tokenUrl }
  const { id, secret } = scene.clients[dialect]
  const options = transport(scheme)
  const self = { client_id: id }
  const answer = await oauth.clientCredentialsGrantRequest(server, self, authentication(secret), new URLSearchParams(parameters), options)
  const { access_token } = await oauth.processClientCredentialsResponse(server, self, answer)
  expect(access_token).toMatch(shape)
  const called = await oauth.protectedResourceRequest(access_token, 'POST', new URL(flowUrl), new Headers(), ORDER, options)
  expect([called.status, await called.text()]).toEqual([200, greeting(scene.clients[dialect])])
})

test('a JWT of the Cloud Foundry dialect verifies against the published keys', async () => {
  const { origin, tokenUrl } = addresses(scene, 'http', 'cloud-foundry')
  const { id, secret } = scene.clients['cloud-foundry']
  const server = { issuer: tokenUrl, token_endpoint: tokenUrl, jwks_uri: `${origin}/token_keys` }
  const self = { client_id: id }
  const options = { [oauth.allowInsecureRequests]: true }
  const answer = await oauth.clientCredentialsGrantRequest(server, self, ClientSecretBasic(secret), new URLSearchParams(), options)
  const { access_token } = await oauth.processClientCredentialsResponse(server, self, answer)
  const [header = '', payload = '', signature = ''] = access_token.split('.')
  const { keys } = (await (await fetch(server.jwks_uri)).json()) as { keys: (JsonWebKey & { kid: string })[] }
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  const jwk = keys.find((each) => each.kid === kid)!
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  const signed = Buffer.from(`${header}.${payload}`)
  expect(await crypto.subtle.verify(algorithm, key, Buffer.from(signature, 'base64url'), signed)).toBe(true)
})
