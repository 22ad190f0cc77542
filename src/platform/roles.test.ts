import { beforeEach, expect, test } from 'vitest'
import { openPlatform } from './platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
})

test('the runtime has one predefined role, the management node those of its APIs', async () => {
  expect(await platform.roles.list('iflmap')).toEqual([{ application: 'iflmap', name: 'ESBMessaging.send', custom: false, createdAt: 0 }])
  const names = (await platform.roles.list('tmn')).map(({ name }) => name)
  expect(names).toEqual([...names].sort())
  expect(names).toEqual(expect.arrayContaining(['AuthGroup.Administrator', 'IntegrationOperationServer.read', 'NodeManager.deploycontent']))
})

test('a custom role belongs to its application', async () => {
  const role = { application: 'iflmap', name: 'Orders.send', custom: true, createdAt: platform.clock.now() }
  expect(await platform.roles.create('iflmap', 'Orders.send')).toEqual(role)
  expect((await platform.roles.list('iflmap')).at(-1)).toEqual(role)
  expect((await platform.roles.list('tmn')).some(({ name }) => name === 'Orders.send')).toBe(false)
})

test.each(['', 'Orders send', 'Orders-send', 'x'.repeat(121)])('the name %j is refused', async (name) => {
  await expect(platform.roles.create('iflmap', name)).rejects.toMatchObject({
    code: 'bad-request',
    message: `The role name '${name}' may hold letters, digits, _ and . only, 120 characters at most`,
  })
})

test.each(['ESBMessaging.send', 'Orders.send'])('the taken name %s is refused', async (name) => {
  await platform.roles.create('iflmap', 'Orders.send')
  await expect(platform.roles.create('iflmap', name)).rejects.toMatchObject({
    code: 'conflict',
    message: `Application iflmap has a role '${name}' already`,
  })
})

test('a custom role is deleted with its assignments', async () => {
  await platform.roles.create('iflmap', 'Orders.send')
  await platform.assignments.assign({ user: 'P000001', application: 'iflmap', role: 'Orders.send' })
  await platform.roles.delete('iflmap', 'Orders.send')
  expect((await platform.roles.list('iflmap')).map(({ name }) => name)).toEqual(['ESBMessaging.send'])
  expect(await platform.assignments.list()).toEqual([])
})

test('predefined, unknown and needed roles stay', async () => {
  await platform.roles.create('iflmap', 'Orders.send')
  await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: { roles: ['Orders.send'] } })
  await expect(platform.roles.delete('iflmap', 'ESBMessaging.send')).rejects.toMatchObject({
    code: 'conflict',
    message: "Role 'ESBMessaging.send' is predefined and stays",
  })
  await expect(platform.roles.delete('iflmap', 'Missing')).rejects.toMatchObject({
    code: 'not-found',
    message: "Application iflmap has no role 'Missing'",
  })
  await expect(platform.roles.delete('iflmap', 'Orders.send')).rejects.toMatchObject({
    code: 'conflict',
    message: "Role 'Orders.send' is a parameter of service instances: orders. Take it out there first",
  })
})

test('a custom role of the management API is offered by plan api, and stays while an instance asks for it', async () => {
  await platform.roles.create('tmn', 'PayrollAccess')
  const roles = ['MonitoringDataRead', 'PayrollAccess']
  await platform.instances.create({ name: 'tools', plan: 'api', parameters: { roles } })
  expect((await platform.instances.show('tools')).parameters.roles).toEqual(roles)
  await expect(platform.roles.delete('tmn', 'PayrollAccess')).rejects.toMatchObject({
    code: 'conflict',
    message: "Role 'PayrollAccess' is a parameter of service instances: tools. Take it out there first",
  })
})
