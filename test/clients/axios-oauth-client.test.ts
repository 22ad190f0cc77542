import axios from 'axios'
import { clientCredentials } from 'axios-oauth-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addresses, greeting, ORDER, openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.tenant.stop())

test('cloud-foundry with credentials in the body', async () => {
  const { origin, tokenPath, flowUrl } = addresses(scene, 'http', 'cloud-foundry')
  const { id, secret } = scene.clients['cloud-foundry']
  const { access_token } = await clientCredentials(axios.create(), origin + tokenPath, id, secret)('')
  const answer = await axios.post(flowUrl, ORDER, { headers: { authorization: `Bearer ${access_token}` } })
  expect([answer.status, answer.data]).toEqual([200, greeting(scene.clients['cloud-foundry'])])
})

test('neo refuses credentials in the body', async () => {
  const { origin, tokenPath } = addresses(scene, 'http', 'neo')
  const { id, secret } = scene.clients.neo
  const refused = clientCredentials(axios.create(), origin + tokenPath, id, secret)('')
  await expect(refused).rejects.toMatchObject({ response: { status: 401, data: { error: 'invalid_client' } } })
})
