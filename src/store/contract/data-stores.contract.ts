import { describe, expect, test } from 'vitest'
import type { DataStoreEntry } from '../data-stores.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const orders = { storeName: 'Orders', flowId: 'Flow', type: '' }
const entry = (change: Partial<DataStoreEntry> = {}): DataStoreEntry => ({
  ...orders,
  id: 'e1',
  messageId: 'guid-1',
  createdAt: 10,
  dueAt: 20,
  retainUntil: 30,
  headers: { order: '4711' },
  ...change,
})
const bytes = (text: string) => Buffer.from(text)

export function dataStoreContract(subject: StoreSubject): void {
  describe('data stores', () => {
    const store = eachStore(subject)
    const put = (change: Partial<DataStoreEntry> = {}, text = 'x', overwrite = false) =>
      store.current.dataStores.put(entry(change), bytes(text), overwrite)
    const content = async (key = entry(), now = 15) => {
      const found = await store.current.dataStores.content(key, now)
      return found && Buffer.from(found).toString()
    }

    test('an entry is found by name, flow, type and id together', async () => {
      const { dataStores } = store.current
      await put({}, 'mine')
      await put({ flowId: '' }, 'global')
      await put({ type: 'XI' }, 'adapter')
      expect(await dataStores.find(entry(), 15)).toEqual(entry())
      expect([await content(), await content(entry({ flowId: '' })), await content(entry({ type: 'XI' }))]).toEqual([
        'mine',
        'global',
        'adapter',
      ])
      expect(await dataStores.find(entry({ flowId: 'Other' }), 15)).toBeUndefined()
      expect(await content(entry({ id: 'E1' }))).toBeUndefined()
    })

    test('an entry is replaced only when asked for, or when it is expired', async () => {
      await put({}, 'first')
      await expect(put({}, 'second')).rejects.toMatchObject({ code: 'conflict', message: 'Entry e1 of data store Orders exists already' })
      expect(await content()).toBe('first')
      await put({ messageId: 'guid-2' }, 'third', true)
      expect([await content(), (await store.current.dataStores.find(entry(), 15))?.messageId]).toEqual(['third', 'guid-2'])
      await put({ createdAt: 30, retainUntil: 99 }, 'fourth')
      expect(await content(entry(), 31)).toBe('fourth')
    })

    test('of many writers of one id one creates it', async () => {
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => put({}, String(index))))
      const winners = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [String(index)] : []))
      expect(winners).toEqual([await content()])
    })

    test('entries come oldest first, as many as asked for', async () => {
      const { dataStores } = store.current
      await put({ id: 'late', createdAt: 12 }, 'late')
      await put({ id: 'b' }, 'b')
      await put({ id: 'a' }, 'a')
      await put({ id: 'other', storeName: 'Else' })
      const selected = await dataStores.select(orders, 2, 15)
      expect(selected.map((found) => [found.entry, Buffer.from(found.content).toString()])).toEqual([
        [entry({ id: 'b' }), 'b'],
        [entry({ id: 'a' }), 'a'],
      ])
      expect((await dataStores.entries({ store: orders }, 15)).map(({ id }) => id)).toEqual(['b', 'a', 'late'])
    })

    test('an entry is deleted once', async () => {
      const { dataStores } = store.current
      await put()
      const answers = await Promise.all(Array.from({ length: 5 }, () => dataStores.delete(entry(), 15)))
      expect(answers.filter((deleted) => deleted)).toEqual([true])
      expect(await content()).toBeUndefined()
    })

    test('an entry that failed is ready again when its time has come', async () => {
      const { dataStores } = store.current
      await put({ id: 'a' })
      await put({ id: 'b' })
      await put({ id: 'gone', retainUntil: 12 })
      const retry = { messageGuid: 'guid-9', correlationId: 'c', start: 11, retries: 1, retryAt: 20 }
      await dataStores.retryLater(entry({ id: 'a' }), { ...retry, retries: 7 })
      await dataStores.retryLater(entry({ id: 'a' }), retry)
      await dataStores.retryLater(entry({ id: 'missing' }), retry)
      const ready = async (now: number, limit = 9) => (await dataStores.ready(orders, limit, now)).map(({ id }) => id)
      expect([await ready(19), await ready(20), await ready(20, 1)]).toEqual([['b'], ['a', 'b'], ['a']])
      expect(await Promise.all(['a', 'b', 'missing'].map((id) => dataStores.retryOf(entry({ id }))))).toEqual([retry, undefined, undefined])
      await put({ id: 'a' }, 'new', true)
      expect([await dataStores.retryOf(entry({ id: 'a' })), await ready(15)]).toEqual([undefined, ['b', 'a']])
    })

    test('what expired is not there, and is swept away', async () => {
      const { dataStores } = store.current
      await put()
      await put({ id: 'longer', retainUntil: 31 })
      expect(await dataStores.find(entry(), 29)).toEqual(entry())
      expect([await dataStores.find(entry(), 30), await content(entry(), 30), await dataStores.delete(entry(), 30)]).toEqual([
        undefined,
        undefined,
        false,
      ])
      expect((await dataStores.select(orders, 9, 30)).map((found) => found.entry.id)).toEqual(['longer'])
      expect([await dataStores.deleteExpired(30, 0), await dataStores.deleteExpired(30, 2)]).toEqual([0, 1])
      expect((await dataStores.entries({}, 0)).map(({ id }) => id)).toEqual(['longer'])
    })

    test('stores are counted, with what is overdue', async () => {
      const { dataStores } = store.current
      await put()
      await put({ id: 'e2', dueAt: 16 })
      await put({ id: 'gone', retainUntil: 15 })
      await put({ id: 'e3', flowId: '', messageId: 'guid-3' })
      expect(await dataStores.stores(16)).toEqual([
        { ...orders, flowId: '', messages: 1, overdueMessages: 0 },
        { ...orders, messages: 2, overdueMessages: 1 },
      ])
      const ids = async (filter: object) => (await dataStores.entries(filter, 16)).map(({ id }) => id)
      expect([
        await ids({ overdueOnly: true }),
        await ids({ messageId: 'guid-3' }),
        await ids({ store: orders, overdueOnly: false }),
      ]).toEqual([['e2'], ['e3'], ['e1', 'e2']])
    })

    test('a store ends with its entries', async () => {
      const { dataStores } = store.current
      await put()
      await put({ id: 'e2' })
      await put({ flowId: '' })
      expect(await dataStores.deleteStore(orders, 15)).toBe(2)
      expect(await dataStores.deleteStore(orders, 15)).toBe(0)
      expect(await dataStores.stores(15)).toEqual([{ ...orders, flowId: '', messages: 1, overdueMessages: 0 }])
    })

    if (subject.reopen === undefined) return

    test('entries outlive the process', async () => {
      await put({}, 'kept')
      const reopened = await store.reopened()
      expect(Buffer.from((await reopened.dataStores.content(entry(), 15))!).toString()).toBe('kept')
    })
  })
}
