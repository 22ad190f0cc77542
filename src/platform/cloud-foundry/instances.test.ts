import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'
import { parseInstanceParameters } from './instance-parameters.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
})

const flow = { name: 'orders', plan: 'integration-flow', parameters: {} } as const

test('an instance owns an OAuth client without a secret', async () => {
  const instance = await platform.instances.create(flow)
  const now = platform.clock.now()
  expect(instance).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    subaccountId: platform.subaccounts.cloudFoundry.id,
    name: 'orders',
    offering: 'it-rt',
    plan: 'integration-flow',
    clientId: expect.stringMatching(/^sb-[0-9a-f-]{36}!b\d+\|it-rt-sluice!b\d+$/),
    parameters: {
      roles: ['ESBMessaging.send'],
      'grant-types': ['client_credentials'],
      'redirect-uris': [],
      'token-validity': 3600,
    },
    createdAt: now,
    updatedAt: now,
  })
  expect(await platform.store.clients.find(instance.clientId)).toEqual({
    client: {
      clientId: instance.clientId,
      subaccountId: instance.subaccountId,
      name: 'orders',
      description: 'Service instance of plan integration-flow',
      application: 'iflmap',
      grantTypes: ['client_credentials'],
      redirectUris: [],
      tokenLifetime: 3600,
      roles: ['ESBMessaging.send'],
      instanceId: instance.id,
      options: {},
      createdAt: now,
    },
    secrets: [],
  })
  expect(await platform.instances.show('orders')).toEqual(instance)
})

test('extensions go into the options of the client, and out again', async () => {
  const parameters = { 'token-profile': 'rfc9068', 'dpop-bound': true } as const
  const { clientId } = await platform.instances.create({ ...flow, parameters })
  const options = async () => (await platform.store.clients.find(clientId))?.client.options
  expect(await options()).toEqual({ tokenProfile: 'rfc9068', dpopBound: true })
  await platform.instances.update('orders', { 'token-validity': 7200 })
  expect(await options()).toEqual({ tokenProfile: 'rfc9068', dpopBound: true })
  const { parameters: shown } = await platform.instances.update('orders', { 'token-profile': 'standard', 'dpop-bound': false })
  expect(shown).toMatchObject({ 'token-profile': 'standard', 'dpop-bound': false })
  expect(await options()).toEqual({})
})

test('an api instance has roles of the management API', async () => {
  const parameters = { roles: ['MonitoringDataRead', 'WorkspacePackagesEdit'] }
  const instance = await platform.instances.create({ name: 'tools', plan: 'api', parameters })
  expect(instance.clientId).toMatch(/^sb-[0-9a-f-]{36}!b\d+\|it!b\d+$/)
  expect((await platform.store.clients.find(instance.clientId))?.client).toMatchObject({
    application: 'tmn',
    roles: parameters.roles,
    tokenLifetime: 43_200,
  })
})

test('a custom role must exist before an instance asks for it', async () => {
  const create = () => platform.instances.create({ ...flow, parameters: { roles: ['Orders.send'] } })
  await expect(create()).rejects.toMatchObject({
    code: 'bad-request',
    message:
      "Parameter 'roles' names the unknown role 'Orders.send'. Plan integration-flow offers: ESBMessaging.send; make a custom role with: sluice role create NAME",
  })
  await platform.roles.create('iflmap', 'Orders.send')
  expect((await create()).parameters.roles).toEqual(['Orders.send'])
})

test('an api instance needs a role, and one of the API', async () => {
  const create = (roles?: string[]) => platform.instances.create({ name: 'tools', plan: 'api', parameters: roles ? { roles } : {} })
  await expect(create()).rejects.toThrow(
    /^Parameter 'roles' must name at least one role\. Plan api offers: AccessAll.*WorkspacePackagesRead/,
  )
  await expect(create(['ESBMessaging.send'])).rejects.toThrow(
    "Parameter 'roles' names the unknown role 'ESBMessaging.send'. Plan api offers",
  )
  expect(await platform.instances.list()).toEqual([])
  expect(await platform.store.clients.list()).toEqual([])
})

test('a name is taken once', async () => {
  await platform.instances.create(flow)
  await expect(platform.instances.create(flow)).rejects.toMatchObject({
    code: 'conflict',
    message: "There is a service instance 'orders' already",
  })
  expect(await platform.store.clients.list()).toHaveLength(1)
})

test('an update changes what is given, for the client too', async () => {
  const before = await platform.instances.create({ ...flow, parameters: { 'token-validity': 7200 } })
  await platform.roles.create('iflmap', 'Orders.send')
  platform.clock.advance(1000)
  const after = await platform.instances.update('orders', { roles: ['Orders.send'], 'redirect-uris': ['https://app.example/'] })
  expect(after).toEqual({
    ...before,
    parameters: { ...before.parameters, roles: ['Orders.send'], 'redirect-uris': ['https://app.example/'] },
    updatedAt: before.updatedAt + 1000,
  })
  expect(await platform.instances.show('orders')).toEqual(after)
  expect((await platform.store.clients.find(before.clientId))?.client).toMatchObject({
    roles: ['Orders.send'],
    redirectUris: ['https://app.example/'],
    tokenLifetime: 7200,
  })
})

test('an update with an unknown role changes nothing', async () => {
  const before = await platform.instances.create(flow)
  await expect(platform.instances.update('orders', { roles: ['None'] })).rejects.toMatchObject({ code: 'bad-request' })
  expect(await platform.instances.show('orders')).toEqual(before)
})

test('an instance is deleted with its client, after its keys', async () => {
  const { clientId } = await platform.instances.create(flow)
  await platform.keys.create('orders', 'laptop', undefined)
  await expect(platform.instances.delete('orders')).rejects.toMatchObject({
    code: 'conflict',
    message: "Service instance 'orders' still has keys: laptop. Delete them first: sluice key delete orders KEY",
  })
  await platform.keys.delete('orders', 'laptop')
  await platform.instances.delete('orders')
  expect(await platform.store.clients.find(clientId)).toBeUndefined()
  await expect(platform.instances.show('orders')).rejects.toMatchObject({
    code: 'not-found',
    message: "There is no service instance 'orders'. Instances: none",
  })
})

test('public keys are a parameter of our own, for keys with a client of their own too', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }] }
  const parameters = parseInstanceParameters({ jwks, 'client-per-key': true })
  const { clientId } = await platform.instances.create({ name: 'signing', plan: 'integration-flow', parameters })
  const own = (await platform.keys.create('signing', 'laptop', {})).credentials.oauth.clientid
  const optionsOf = async (id: string) => (await platform.store.clients.find(id))?.client.options
  expect([await optionsOf(clientId), await optionsOf(own)]).toEqual([{ jwks }, { jwks }])
  await platform.instances.update('signing', parseInstanceParameters({ jwks: null }))
  expect([await optionsOf(clientId), await optionsOf(own)]).toEqual([{}, {}])
  expect(() => parseInstanceParameters({ jwks: {} })).toThrow(
    'The key set (JWKS) is not accepted: it must be a JSON object with a list keys',
  )
})
