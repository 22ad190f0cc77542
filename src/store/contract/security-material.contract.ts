import { describe, expect, test } from 'vitest'
import type { SecurityMaterial } from '../security-material.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const material = (change: Partial<SecurityMaterial> = {}): SecurityMaterial => ({
  name: 'catalogue',
  kind: 'user-credential',
  description: 'the product catalogue',
  fields: { user: 'anna', companyId: null },
  secret: 'AQ==',
  deployedBy: 'anna',
  deployedOn: 1,
  ...change,
})

export function securityMaterialContract(subject: StoreSubject): void {
  describe('security material', () => {
    const store = eachStore(subject)

    test('is found by name and listed by kind', async () => {
      const { securityMaterial } = store.current
      const other = material({ name: 'a' })
      const parameter = material({ name: 'p', kind: 'secure-parameter', fields: {} })
      for (const item of [material(), other, parameter]) await securityMaterial.create(item)
      expect(await securityMaterial.find('catalogue')).toEqual(material())
      expect(await securityMaterial.find('Catalogue')).toBeUndefined()
      expect(await securityMaterial.list('user-credential')).toEqual([other, material()])
      expect(await securityMaterial.list('secure-parameter')).toEqual([parameter])
      expect(await securityMaterial.list('oauth2-client-credential')).toEqual([])
    })

    test('a name is taken once over all kinds', async () => {
      const { securityMaterial } = store.current
      await securityMaterial.create(material())
      await expect(securityMaterial.create(material({ kind: 'secure-parameter' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Security material catalogue exists already',
      })
      expect(await securityMaterial.find('catalogue')).toEqual(material())
    })

    test('is updated and deleted', async () => {
      const { securityMaterial } = store.current
      await securityMaterial.create(material())
      const changed = material({ secret: 'Ag==', fields: { user: 'ben' }, deployedOn: 2 })
      await securityMaterial.update(changed)
      expect(await securityMaterial.find('catalogue')).toEqual(changed)
      await securityMaterial.delete('catalogue')
      expect(await securityMaterial.find('catalogue')).toBeUndefined()
    })

    test('says what does not exist', async () => {
      const { securityMaterial } = store.current
      const missing = { code: 'not-found', message: 'Security material catalogue does not exist' }
      await expect(securityMaterial.update(material())).rejects.toMatchObject(missing)
      await expect(securityMaterial.delete('catalogue')).rejects.toMatchObject(missing)
    })

    test('tells its names', async () => {
      const { securityMaterial } = store.current
      const changes = changesOf(store.current)
      await securityMaterial.create(material())
      await securityMaterial.update(material())
      await securityMaterial.delete('catalogue')
      expect(changes).toEqual(Array.from({ length: 3 }, () => ['security-material', 'catalogue']))
    })
  })
}
