import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { ClientCredentials } from 'simple-oauth2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses, greeting, ORDER, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

const strict = { authorizationMethod: 'header', credentialsEncodingMode: 'strict' } as const
const loose = { authorizationMethod: 'header', credentialsEncodingMode: 'loose' } as const
const body = { authorizationMethod: 'body' } as const

test.each([
  ['neo', 'http', 'strict header', strict, {}, /^[0-9a-f]{32}$/],
  ['neo', 'http', 'loose header', loose, {}, /^[0-9a-f]{32}$/],
  ['neo', 'http', 'strict header', strict, { token_format: 'jwt' }, /^eyJ/],
  ['neo', 'https', 'loose header', loose, { token_format: 'jwtrfc' }, /^eyJ/],
  ['cloud-foundry', 'http', 'strict header', strict, {}, /^eyJ/],
  ['cloud-foundry', 'http', 'loose header', loose, {}, /^eyJ/],
  ['cloud-foundry', 'http', 'body', body, {}, /^eyJ/],
  ['cloud-foundry', 'https', 'body', body, { token_format: 'opaque' }, /^[0-9a-f]{32}$/],
] as const)('%s over %s with a %s %j', async (dialect, scheme, _, options, parameters, shape) => {
  const { origin, tokenPath } = addresses(scene, scheme, dialect)
  const { id, secret } = scene.clients[dialect]
  const agent = scheme === 'http' ? new HttpAgent() : new HttpsAgent({ ca: scene.authority })
  const client = new ClientCredentials({ client: { id, secret }, auth: { tokenHost: origin, tokenPath }, options, http: { agent } })
  const { token } = await client.getToken(parameters)
  expect(token.access_token).toMatch(shape)
  const answer = await fetch(addresses(scene, 'http', dialect).flowUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.access_token}` },
    body: ORDER,
  })
  expect([answer.status, await answer.text()]).toEqual([200, greeting(scene.clients[dialect])])
})

test('credentials in the body are no way in for Neo', async () => {
  const { origin, tokenPath } = addresses(scene, 'http', 'neo')
  const { id, secret } = scene.clients.neo
  const client = new ClientCredentials({ client: { id, secret }, auth: { tokenHost: origin, tokenPath }, options: body })
  await expect(client.getToken({})).rejects.toMatchObject({
    output: { statusCode: 401 },
    data: {
      payload: { error: 'invalid_client', error_description: 'Client credentials in the body are not supported, use HTTP Basic' },
    },
  })
})
