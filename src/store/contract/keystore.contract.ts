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

    test('another keystore has entries of its own', async () => {
      const { keystore } = store.current
      const copy = entry({ chain: ['Ag=='] })
      await keystore.create(entry())
      await keystore.create(copy, 'KeyRenewal')
      await expect(keystore.create(copy, 'KeyRenewal')).rejects.toMatchObject({ code: 'conflict' })
      expect([await keystore.find('crm'), await keystore.find('crm', 'KeyRenewal')]).toEqual([entry(), copy])
      await keystore.delete('crm')
      expect([await keystore.list(), await keystore.list('KeyRenewal'), await keystore.list('backup_admin_system')]).toEqual([
        [],
        [copy],
        [],
      ])
    })

    test('many entries change at once or not at all, and each is told', async () => {
      const { keystore } = store.current
      for (const alias of ['a', 'b', 'c']) await keystore.create(entry({ alias }))
      const changes = changesOf(store.current)
      const changed = entry({ alias: 'b', chain: ['Ag=='] })
      await keystore.change('system', { remove: ['a', 'missing'], put: [changed, entry({ alias: 'd' })] })
      expect(await keystore.list()).toEqual([changed, entry({ alias: 'c' }), entry({ alias: 'd' })])
      expect(changes.map(([, alias]) => alias)).toEqual(['a', 'missing', 'b', 'd'])
      const unwritable = { ...entry({ alias: 'e' }), chain: null as never, type: null as never }
      await expect(keystore.change('system', { remove: ['b'], put: [unwritable] })).rejects.toThrow()
      expect(await keystore.list()).toHaveLength(3)
    })

    test('an entry that another one replaces in use becomes history', async () => {
      const { keystore } = store.current
      const second = entry({ chain: ['Ag=='], modifiedBy: 'ben', modifiedAt: 2 })
      const third = entry({ chain: ['Aw=='], modifiedBy: 'cleo', modifiedAt: 3 })
      await keystore.activate(entry())
      expect(await keystore.history()).toEqual([])
      await keystore.create(second, 'KeyRenewal')
      await keystore.activate(second)
      expect([await keystore.list(), await keystore.list('KeyRenewal')]).toEqual([[second], []])
      await keystore.activate(third)
      expect(await keystore.history()).toEqual([
        { ...entry(), sequence: 1, activatedBy: 'anna', activeFrom: 1, deactivatedBy: 'ben', activeUntil: 2 },
        { ...second, sequence: 2, activatedBy: 'ben', activeFrom: 2, deactivatedBy: 'cleo', activeUntil: 3 },
      ])
    })
  })
}
