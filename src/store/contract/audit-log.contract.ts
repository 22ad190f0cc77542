import { createSecretKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type AuditEvent, type AuditField, chain, sealedExtent, sealedText, sealWith } from '../audit-log.ts'
import type { Query } from '../query.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const seal = sealWith(createSecretKey(Buffer.from('key')))

const auditEvent = (change: Partial<AuditEvent> = {}): AuditEvent => ({
  id: 'event-1',
  time: 10,
  user: 'admin',
  userType: 'administrator',
  action: 'create',
  objectType: 'application client',
  objectName: 'orders',
  remoteAddress: '::1',
  requestId: 'request-1',
  details: { roles: ['ESBMessaging.send'], lifetime: null },
  ...change,
})

const numbered = (count: number, change: Partial<AuditEvent> = {}) =>
  Array.from({ length: count }, (_, index) => auditEvent({ id: `event-${index + 1}`, time: index + 1, ...change }))

const START = { last: 0, lastSeal: '' }
const oldestFirst = { orderBy: [{ field: 'sequence', descending: false }] } as const

export function auditLogContract(subject: StoreSubject): void {
  describe('audit log', () => {
    const store = eachStore(subject)
    const idsOf = async (query: Query<AuditField>) => (await store.current.auditLog.query(query)).map(({ id }) => id)

    test('is empty at first', async () => {
      const { auditLog } = store.current
      expect([await auditLog.query({}), await auditLog.count(), await auditLog.extent()]).toEqual([[], 0, undefined])
      await auditLog.append([], seal)
      expect(await auditLog.extent()).toBeUndefined()
    })

    test('keeps events in the order in which they came, each sealed with the one before', async () => {
      const { auditLog } = store.current
      const events = numbered(3)
      await auditLog.append(events.slice(0, 1), seal)
      await auditLog.append(events.slice(1), seal)
      const entries = await auditLog.query(oldestFirst)
      expect(entries).toEqual(chain(events, START, seal))
      for (const [index, entry] of entries.entries()) {
        expect(entry.sequence).toBe(index + 1)
        expect(entry.seal).toBe(seal(sealedText(entry, entry)))
        expect(entry.previous).toBe(entries[index - 1]?.seal ?? '')
      }
    })

    test('knows how far it reaches', async () => {
      const { auditLog } = store.current
      await auditLog.append(numbered(3), seal)
      const [newest] = await auditLog.query({ orderBy: [{ field: 'sequence', descending: true }], limit: 1 })
      const extent = { first: 1, last: 3, lastSeal: newest!.seal }
      expect(await auditLog.extent()).toEqual({ ...extent, seal: seal(sealedExtent(extent)) })
    })

    test('has one chain, however many write at once', async () => {
      const { auditLog } = store.current
      await Promise.all(Array.from({ length: 20 }, (_, index) => auditLog.append([auditEvent({ id: `event-${index}` })], seal)))
      const entries = await auditLog.query(oldestFirst)
      expect(entries).toEqual(chain(entries, START, seal))
      expect(entries).toHaveLength(20)
    })

    test('adds a group as a whole or not at all', async () => {
      const { auditLog } = store.current
      await auditLog.append([auditEvent()], seal)
      const before = await auditLog.extent()
      await expect(auditLog.append([auditEvent({ id: 'new' }), auditEvent()], seal)).rejects.toMatchObject({
        code: 'conflict',
        message: 'An audit log entry with this id exists already',
      })
      expect([await idsOf({}), await auditLog.extent()]).toEqual([['event-1'], before])
    })

    test('answers questions by each field, with order and paging', async () => {
      const { auditLog } = store.current
      await auditLog.append(
        [
          auditEvent({ id: 'a', time: 1 }),
          auditEvent({ id: 'b', time: 2, user: 'orders', userType: 'client', action: 'refuse', objectType: 'access token' }),
          auditEvent({ id: 'c', time: 3, objectName: 'stock', remoteAddress: '10.0.0.1', requestId: 'request-2' }),
        ],
        seal,
      )
      const by = (field: AuditField, value: string | number) => idsOf({ where: { op: 'eq', field, value } })
      expect(await by('id', 'a')).toEqual(['a'])
      expect(await by('sequence', 2)).toEqual(['b'])
      expect(await by('time', 3)).toEqual(['c'])
      expect(await by('user', 'orders')).toEqual(['b'])
      expect(await by('userType', 'client')).toEqual(['b'])
      expect(await by('action', 'refuse')).toEqual(['b'])
      expect(await by('objectType', 'access token')).toEqual(['b'])
      expect(await by('objectName', 'stock')).toEqual(['c'])
      expect(await by('remoteAddress', '10.0.0.1')).toEqual(['c'])
      expect(await by('requestId', 'request-2')).toEqual(['c'])
      const newest = [{ field: 'sequence', descending: true }] as const
      expect(await idsOf({ orderBy: newest, limit: 2 })).toEqual(['c', 'b'])
      expect(await idsOf({ orderBy: newest, offset: 1 })).toEqual(['b', 'a'])
      expect(await auditLog.count({ op: 'ge', field: 'time', value: 2 })).toBe(2)
      await expect(by('seal' as AuditField, 'x')).rejects.toMatchObject({ code: 'bad-request' })
    })

    test('loses the oldest entries to retention, and the rest stays one chain', async () => {
      const { auditLog } = store.current
      const events = numbered(4)
      await auditLog.append(events.slice(0, 3), seal)
      expect(await auditLog.prune(1, seal)).toBe(0)
      expect(await auditLog.prune(3, seal)).toBe(2)
      await auditLog.append(events.slice(3), seal)
      expect(await auditLog.query(oldestFirst)).toEqual(chain(events, START, seal).slice(2))
      const extent = await auditLog.extent()
      expect(extent).toMatchObject({ first: 3, last: 4 })
      expect(extent?.seal).toBe(seal(sealedExtent(extent!)))
    })

    test('retention leaves no gap behind a clock that went back', async () => {
      const { auditLog } = store.current
      await auditLog.append(
        [5, 1, 9].map((time, index) => auditEvent({ id: `event-${index}`, time })),
        seal,
      )
      expect(await auditLog.prune(5, seal)).toBe(0)
      expect(await auditLog.prune(6, seal)).toBe(2)
      expect(await idsOf({})).toEqual(['event-2'])
    })

    test('goes on counting when everything was too old', async () => {
      const { auditLog } = store.current
      const events = numbered(3)
      await auditLog.append(events.slice(0, 2), seal)
      expect(await auditLog.prune(100, seal)).toBe(2)
      expect(await auditLog.extent()).toMatchObject({ first: 3, last: 2 })
      await auditLog.append(events.slice(2), seal)
      expect(await auditLog.query({})).toEqual(chain(events, START, seal).slice(2))
      expect(await auditLog.prune(0, seal)).toBe(0)
    })

    if (subject.reopen === undefined) return

    test('goes on where it was after reopening', async () => {
      const events = numbered(2)
      await store.current.auditLog.append(events.slice(0, 1), seal)
      const { auditLog } = await store.reopened()
      await auditLog.append(events.slice(1), seal)
      expect(await auditLog.query(oldestFirst)).toEqual(chain(events, START, seal))
    })
  })
}
