import { beforeEach, expect, test } from 'vitest'
import { ADDRESSES, openPlatform } from '../platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
  await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: {} })
})

const secretsOfOrders = async () => {
  const { clientId } = await platform.instances.show('orders')
  return (await platform.store.clients.find(clientId))!.secrets
}

test('a key has the documented JSON and a secret that opens', async () => {
  const { credentials } = await platform.keys.create('orders', 'laptop', undefined)
  const { clientId } = await platform.instances.show('orders')
  expect(credentials).toEqual({
    oauth: {
      clientid: clientId,
      clientsecret: expect.stringMatching(/^[0-9a-f-]{36}\$[\w-]{43}=$/),
      url: ADDRESSES.runtimeUrl,
      createdate: '2026-01-01T00:00:00.000Z',
      tokenurl: ADDRESSES.tokenUrl,
    },
  })
  expect(await platform.secrets.verify(credentials.oauth.clientsecret, await secretsOfOrders())).toBe(true)
})

test('a key of plan api points to the API', async () => {
  await platform.instances.create({ name: 'tools', plan: 'api', parameters: { roles: ['MonitoringDataRead'] } })
  const { credentials } = await platform.keys.create('tools', 'ci', { 'key-type': 'clientid_secret' })
  expect(credentials.oauth.url).toBe(ADDRESSES.apiUrl)
})

test('a key is shown again as it was, and stored unreadably', async () => {
  const created = await platform.keys.create('orders', 'laptop', undefined)
  expect(await platform.keys.show('orders', 'laptop')).toEqual(created)
  expect(JSON.stringify(await platform.store.services.keys())).not.toContain(created.credentials.oauth.clientsecret)
})

test('keys share the client id and have secrets of their own; deleting one ends its secret alone', async () => {
  const first = (await platform.keys.create('orders', 'first', undefined)).credentials.oauth
  const second = (await platform.keys.create('orders', 'second', undefined)).credentials.oauth
  expect(second.clientid).toBe(first.clientid)
  await platform.keys.delete('orders', 'first')
  expect((await platform.keys.list('orders')).map(({ name }) => name)).toEqual(['second'])
  expect(await platform.secrets.verify(first.clientsecret, await secretsOfOrders())).toBe(false)
  expect(await platform.secrets.verify(second.clientsecret, await secretsOfOrders())).toBe(true)
})

test('a taken name leaves no secret behind', async () => {
  await platform.keys.create('orders', 'laptop', undefined)
  await expect(platform.keys.create('orders', 'laptop', undefined)).rejects.toMatchObject({
    code: 'conflict',
    message: "Service instance 'orders' has a key 'laptop' already",
  })
  expect(await secretsOfOrders()).toHaveLength(1)
})

test('two keys of one name at the same moment leave one key and one secret', async () => {
  const results = await Promise.allSettled([1, 2, 3].map(() => platform.keys.create('orders', 'laptop', undefined)))
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(await platform.keys.list('orders')).toHaveLength(1)
  expect(await secretsOfOrders()).toHaveLength(1)
})

test('a missing key or instance is named with those that exist', async () => {
  await platform.keys.create('orders', 'laptop', undefined)
  await expect(platform.keys.show('orders', 'phone')).rejects.toMatchObject({
    code: 'not-found',
    message: "Service instance 'orders' has no key 'phone'. Keys: laptop",
  })
  await expect(platform.keys.create('none', 'phone', undefined)).rejects.toMatchObject({
    code: 'not-found',
    message: "There is no service instance 'none'. Instances: orders",
  })
  await expect(platform.keys.create('orders', 'phone', { 'key-type': 'x' })).rejects.toMatchObject({ code: 'bad-request' })
})
