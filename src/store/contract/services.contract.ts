import { describe, expect, test } from 'vitest'
import type { Entitlement, ServiceInstance, ServiceKey } from '../services.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const entitlement = (change: Partial<Entitlement> = {}): Entitlement => ({
  subaccountId: 'sub-1',
  offering: 'it-rt',
  plan: 'integration-flow',
  ...change,
})

export const instance = (change: Partial<ServiceInstance> = {}): ServiceInstance => ({
  id: 'i1',
  subaccountId: 'sub-1',
  name: 'orders',
  offering: 'it-rt',
  plan: 'integration-flow',
  clientId: 'sb-orders',
  parameters: { roles: ['ESBMessaging.send'], 'token-validity': 3600 },
  createdAt: 1,
  updatedAt: 2,
  ...change,
})

export const key = (change: Partial<ServiceKey> = {}): ServiceKey => ({
  id: 'k1',
  instanceId: 'i1',
  name: 'key',
  parameters: { 'key-type': 'ClientId/Secret' },
  credentials: 'AQ==',
  createdAt: 3,
  ...change,
})

export function serviceContract(subject: StoreSubject): void {
  describe('entitlements', () => {
    const store = eachStore(subject)

    test('are listed per subaccount and can be revoked', async () => {
      const { services } = store.current
      await services.entitle(entitlement())
      await services.entitle(entitlement({ plan: 'api' }))
      await services.entitle(entitlement({ subaccountId: 'sub-2' }))
      expect(await services.entitlements('sub-1')).toEqual([entitlement({ plan: 'api' }), entitlement()])
      await services.revokeEntitlement(entitlement({ plan: 'api' }))
      expect(await services.entitlements('sub-1')).toEqual([entitlement()])
      expect(await services.entitlements('sub-2')).toEqual([entitlement({ subaccountId: 'sub-2' })])
    })

    test('are given once and revoked once', async () => {
      const { services } = store.current
      await services.entitle(entitlement())
      await expect(services.entitle(entitlement())).rejects.toMatchObject({
        code: 'conflict',
        message: 'Entitlement to plan integration-flow of it-rt exists already',
      })
      await expect(services.revokeEntitlement(entitlement({ plan: 'api' }))).rejects.toMatchObject({
        code: 'not-found',
        message: 'Entitlement to plan api of it-rt does not exist',
      })
    })
  })

  describe('service instances', () => {
    const store = eachStore(subject)

    test('are found by each filter, by name', async () => {
      const { services } = store.current
      const other = instance({ id: 'i2', name: 'api', clientId: 'sb-api', plan: 'api', parameters: {} })
      const elsewhere = instance({ id: 'i3', subaccountId: 'sub-2' })
      for (const item of [instance(), other, elsewhere]) await services.createInstance(item)
      expect(await services.instances()).toEqual([other, instance(), elsewhere])
      expect(await services.instances({ subaccountId: 'sub-2' })).toEqual([elsewhere])
      expect(await services.instances({ id: 'i1' })).toEqual([instance()])
      expect(await services.instances({ name: 'api' })).toEqual([other])
      expect(await services.instances({ clientId: 'sb-api' })).toEqual([other])
      expect(await services.instances({ subaccountId: 'sub-2', name: 'api' })).toEqual([])
    })

    test('a name is taken once per subaccount, also for a rename', async () => {
      const { services } = store.current
      const conflict = { code: 'conflict', message: 'Service instance orders exists already' }
      await services.createInstance(instance())
      await services.createInstance(instance({ id: 'i2', name: 'stock' }))
      await expect(services.createInstance(instance({ id: 'i3' }))).rejects.toMatchObject(conflict)
      await expect(services.updateInstance(instance({ id: 'i2' }))).rejects.toMatchObject(conflict)
      expect((await services.instances()).map((item) => item.name)).toEqual(['orders', 'stock'])
    })

    test('are updated as a whole', async () => {
      const { services } = store.current
      await services.createInstance(instance())
      const changed = instance({ name: 'renamed', parameters: { roles: [] }, updatedAt: 9 })
      await services.updateInstance(changed)
      expect(await services.instances()).toEqual([changed])
    })

    test('are deleted once their keys are', async () => {
      const { services } = store.current
      await services.createInstance(instance())
      await services.createKey(key())
      await expect(services.deleteInstance('i1')).rejects.toMatchObject({
        code: 'conflict',
        message: 'Service instance i1 has service keys',
      })
      expect(await services.keys()).toEqual([key()])
      await services.deleteKey('k1')
      await services.deleteInstance('i1')
      expect(await services.instances()).toEqual([])
    })

    test('say what does not exist', async () => {
      const { services } = store.current
      const missing = { code: 'not-found', message: 'Service instance i9 does not exist' }
      await expect(services.updateInstance(instance({ id: 'i9' }))).rejects.toMatchObject(missing)
      await expect(services.deleteInstance('i9')).rejects.toMatchObject(missing)
      await expect(services.createKey(key({ instanceId: 'i9' }))).rejects.toMatchObject(missing)
    })
  })

  describe('service keys', () => {
    const store = eachStore(subject)

    test('are found by each filter, by name', async () => {
      const { services } = store.current
      await services.createInstance(instance())
      await services.createInstance(instance({ id: 'i2', name: 'stock' }))
      const other = key({ id: 'k2', name: 'another' })
      const elsewhere = key({ id: 'k3', instanceId: 'i2' })
      for (const item of [key(), other, elsewhere]) await services.createKey(item)
      expect(await services.keys()).toEqual([other, key(), elsewhere])
      expect(await services.keys({ instanceId: 'i2' })).toEqual([elsewhere])
      expect(await services.keys({ id: 'k1' })).toEqual([key()])
      expect(await services.keys({ instanceId: 'i1', name: 'key' })).toEqual([key()])
      expect(await services.keys({ instanceId: 'i2', name: 'another' })).toEqual([])
    })

    test('a name is taken once per instance', async () => {
      const { services } = store.current
      await services.createInstance(instance())
      await services.createKey(key())
      await expect(services.createKey(key({ id: 'k2' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Service key key exists already',
      })
      await expect(services.deleteKey('k2')).rejects.toMatchObject({
        code: 'not-found',
        message: 'Service key k2 does not exist',
      })
    })

    test('tell instance ids, entitlements tell subaccount ids', async () => {
      const { services } = store.current
      const changes = changesOf(store.current)
      await services.entitle(entitlement())
      await services.revokeEntitlement(entitlement())
      await services.createInstance(instance())
      await services.updateInstance(instance())
      await services.createKey(key())
      await services.deleteKey('k1')
      await services.deleteInstance('i1')
      expect(changes.map(([topic]) => topic)).toEqual(Array.from({ length: 7 }, () => 'services'))
      expect(changes.map(([, id]) => id)).toEqual(['sub-1', 'sub-1', 'i1', 'i1', 'i1', 'i1', 'i1'])
    })
  })
}
