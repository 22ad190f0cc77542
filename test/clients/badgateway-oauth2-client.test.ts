import { OAuth2Client } from '@badgateway/oauth2-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testClient } from '../support/client.ts'
import { addresses, greeting, ORDER, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

test.each([
  ['neo', 'client_secret_basic', /^[0-9a-f]{32}$/],
  ['cloud-foundry', 'client_secret_basic', /^eyJ/],
  ['cloud-foundry', 'client_secret_basic_interop', /^eyJ/],
  ['cloud-foundry', 'client_secret_post', /^eyJ/],
] as const)('%s with %s', async (dialect, authenticationMethod, shape) => {
  const { origin, tokenPath, flowUrl } = addresses(scene, 'http', dialect)
  const { id, secret } = scene.clients[dialect]
  const options = { server: `${origin}/`, clientId: id, clientSecret: secret, tokenEndpoint: tokenPath, authenticationMethod }
  const { accessToken } = await new OAuth2Client(options).clientCredentials()
  expect(accessToken).toMatch(shape)
  const answer = await fetch(flowUrl, { method: 'POST', headers: { authorization: `Bearer ${accessToken}` }, body: ORDER })
  expect([answer.status, await answer.text()]).toEqual([200, greeting(scene.clients[dialect])])
})

test('neo with client_secret_basic_interop, which can send a secret without a colon only', async () => {
  const client = await testClient(scene.tenant, 'neo')
  const { origin, tokenPath } = addresses(scene, 'http', 'neo')
  const authenticationMethod = 'client_secret_basic_interop'
  const options = {
    server: `${origin}/`,
    clientId: client.id,
    clientSecret: client.secret,
    tokenEndpoint: tokenPath,
    authenticationMethod,
  } as const
  expect((await new OAuth2Client(options).clientCredentials()).accessToken).toMatch(/^[0-9a-f]{32}$/)
})
