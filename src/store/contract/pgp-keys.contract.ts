import { describe, expect, test } from 'vitest'
import type { PgpKey } from '../pgp-keys.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const key = (change: Partial<PgpKey> = {}): PgpKey => ({
  keyId: '00000000000000AA',
  fingerprint: `${'0'.repeat(38)}AA`,
  publicKey: 'armored',
  secretKey: null,
  details: {
    keyId: '00000000000000AA',
    createdAt: 1,
    algorithm: 'RSA',
    length: 2048,
    flags: 3,
    expiresAt: null,
    revoked: false,
    userIds: ['Anna <anna@example.com>'],
    subKeys: [{ keyId: '00000000000000AB', createdAt: 1, algorithm: 'RSA', length: 2048, flags: 12, expiresAt: 2, revoked: true }],
    problem: null,
  },
  modifiedBy: 'anna',
  modifiedAt: 1,
  ...change,
})

export function pgpKeysContract(subject: StoreSubject): void {
  describe('PGP keys', () => {
    const store = eachStore(subject)

    test('are kept under their id, with public and secret part', async () => {
      const { pgpKeys } = store.current
      const other = key({ keyId: '0000000000000001' })
      await pgpKeys.create(key())
      await pgpKeys.create(other)
      await expect(pgpKeys.create(key())).rejects.toMatchObject({
        code: 'conflict',
        message: 'PGP key 00000000000000AA exists already',
      })
      expect(await pgpKeys.list()).toEqual([other, key()])
      const both = key({ secretKey: 'AQ==', modifiedBy: 'ben', modifiedAt: 2 })
      await pgpKeys.update(both)
      expect([await pgpKeys.find(both.keyId), await pgpKeys.find('x')]).toEqual([both, undefined])
    })

    test('are deleted, and every change is told', async () => {
      const { pgpKeys } = store.current
      const changes = changesOf(store.current)
      await pgpKeys.create(key())
      await pgpKeys.update(key({ publicKey: null, secretKey: 'AQ==' }))
      await pgpKeys.delete(key().keyId)
      expect(await pgpKeys.list()).toEqual([])
      expect(changes).toEqual(Array.from({ length: 3 }, () => ['pgp-keys', key().keyId]))
    })

    test('that are missing are named', async () => {
      const { pgpKeys } = store.current
      const missing = { code: 'not-found', message: 'PGP key 00000000000000AA does not exist' }
      await expect(pgpKeys.update(key())).rejects.toMatchObject(missing)
      await expect(pgpKeys.delete(key().keyId)).rejects.toMatchObject(missing)
    })
  })
}
