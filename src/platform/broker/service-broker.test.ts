import { expect, test } from 'vitest'
import { openPlatform } from '../platform.fixture.ts'
import { ServiceBroker } from './service-broker.ts'

async function openBroker() {
  const platform = await openPlatform()
  const broker = new ServiceBroker({ platform, store: platform.store, clock: platform.clock })
  const [offering] = (await broker.catalog()).services
  const ids = { service_id: offering!.id, plan_id: offering!.plans.find(({ name }) => name === 'integration-flow')!.id }
  return { platform, broker, ids, request: { ...ids, organization_guid: 'org', space_guid: 'space' } }
}

test('ids of the catalog are the same for the same subaccount', async () => {
  const { platform, broker } = await openBroker()
  const other = new ServiceBroker({ platform, store: platform.store, clock: platform.clock })
  expect(await other.catalog()).toEqual(await broker.catalog())
})

test('a plan that is not entitled is not offered', async () => {
  const { platform, broker, request } = await openBroker()
  await platform.entitlements.revoke('integration-flow')
  expect((await broker.catalog()).services[0]!.plans.map(({ name }) => name)).toEqual(['api'])
  await expect(broker.provision('i', request)).rejects.toMatchObject({ status: 400 })
})

test('of two changes of an instance at once the second is told to wait', async () => {
  const { broker, request, ids } = await openBroker()
  const answers = await Promise.allSettled([broker.provision('i', request), broker.provision('i', request), broker.provision('j', request)])
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: { status: 201, body: {} } },
    { status: 'rejected', reason: { status: 422, error: 'ConcurrencyError' } },
    { status: 'fulfilled', value: { status: 201, body: {} } },
  ])
  expect(await broker.provision('i', request)).toEqual({ status: 200, body: {} })
  await broker.deprovision('i', ids)
  await expect(broker.instance('i')).rejects.toMatchObject({ status: 404 })
})

test('a name that is taken or does not fit gives way to the id', async () => {
  const { platform, broker, request } = await openBroker()
  const named = (instance_name: unknown) => ({ ...request, context: { instance_name } })
  await broker.provision('11111111-0000-4000-8000-000000000001', named('shop'))
  await broker.provision('11111111-0000-4000-8000-000000000002', named('shop'))
  await broker.provision('11111111-0000-4000-8000-000000000003', named('name with blanks'))
  expect((await platform.instances.list()).map(({ name }) => name)).toEqual([
    '11111111000040008000000000000002',
    '11111111000040008000000000000003',
    'shop',
  ])
})

test('a binding follows one that has not expired', async () => {
  const { platform, broker, request, ids } = await openBroker()
  await broker.provision('i', request)
  await broker.bind('i', 'first', { ...ids, parameters: { 'key-type': 'certificate', validity: 1 } })
  platform.clock.advance(2 * 86_400_000)
  await expect(broker.bind('i', 'second', { ...ids, predecessor_binding_id: 'first' })).rejects.toMatchObject({ status: 422 })
})

test('what was deleted elsewhere is gone here too', async () => {
  const { platform, broker, request, ids } = await openBroker()
  await broker.provision('i', { ...request, context: { instance_name: 'shop' } })
  await broker.bind('i', 'key', ids)
  await platform.keys.delete('shop', 'key')
  await expect(broker.unbind('i', 'key', ids)).rejects.toMatchObject({ status: 410 })
  await platform.instances.delete('shop')
  await expect(broker.lastInstanceOperation('i')).rejects.toMatchObject({ status: 410 })
})
