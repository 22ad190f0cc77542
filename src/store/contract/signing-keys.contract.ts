import { describe, expect, test } from 'vitest'
import type { SigningKey } from '../signing-keys.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const signingKey = (change: Partial<SigningKey> = {}): SigningKey => ({
  kid: 'default-jwt-key-1',
  subaccountId: 'sub-1',
  publicPem: 'public\nkey\n',
  privatePem: 'AQ==',
  active: true,
  createdAt: 1,
  ...change,
})

export function signingKeyContract(subject: StoreSubject): void {
  describe('signing keys', () => {
    const store = eachStore(subject)

    test('the newest active key takes over in its subaccount', async () => {
      const { signingKeys } = store.current
      const elsewhere = signingKey({ kid: 'b', subaccountId: 'sub-2' })
      const young = signingKey({ kid: 'c', createdAt: 2 })
      for (const item of [signingKey(), elsewhere, young]) await signingKeys.add(item)
      expect(await signingKeys.list('sub-1')).toEqual([young, signingKey({ active: false })])
      expect(await signingKeys.list('sub-2')).toEqual([elsewhere])
      expect(await signingKeys.list('sub-3')).toEqual([])
    })

    test('an inactive key changes nothing', async () => {
      const { signingKeys } = store.current
      await signingKeys.add(signingKey())
      await signingKeys.add(signingKey({ kid: 'old', active: false, createdAt: 0 }))
      expect(await signingKeys.list('sub-1')).toEqual([signingKey(), signingKey({ kid: 'old', active: false, createdAt: 0 })])
    })

    test('a key id is taken once, and the active key stays when adding fails', async () => {
      const { signingKeys } = store.current
      await signingKeys.add(signingKey())
      await expect(signingKeys.add(signingKey({ createdAt: 2 }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Signing key default-jwt-key-1 exists already',
      })
      expect(await signingKeys.list('sub-1')).toEqual([signingKey()])
    })

    test('tells the subaccount', async () => {
      const changes = changesOf(store.current)
      await store.current.signingKeys.add(signingKey())
      expect(changes).toEqual([['signing-keys', 'sub-1']])
    })
  })
}
