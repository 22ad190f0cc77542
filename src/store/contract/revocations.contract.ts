import { describe, expect, test } from 'vitest'
import type { RevocableToken, RevokedClient } from '../revocations.ts'
import { client } from './clients.contract.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'
import { token as opaque } from './tokens.contract.ts'

const token = (change: Partial<RevocableToken> = {}): RevocableToken => ({ id: 'jti-1', clientId: 'orders', issuedAt: 1000, ...change })
const all = (change: Partial<RevokedClient> = {}): RevokedClient => ({
  clientId: 'orders',
  issuedUntil: 1000,
  expiresAt: 9000,
  ...change,
})

export function revocationContract(subject: StoreSubject): void {
  describe('revocations', () => {
    const store = eachStore(subject)

    test('a token that nobody revoked is good', async () => {
      const { revocations } = store.current
      expect(await revocations.isRevoked(token())).toBe(false)
      expect(await revocations.issuedUntil('orders')).toBeUndefined()
    })

    test('ends the one token, however often it is said', async () => {
      const { revocations } = store.current
      for (const expiresAt of [2000, 3000]) await revocations.revokeToken({ id: 'jti-1', expiresAt })
      expect(await revocations.isRevoked(token())).toBe(true)
      for (const other of [token({ id: 'JTI-1' }), token({ id: 'jti-2' }), token({ id: null })]) {
        expect(await revocations.isRevoked(other)).toBe(false)
      }
    })

    test('X65 ends every token of a client up to the moment, that moment included, and none of another client', async () => {
      const { revocations } = store.current
      await revocations.revokeClient(all())
      const revoked = (change: Partial<RevocableToken>) => revocations.isRevoked(token(change))
      expect(await revoked({ issuedAt: 999 })).toBe(true)
      expect(await revoked({ issuedAt: 1000, id: null })).toBe(true)
      expect(await revoked({ issuedAt: 1001 })).toBe(false)
      expect(await revoked({ issuedAt: 999, clientId: 'Orders' })).toBe(false)
      expect(await revocations.issuedUntil('orders')).toBe(1000)
    })

    test('X65 a moment that is not later than the last one ends what was issued since', async () => {
      const { clients, tokens, revocations } = store.current
      await clients.create(client({ clientId: 'orders' }), [])
      const moments = []
      for (const issuedUntil of [1000, 3000, 3000, 2000]) {
        await tokens.add(opaque({ hash: `since-${moments.length}`, issuedAt: ((await revocations.issuedUntil('orders')) ?? 0) + 1000 }))
        expect(await revocations.revokeClient(all({ issuedUntil }))).toBe(1)
        moments.push(await revocations.issuedUntil('orders'))
      }
      expect(moments).toEqual([1000, 3000, 4000, 5000])
      expect(await revocations.isRevoked(token({ issuedAt: 5000 }))).toBe(true)
      expect(await revocations.isRevoked(token({ issuedAt: 5001 }))).toBe(false)
    })

    test('of several at once every one ends what was there', async () => {
      const { revocations } = store.current
      await Promise.all(Array.from({ length: 5 }, () => revocations.revokeClient(all())))
      expect(await revocations.issuedUntil('orders')).toBe(5000)
    })

    test('deletes the opaque tokens up to the moment and tells them', async () => {
      const { clients, tokens, revocations } = store.current
      for (const clientId of ['orders', 'stock']) await clients.create(client({ clientId }), [])
      await tokens.add(opaque({ hash: 'old', issuedAt: 999 }))
      await tokens.add(opaque({ hash: 'now', issuedAt: 1000 }))
      await tokens.add(opaque({ hash: 'new', issuedAt: 1001 }))
      await tokens.add(opaque({ hash: 'other', issuedAt: 999, clientId: 'stock' }))
      const changes = changesOf(store.current)
      expect(await revocations.revokeClient(all())).toBe(2)
      expect((await tokens.list({})).map(({ hash }) => hash)).toEqual(['new', 'other'])
      expect(changes.toSorted()).toEqual(['now', 'old'].map((hash) => ['tokens', hash]))
    })

    test('forgets what expired and nothing else', async () => {
      const { revocations } = store.current
      for (const expiresAt of [1999, 2000, 2001]) {
        await revocations.revokeToken({ id: `until-${expiresAt}`, expiresAt })
        await revocations.revokeClient(all({ clientId: `until-${expiresAt}`, expiresAt }))
      }
      expect([await revocations.deleteExpired(2000, 3), await revocations.deleteExpired(2000, 3)]).toEqual([3, 1])
      const remembered = async (name: string) => [
        await revocations.isRevoked(token({ id: name })),
        await revocations.isRevoked(token({ clientId: name })),
      ]
      expect(await remembered('until-2000')).toEqual([false, false])
      expect(await remembered('until-2001')).toEqual([true, true])
    })

    if (subject.reopen === undefined) return

    test('X61 remembers over a restart', async () => {
      await store.current.revocations.revokeToken({ id: 'jti-1', expiresAt: 9000 })
      await store.current.revocations.revokeClient(all({ clientId: 'stock' }))
      const { revocations } = await store.reopened()
      expect(await revocations.isRevoked(token())).toBe(true)
      expect(await revocations.isRevoked(token({ id: 'other', clientId: 'stock' }))).toBe(true)
    })
  })
}
