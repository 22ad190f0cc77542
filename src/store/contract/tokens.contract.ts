import { beforeEach, describe, expect, test } from 'vitest'
import type { StoredToken } from '../tokens.ts'
import { client } from './clients.contract.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

export const token = (change: Partial<StoredToken> = {}): StoredToken => ({
  hash: 'hash-1',
  prefix: 'abcde',
  clientId: 'orders',
  subaccountId: 'sub-1',
  claims: { scope: ['a', 'ö'], exp: 12.5, nested: { none: null } },
  issuedAt: 1000,
  expiresAt: 2000,
  ...change,
})

export function tokenContract(subject: StoreSubject): void {
  describe('tokens', () => {
    const store = eachStore(subject)

    beforeEach(async () => {
      await store.current.clients.create(client({ clientId: 'orders' }), [])
      await store.current.clients.create(client({ clientId: 'stock' }), [])
    })

    test('finds by hash', async () => {
      const { tokens } = store.current
      await tokens.add(token())
      await tokens.add(token({ hash: 'hash-2', expiresAt: null }))
      expect(await tokens.find('hash-1')).toEqual(token())
      expect(await tokens.find('hash-2')).toEqual(token({ hash: 'hash-2', expiresAt: null }))
      expect(await tokens.find('HASH-1')).toBeUndefined()
      expect(await tokens.find('')).toBeUndefined()
    })

    test('lists newest first, all or those of a client or subaccount', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'a', issuedAt: 1 }))
      await tokens.add(token({ hash: 'b', issuedAt: 3 }))
      await tokens.add(token({ hash: 'c', issuedAt: 2, clientId: 'stock', subaccountId: 'sub-2' }))
      const hashes = async (filter: Parameters<typeof tokens.list>[0]) => (await tokens.list(filter)).map((item) => item.hash)
      expect(await hashes({})).toEqual(['b', 'c', 'a'])
      expect(await hashes({ clientId: 'orders' })).toEqual(['b', 'a'])
      expect(await tokens.list({ subaccountId: 'sub-2' })).toEqual([
        token({ hash: 'c', issuedAt: 2, clientId: 'stock', subaccountId: 'sub-2' }),
      ])
      expect(await hashes({ clientId: 'orders', subaccountId: 'sub-2' })).toEqual([])
    })

    test('lists the live ones, page by page', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'a', issuedAt: 2, expiresAt: 10 }))
      await tokens.add(token({ hash: 'b', issuedAt: 2, expiresAt: 11 }))
      await tokens.add(token({ hash: 'c', issuedAt: 2, expiresAt: null }))
      await tokens.add(token({ hash: 'd', issuedAt: 1, expiresAt: 11 }))
      await tokens.add(token({ hash: 'e', issuedAt: 3, expiresAt: 11 }))
      const hashes = async (filter: Parameters<typeof tokens.list>[0]) => (await tokens.list(filter)).map((item) => item.hash)
      expect(await hashes({ liveAt: 10 })).toEqual(['e', 'b', 'c', 'd'])
      expect(await hashes({ liveAt: 10, limit: 2 })).toEqual(['e', 'b'])
      expect(await hashes({ liveAt: 10, limit: 2, before: 'b' })).toEqual(['c', 'd'])
      expect(await hashes({ before: 'e', clientId: 'orders' })).toEqual(['a', 'b', 'c', 'd'])
      expect(await hashes({ before: 'd' })).toEqual([])
      expect(await hashes({ before: 'gone' })).toEqual([])
    })

    test('a replacing token ends the earlier ones of its client alone', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'a', expiresAt: null }))
      await tokens.add(token({ hash: 'b', expiresAt: null }))
      await tokens.add(token({ hash: 'other', clientId: 'stock' }))
      const changes = changesOf(store.current)
      await tokens.add(token({ hash: 'c', expiresAt: null, issuedAt: 1001 }), { replacesPrevious: true })
      expect((await tokens.list({})).map((item) => item.hash)).toEqual(['c', 'other'])
      expect(changes.map(([, key]) => key).sort()).toEqual(['a', 'b'])
    })

    test('a replacement that fails ends nothing', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'mine' }))
      await tokens.add(token({ hash: 'taken', clientId: 'stock' }))
      const changes = changesOf(store.current)
      await expect(tokens.add(token({ hash: 'taken' }), { replacesPrevious: true })).rejects.toMatchObject({
        code: 'conflict',
        message: 'Token abcde… exists already',
      })
      expect(await tokens.find('mine')).toEqual(token({ hash: 'mine' }))
      expect(changes).toEqual([])
    })

    test('two replacements at once leave one token', async () => {
      const { tokens } = store.current
      await Promise.all(['a', 'b', 'c'].map((hash) => tokens.add(token({ hash }), { replacesPrevious: true })))
      expect(await tokens.list({ clientId: 'orders' })).toHaveLength(1)
    })

    test('a read beside an open replacement never misses both tokens', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'old' }))
      const replacing = tokens.add(token({ hash: 'new' }), { replacesPrevious: true })
      const seen: boolean[][] = []
      for (let round = 0; round < 20; round += 1) {
        const both = await Promise.all([tokens.find('new'), tokens.find('old')])
        seen.push(both.map((found) => found !== undefined))
      }
      await replacing
      for (const [sawNew, sawOld] of seen) expect(sawNew || sawOld).toBe(true)
    })

    test('revokes one', async () => {
      const { tokens } = store.current
      await tokens.add(token())
      await tokens.revoke('hash-1')
      expect(await tokens.find('hash-1')).toBeUndefined()
      await expect(tokens.revoke('hash-1')).rejects.toMatchObject({ code: 'not-found', message: 'Token does not exist' })
    })

    test('gives the live tokens of a client another lifetime, counted from their issue', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'live', issuedAt: 1000, expiresAt: 2001 }))
      await tokens.add(token({ hash: 'endless', issuedAt: 1500, expiresAt: null }))
      await tokens.add(token({ hash: 'expired', expiresAt: 2000 }))
      await tokens.add(token({ hash: 'other', clientId: 'stock', expiresAt: 2001 }))
      const changes = changesOf(store.current)
      await tokens.redate('orders', { lifetime: 300, now: 2000 })
      const ends = (await tokens.list({})).map(({ hash, expiresAt }) => [hash, expiresAt])
      expect(Object.fromEntries(ends)).toEqual({ live: 1300, endless: 1800, expired: 2000, other: 2001 })
      expect(changes.map(([, hash]) => hash).sort()).toEqual(['endless', 'live'])
    })

    test('deletes what is expired and keeps what never expires', async () => {
      const { tokens } = store.current
      await tokens.add(token({ hash: 'past', expiresAt: 1999 }))
      await tokens.add(token({ hash: 'now', expiresAt: 2000 }))
      await tokens.add(token({ hash: 'future', expiresAt: 2001 }))
      await tokens.add(token({ hash: 'never', expiresAt: null }))
      expect([await tokens.deleteExpired(2000, 1), await tokens.deleteExpired(2000, 2)]).toEqual([1, 1])
      expect((await tokens.list({})).map((item) => item.hash)).toEqual(['future', 'never'])
      expect(await tokens.deleteExpired(2000)).toBe(0)
    })

    test('belongs to a client that exists', async () => {
      await expect(store.current.tokens.add(token({ clientId: 'ghost' }))).rejects.toMatchObject({
        code: 'not-found',
        message: 'OAuth client ghost does not exist',
      })
    })

    test('tells hashes of tokens that end', async () => {
      const { tokens } = store.current
      const changes = changesOf(store.current)
      await tokens.add(token({ hash: 'a' }))
      await tokens.add(token({ hash: 'b' }))
      await tokens.revoke('a')
      await tokens.deleteExpired(9999)
      expect(changes).toEqual(['a', 'b'].map((hash) => ['tokens', hash]))
    })
  })
}
