import { describe, expect, test } from 'vitest'
import type { ServiceMetadata } from '../service-metadata.ts'
import { instance, key } from './services.contract.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const metadata = (change: Partial<ServiceMetadata> = {}): ServiceMetadata => ({
  labels: { 'acme.example/stage': 'test' },
  annotations: { contact: 'Ä' },
  tags: ['a'],
  ...change,
})

export function serviceMetadataContract(subject: StoreSubject): void {
  describe('service metadata', () => {
    const store = eachStore(subject)

    test('is replaced as a whole, and ends with what it is about', async () => {
      const { services, serviceMetadata } = store.current
      await services.createInstance(instance())
      await services.createKey(key())
      await serviceMetadata.put({ kind: 'instance', id: 'i1' }, metadata())
      await serviceMetadata.put({ kind: 'key', id: 'k1' }, metadata())
      await serviceMetadata.put({ kind: 'key', id: 'k1' }, metadata({ labels: {}, tags: [] }))
      expect(await serviceMetadata.all()).toEqual(
        new Map([
          ['i1', metadata()],
          ['k1', metadata({ labels: {}, tags: [] })],
        ]),
      )
      await services.deleteKey('k1')
      expect([...(await serviceMetadata.all()).keys()]).toEqual(['i1'])
      await services.deleteInstance('i1')
      expect(await serviceMetadata.all()).toEqual(new Map())
    })

    test('needs an instance or key', async () => {
      const missing = { code: 'not-found', message: 'Service key k1 does not exist' }
      await expect(store.current.serviceMetadata.put({ kind: 'key', id: 'k1' }, metadata())).rejects.toMatchObject(missing)
    })
  })
}
