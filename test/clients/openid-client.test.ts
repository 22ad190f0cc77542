import * as client from 'openid-client'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses, greeting, ORDER, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

type Dialect = keyof Scene['clients']

/** What an application configures: who it is, where tokens are, and for https whom to trust. */
function configure(scheme: 'http' | 'https', dialect: Dialect, authentication: client.ClientAuth): client.Configuration {
  const { tokenUrl } = addresses(scene, scheme, dialect)
  const configuration = new client.Configuration(
    { issuer: tokenUrl, token_endpoint: tokenUrl },
    scene.clients[dialect].id,
    undefined,
    authentication,
  )
  if (scheme === 'http') client.allowInsecureRequests(configuration)
  else configuration[client.customFetch] = trusting(scene.authority)
  return configuration
}

function trusting(ca: string): client.CustomFetch {
  const dispatcher = new Agent({ connect: { ca } })
  return (url, options) => undiciFetch(url, { ...options, dispatcher } as never) as unknown as Promise<Response>
}

const { ClientSecretBasic, ClientSecretPost } = client

test.each([
  ['neo', 'http', ClientSecretBasic, {}, /^[0-9a-f]{32}$/],
  ['neo', 'https', ClientSecretBasic, {}, /^[0-9a-f]{32}$/],
  ['neo', 'http', ClientSecretBasic, { token_format: 'jwt' }, /^eyJ/],
  ['cloud-foundry', 'http', ClientSecretBasic, {}, /^eyJ/],
  ['cloud-foundry', 'https', ClientSecretBasic, {}, /^eyJ/],
  ['cloud-foundry', 'http', ClientSecretPost, {}, /^eyJ/],
  ['cloud-foundry', 'https', ClientSecretPost, { token_format: 'opaque' }, /^[0-9a-f]{32}$/],
] as const)('%s over %s', async (dialect, scheme, authentication, parameters, shape) => {
  const configuration = configure(scheme, dialect, authentication(scene.clients[dialect].secret))
  const { access_token, token_type } = await client.clientCredentialsGrant(configuration, parameters)
  expect([token_type, access_token]).toEqual(['bearer', expect.stringMatching(shape)])
  const url = new URL(addresses(scene, scheme, dialect).flowUrl)
  const answer = await client.fetchProtectedResource(configuration, access_token, url, 'POST', ORDER)
  expect([answer.status, await answer.text()]).toEqual([200, greeting(scene.clients[dialect])])
})

test('finds the token endpoint of the Cloud Foundry dialect by discovery', async () => {
  const { id, secret } = scene.clients['cloud-foundry']
  const { origin, tokenUrl } = addresses(scene, 'http', 'cloud-foundry')
  const document = new URL(`${origin}/.well-known/openid-configuration`)
  const configuration = await client.discovery(document, id, undefined, ClientSecretPost(secret), {
    execute: [client.allowInsecureRequests],
  })
  expect(configuration.serverMetadata().token_endpoint).toBe(tokenUrl)
  const { access_token } = await client.clientCredentialsGrant(configuration)
  expect(access_token).toMatch(/^eyJ/)
})

test.each([
  ['neo', [{ scheme: 'basic', parameters: { realm: 'sluice' } }]],
  [
    'cloud-foundry',
    [{ scheme: 'basic', parameters: { realm: 'UAA/client', error: 'unauthorized', error_description: 'Bad credentials' } }],
  ],
] as const)('%s: the library can read the challenge after a wrong secret', async (dialect, challenges) => {
  const configuration = configure('http', dialect, ClientSecretBasic('wrong'))
  await expect(client.clientCredentialsGrant(configuration)).rejects.toMatchObject({
    name: 'WWWAuthenticateChallengeError',
    status: 401,
    cause: challenges,
  })
})

test.each(['neo', 'cloud-foundry'] as const)('%s: the library can read the challenge of the flow after a bad token', async (dialect) => {
  const configuration = configure('http', dialect, ClientSecretBasic(scene.clients[dialect].secret))
  const url = new URL(addresses(scene, 'http', dialect).flowUrl)
  await expect(client.fetchProtectedResource(configuration, 'f'.repeat(32), url, 'POST', ORDER)).rejects.toMatchObject({
    status: 401,
    cause: [
      {
        scheme: 'bearer',
        parameters: {
          realm: 'sluice',
          error: 'invalid_token',
          error_description: 'The token expired, was revoked, or the token ID is incorrect.',
        },
      },
    ],
  })
})
