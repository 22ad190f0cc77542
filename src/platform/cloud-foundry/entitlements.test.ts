import { beforeEach, expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
beforeEach(async () => {
  platform = await openPlatform()
})

const plans = async () => (await platform.entitlements.list()).map(({ plan }) => plan)

test('a plan is taken away and granted again, once', async () => {
  await platform.entitlements.revoke('api')
  expect(await plans()).toEqual(['integration-flow'])
  await platform.entitlements.grant('api')
  await platform.entitlements.grant('api')
  expect(await plans()).toEqual(['api', 'integration-flow'])
})

test('a plan that is not granted is not on offer', async () => {
  await platform.entitlements.revoke('api')
  await expect(platform.entitlements.revoke('api')).rejects.toMatchObject({
    code: 'not-found',
    message: 'The subaccount is not entitled to plan api of it-rt',
  })
  await expect(
    platform.instances.create({ name: 'api', plan: 'api', parameters: { roles: ['MonitoringDataRead'] } }),
  ).rejects.toMatchObject({
    code: 'forbidden',
    message: 'The subaccount is not entitled to plan api of it-rt; PUT /admin/v1/entitlements/it-rt/api grants it',
  })
})

test('a plan in use stays', async () => {
  await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: {} })
  await expect(platform.entitlements.revoke('integration-flow')).rejects.toMatchObject({
    code: 'conflict',
    message: 'Plan integration-flow is in use by: orders. Delete these instances first',
  })
})
