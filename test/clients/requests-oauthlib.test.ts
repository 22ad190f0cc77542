import { afterAll, beforeAll, expect, test } from 'vitest'
import { GRANTED, type PythonCall, runPython } from './python.ts'
import { greeting, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

const run = (call: PythonCall) => runPython('requests_oauthlib_client.py', scene, call)

test.each(GRANTED)('%s over %s with credentials in %s %j', async (dialect, scheme, authentication, parameters, shape) => {
  expect(await run({ dialect, scheme, authentication, parameters })).toEqual({
    token: expect.objectContaining({ access_token: expect.stringMatching(shape), token_type: expect.stringMatching(/^bearer$/i) }),
    status: 200,
    body: greeting(scene.clients[dialect]),
  })
})

test.each([
  ['neo', 'basic', 'Bad credentials'],
  ['cloud-foundry', 'basic', 'Bad credentials'],
  ['cloud-foundry', 'body', 'Bad credentials'],
] as const)('%s: a wrong secret in %s is an InvalidClientError', async (dialect, authentication, description) => {
  expect(await run({ dialect, scheme: 'https', authentication, secret: 'guess' })).toEqual({
    raised: 'InvalidClientError',
    error: 'invalid_client',
    description,
    status: 401,
  })
})

test('credentials in the body are no way in for Neo', async () => {
  expect(await run({ dialect: 'neo', scheme: 'http', authentication: 'body' })).toEqual({
    raised: 'InvalidClientError',
    error: 'invalid_client',
    description: 'Client credentials in the body are not supported, use HTTP Basic',
    status: 401,
  })
})

test('an unknown scope is an InvalidScopeError', async () => {
  expect(await run({ dialect: 'cloud-foundry', scheme: 'http', authentication: 'basic', parameters: { scope: 'orders.read' } })).toEqual({
    raised: 'InvalidScopeError',
    error: 'invalid_scope',
    description: 'Invalid scope: orders.read',
    status: 400,
  })
})
