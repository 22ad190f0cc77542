import { afterAll, beforeAll, expect, test } from 'vitest'
import { GRANTED, type PythonCall, runPython } from './python.ts'
import { greeting, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

const run = (call: PythonCall) => runPython('authlib_client.py', scene, call)

test.each(GRANTED)('%s over %s with credentials in %s %j', async (dialect, scheme, authentication, parameters, shape) => {
  expect(await run({ dialect, scheme, authentication, parameters })).toEqual({
    token: expect.objectContaining({ access_token: expect.stringMatching(shape), token_type: expect.stringMatching(/^bearer$/i) }),
    status: 200,
    body: greeting(scene.clients[dialect]),
  })
})

test.each([
  ['neo', 'basic', 'guess', 'Bad credentials'],
  ['neo', 'body', undefined, 'Client credentials in the body are not supported, use HTTP Basic'],
  ['cloud-foundry', 'basic', 'guess', 'Bad credentials'],
  ['cloud-foundry', 'body', 'guess', 'Bad credentials'],
] as const)('%s: what is refused in %s is an OAuthError', async (dialect, authentication, secret, description) => {
  const refused = await run({ dialect, scheme: 'https', authentication, ...(secret !== undefined && { secret }) })
  expect(refused).toEqual({ raised: 'OAuthError', error: 'invalid_client', description })
})

test('an unknown scope is an OAuthError', async () => {
  expect(await run({ dialect: 'cloud-foundry', scheme: 'http', authentication: 'basic', parameters: { scope: 'orders.read' } })).toEqual({
    raised: 'OAuthError',
    error: 'invalid_scope',
    description: 'Invalid scope: orders.read',
  })
})
