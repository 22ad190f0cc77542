import { beforeEach, describe, expect, test } from 'vitest'
import type { BrokerBinding, BrokerInstance } from '../broker.ts'
import { instance, key } from './services.contract.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const request = { serviceId: 's', planId: 'p', attributes: { space: 'x' }, parameters: { roles: ['a'] } }
const provisioned = (change: Partial<BrokerInstance> = {}): BrokerInstance => ({ id: 'b1', instanceId: 'i1', ...request, ...change })
const bound = (change: Partial<BrokerBinding> = {}): BrokerBinding => ({
  id: 'c1',
  brokerInstanceId: 'b1',
  keyId: 'k1',
  ...request,
  ...change,
})

export function brokerContract(subject: StoreSubject): void {
  describe('broker', () => {
    const store = eachStore(subject)
    beforeEach(async () => {
      await store.current.services.createInstance(instance())
      await store.current.services.createKey(key())
    })

    test('remembers what was asked for', async () => {
      const { broker } = store.current
      await broker.addInstance(provisioned())
      await broker.updateInstance(provisioned({ parameters: {} }))
      await broker.addBinding(bound())
      expect(await broker.findInstance('b1')).toEqual(provisioned({ parameters: {} }))
      expect(await broker.findBinding('c1')).toEqual(bound())
      expect([await broker.findInstance('b2'), await broker.findBinding('c2')]).toEqual([undefined, undefined])
    })

    test('forgets a binding with its key, and everything with the instance', async () => {
      const { broker, services } = store.current
      await broker.addInstance(provisioned())
      await broker.addBinding(bound())
      await services.deleteKey('k1')
      expect([await broker.findBinding('c1'), await broker.findInstance('b1')]).toEqual([undefined, provisioned()])
      await services.deleteInstance('i1')
      expect(await broker.findInstance('b1')).toBeUndefined()
    })

    test('says what is taken and what is missing', async () => {
      const { broker } = store.current
      await broker.addInstance(provisioned())
      await broker.addBinding(bound())
      await expect(broker.addInstance(provisioned())).rejects.toMatchObject({ code: 'conflict', message: 'Instance b1 exists already' })
      await expect(broker.addBinding(bound())).rejects.toMatchObject({ code: 'conflict', message: 'Binding c1 exists already' })
      await expect(broker.addInstance(provisioned({ id: 'b2', instanceId: 'i9' }))).rejects.toMatchObject({ code: 'not-found' })
      await expect(broker.addBinding(bound({ id: 'c2', keyId: 'k9' }))).rejects.toMatchObject({ code: 'not-found' })
      await expect(broker.updateInstance(provisioned({ id: 'b9' }))).rejects.toMatchObject({ code: 'not-found' })
    })
  })
}
