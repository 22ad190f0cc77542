import { beforeEach, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
  await platform.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders' })
})

const send = { user: 'oauth_client_orders', application: 'iflmap', role: 'ESBMessaging.send' } as const

test('a role is assigned once, however often it is asked for', async () => {
  const assignment = { ...send, subaccountId: platform.subaccounts.neo.id }
  expect(await platform.assignments.assign(send)).toEqual({ assignment, warnings: [] })
  expect(await platform.assignments.assign(send)).toEqual({ assignment, warnings: [] })
  expect(await platform.assignments.list()).toEqual([assignment])
  expect(await platform.assignments.list({ user: 'somebody' })).toEqual([])
})

test.each([
  [{ user: 'oauth_client_none' }, "There is no OAuth client 'none' yet"],
  [{ user: 'orders' }, "OAuth client 'orders' acts as user 'oauth_client_orders'; this assignment is for somebody else"],
  [
    { application: 'tmn', role: 'NodeManager.read' } as const,
    "OAuth client 'orders' is subscribed to iflmap; a role on tmn does not help it",
  ],
])('warns about %j', async (fields, warning) => {
  expect((await platform.assignments.assign({ ...send, ...fields })).warnings).toEqual([warning])
})

test('a person gets a role without a warning', async () => {
  expect((await platform.assignments.assign({ ...send, user: 'P000001' })).warnings).toEqual([])
})

test('an unknown role is refused with the roles that exist', async () => {
  await platform.roles.create('iflmap', 'Orders.send')
  await expect(platform.assignments.assign({ ...send, role: 'ESBMessaging.Send' })).rejects.toMatchObject({
    code: 'bad-request',
    message:
      "Application iflmap has no role 'ESBMessaging.Send'. Roles: ESBMessaging.send, Orders.send; make a custom role with: sluice role create NAME",
  })
  await expect(platform.assignments.assign({ ...send, user: ' ' })).rejects.toMatchObject({ message: 'The user must not be empty' })
  expect(await platform.assignments.list()).toEqual([])
})

test('a role is taken away from its holder only', async () => {
  await platform.assignments.assign(send)
  await platform.assignments.unassign(send)
  expect(await platform.assignments.list()).toEqual([])
  await expect(platform.assignments.unassign(send)).rejects.toMatchObject({
    code: 'not-found',
    message: "User 'oauth_client_orders' does not hold role 'ESBMessaging.send' on iflmap",
  })
})
