import { describe, expect, test } from 'vitest'
import type { KeystoreEntry } from '../keystore.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const entry = (change: Partial<KeystoreEntry> = {}): KeystoreEntry => ({
  alias: 'crm',
  type: 'certificate',
  chain: ['AQ=='],
  privateKey: null,
  createdBy: 'anna',
  createdAt: 1,
  modifiedBy: 'anna',
  modifiedAt: 1,
  ...change,
})

export function keystoreContract(subject: StoreSubject): void {
  describe('the keystore', () => {
    const store = eachStore(subject)

    test('keeps entries under their alias', async () => {
      const { keystore } = store.current
      const pair = entry({ alias: 'a', type: 'key-pair', chain: ['Ag==', 'Aw=='], privateKey: 'BA==' })
      await keystore.create(entry())
      await keystore.create(pair)
      await expect(keystore.create(entry())).rejects.toMatchObject({ code: 'conflict', message: 'Keystore entry crm exists already' })
      expect(await keystore.list()).toEqual([pair, entry()])
      expect([await keystore.find('a'), await keystore.find('A')]).toEqual([pair, undefined])
    })

    test('entries are replaced, renamed and deleted, which is told', async () => {
      const { keystore } = store.current
      const changes = changesOf(store.current)
      await keystore.create(entry())
      await keystore.update(entry({ chain: ['Ag=='] }))
      await keystore.rename('crm', 'erp', 'ben', 2)
      expect(await keystore.list()).toEqual([entry({ alias: 'erp', chain: ['Ag=='], modifiedBy: 'ben', modifiedAt: 2 })])
      await keystore.delete('erp')
      expect(changes.map(([topic, alias]) => `${topic} ${alias}`)).toEqual([
        'keystore crm',
        'keystore crm',
        'keystore crm',
        'keystore erp',
        'keystore erp',
      ])
    })

    test('says what is missing or taken', async () => {
      const { keystore } = store.current
      const missing = { code: 'not-found', message: 'Keystore entry crm does not exist' }
      for (const failing of [keystore.update(entry()), keystore.rename('crm', 'x', 'ben', 2), keystore.delete('crm')]) {
        await expect(failing).rejects.toMatchObject(missing)
      }
      await keystore.create(entry())
      await keystore.create(entry({ alias: 'erp' }))
      await expect(keystore.rename('crm', 'erp', 'ben', 2)).rejects.toMatchObject({ code: 'conflict' })
      expect(await keystore.find('crm')).toEqual(entry())
    })
  })
}
