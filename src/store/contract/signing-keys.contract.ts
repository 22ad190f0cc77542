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
  enabledAt: 1,
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

    test('a subaccount has two keys at most', async () => {
      const { signingKeys } = store.current
      const waiting = signingKey({ kid: 'b', active: false, enabledAt: null })
      await signingKeys.add(signingKey())
      await signingKeys.add(waiting)
      for (const active of [true, false]) {
        await expect(signingKeys.add(signingKey({ kid: 'c', active }))).rejects.toMatchObject({
          code: 'conflict',
          message: 'The subaccount has 2 signing keys already: b, default-jwt-key-1',
        })
      }
      await signingKeys.add(signingKey({ kid: 'c', subaccountId: 'sub-2' }))
      expect(await signingKeys.list('sub-1')).toEqual([waiting, signingKey()])
    })

    test('five at once leave two', async () => {
      const { signingKeys } = store.current
      const adding = ['a', 'b', 'c', 'd', 'e'].map((kid) => signingKeys.add(signingKey({ kid, active: false })))
      const results = await Promise.allSettled(adding)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
      expect(await signingKeys.list('sub-1')).toHaveLength(2)
    })

    test('enabling hands over, once', async () => {
      const { signingKeys } = store.current
      const elsewhere = signingKey({ kid: 'b', subaccountId: 'sub-2' })
      for (const key of [signingKey(), elsewhere]) await signingKeys.add(key)
      await signingKeys.add(signingKey({ kid: 'new', active: false, createdAt: 2, enabledAt: null }))
      const changes = changesOf(store.current)
      await signingKeys.enable('new', 5)
      await signingKeys.enable('new', 9)
      expect(await signingKeys.list('sub-1')).toEqual([
        signingKey({ kid: 'new', createdAt: 2, enabledAt: 5 }),
        signingKey({ active: false }),
      ])
      expect(await signingKeys.list('sub-2')).toEqual([elsewhere])
      expect(changes).toEqual([['signing-keys', 'sub-1']])
    })

    test('X62 no reader sees none or two active', async () => {
      const { signingKeys } = store.current
      await signingKeys.add(signingKey())
      await signingKeys.add(signingKey({ kid: 'new', active: false, enabledAt: null }))
      const turns = Array.from({ length: 10 }, (_, turn) => signingKeys.enable(turn % 2 === 0 ? 'new' : signingKey().kid, turn))
      for (let round = 0; round < 20; round += 1) {
        expect((await signingKeys.list('sub-1')).filter(({ active }) => active)).toHaveLength(1)
      }
      await Promise.all(turns)
    })

    test('deletes any key but the active one', async () => {
      const { signingKeys } = store.current
      await signingKeys.add(signingKey())
      await signingKeys.add(signingKey({ kid: 'old', active: false }))
      await expect(signingKeys.delete(signingKey().kid)).rejects.toMatchObject({
        code: 'conflict',
        message: 'Signing key default-jwt-key-1 signs at present; enable another one first',
      })
      await signingKeys.delete('old')
      expect(await signingKeys.list('sub-1')).toEqual([signingKey()])
      const missing = { code: 'not-found', message: 'Signing key old does not exist' }
      await expect(signingKeys.delete('old')).rejects.toMatchObject(missing)
      await expect(signingKeys.enable('old', 1)).rejects.toMatchObject(missing)
    })

    test('tells the subaccount', async () => {
      const changes = changesOf(store.current)
      await store.current.signingKeys.add(signingKey())
      await store.current.signingKeys.add(signingKey({ kid: 'old', active: false }))
      await store.current.signingKeys.delete('old')
      expect(changes).toEqual(Array.from({ length: 3 }, () => ['signing-keys', 'sub-1']))
    })
  })
}
