import { beforeEach, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
  await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: { 'client-per-key': true } })
})

const create = async (name: string) => (await platform.keys.create('orders', name, undefined)).credentials.oauth
const clientOf = async (id: string) => (await platform.store.clients.find(id))?.client

test('every key has an id and a secret of its own, and may do what the instance may', async () => {
  const [first, second] = [await create('first'), await create('second')]
  const instance = await platform.instances.show('orders')
  expect(new Set([first.clientid, second.clientid, instance.clientId]).size).toBe(3)
  expect(first.clientid.split('|')[1]).toBe(instance.clientId.split('|')[1])
  expect(await clientOf(first.clientid)).toEqual({
    ...(await clientOf(instance.clientId)),
    clientId: first.clientid,
    name: 'orders/first',
  })
  const { secrets } = (await platform.store.clients.find(first.clientid))!
  expect(await platform.secrets.verify(first.clientsecret, secrets)).toBe(true)
  expect(await platform.secrets.verify(second.clientsecret, secrets)).toBe(false)
  expect((await platform.store.clients.find(instance.clientId))?.secrets).toEqual([])
})

test('changes of the instance reach the clients of its keys', async () => {
  const { clientid } = await create('first')
  await platform.roles.create('iflmap', 'Orders.send')
  await platform.instances.update('orders', { roles: ['Orders.send'], 'token-validity': 7200 })
  expect(await clientOf(clientid)).toMatchObject({ roles: ['Orders.send'], tokenLifetime: 7200, name: 'orders/first' })
})

test('deleting a key ends its client alone', async () => {
  const [first, second] = [await create('first'), await create('second')]
  await platform.keys.delete('orders', 'first')
  expect(await clientOf(first.clientid)).toBeUndefined()
  expect(await clientOf(second.clientid)).toBeDefined()
  expect((await platform.keys.list('orders')).map(({ name }) => name)).toEqual(['second'])
})

test('the parameter counts for keys made from then on; older ones stay as they are', async () => {
  const own = await create('own')
  await platform.instances.update('orders', { 'client-per-key': false })
  const shared = await create('shared')
  const { clientId } = await platform.instances.show('orders')
  expect(shared.clientid).toBe(clientId)
  expect(await platform.keys.secretOwner('orders', 'own')).toMatchObject({ clientId: own.clientid })
  expect(await platform.keys.secretOwner('orders', 'shared')).toMatchObject({ clientId })
  for (const name of ['own', 'shared']) await platform.keys.delete('orders', name)
  await platform.instances.delete('orders')
  expect(await clientOf(clientId)).toBeUndefined()
})

test('two keys of one name at the same moment leave one client', async () => {
  const results = await Promise.allSettled([1, 2].map(() => create('laptop')))
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await platform.store.clients.list()).toHaveLength(2)
})

test('the parameter is true or false', async () => {
  const { parseInstanceParameters } = await import('./instance-parameters.ts')
  expect(() => parseInstanceParameters({ 'client-per-key': 'yes' })).toThrow("Parameter 'client-per-key' must be true or false")
})
