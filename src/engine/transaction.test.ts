import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import type { DataStoreEntry } from '../store/data-stores.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { Transaction } from './transaction.ts'

const orders = { storeName: 'Orders', flowId: '', type: '' }
const entry = (id: string, createdAt = 0): DataStoreEntry => ({
  ...orders,
  id,
  messageId: 'm',
  createdAt,
  dueAt: 50,
  retainUntil: 100,
  headers: {},
})
const variable = (value: string) => ({ name: 'v', flowId: '', value, updatedAt: 0, retainUntil: 100 })
const bytes = (text: string) => Buffer.from(text)

let store: Store
let clock: ManualClock
let transaction: Transaction

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' })
  clock = new ManualClock(0)
  transaction = new Transaction({ stores: store, clock, timeoutMinutes: 30 })
})
afterEach(() => store.close())

const ids = async (stores: Pick<Store, 'dataStores'> | Transaction, limit = 9) =>
  (await stores.dataStores.select(orders, limit, 0)).map(({ entry: { id } }) => id)

describe('a transaction', () => {
  test('shows its own changes before others see them', async () => {
    await store.dataStores.put(entry('old', 1), bytes('stored'), false)
    await store.dataStores.put(entry('gone', 2), bytes('stored'), false)
    await transaction.dataStores.put(entry('new', 0), bytes('mine'), false)
    await transaction.dataStores.put(entry('old', 3), bytes('changed'), true)
    expect(await transaction.dataStores.delete(entry('gone'), 0)).toBe(true)
    expect(await transaction.dataStores.delete(entry('gone'), 0)).toBe(false)
    await transaction.variables.put(variable('mine'))
    expect([await ids(transaction), await ids(transaction, 1), await ids(store)]).toEqual([['new', 'old'], ['new'], ['old', 'gone']])
    const { dataStores } = transaction
    const contents = await Promise.all(['new', 'old', 'gone', 'none'].map((id) => dataStores.content(entry(id), 0)))
    expect(contents.map((content) => content && Buffer.from(content).toString())).toEqual(['mine', 'changed', undefined, undefined])
    expect([await dataStores.find(entry('gone'), 0), await dataStores.find(entry('new'), 0)]).toEqual([undefined, entry('new', 0)])
    expect([await transaction.variables.find(variable(''), 0), await store.variables.find(variable(''), 0)]).toEqual([
      variable('mine'),
      undefined,
    ])
    await transaction.commit()
    expect([await ids(store), await store.variables.find(variable(''), 0)]).toEqual([['new', 'old'], variable('mine')])
  })

  test('is lost when it is not committed, and undoes what was outside of it', async () => {
    const undone: string[] = []
    await transaction.dataStores.put(entry('new'), bytes(''), false)
    transaction.onRollback(async () => undone.push('mark'))
    await transaction.rollback()
    expect([await ids(store), undone]).toEqual([[], ['mark']])
  })

  test('tells of a change when it is kept, and not before', async () => {
    const told: unknown[] = []
    const seen = async () => told.push(await store.variables.find(variable(''), 0))
    transaction.onCommit(
      (stores) => stores.variables.put(variable('mine')),
      () => told.push('committed'),
    )
    await seen()
    await transaction.commit()
    await seen()
    expect(told).toEqual([undefined, 'committed', variable('mine')])
    await store.dataStores.put(entry('e'), bytes(''), false)
    const refused = new Transaction({ stores: store, clock, timeoutMinutes: 1 })
    refused.onCommit(
      (stores) => stores.dataStores.put(entry('e'), bytes(''), false),
      () => told.push('never'),
    )
    await expect(refused.commit()).rejects.toThrow('Entry e of data store Orders exists already')
    clock.advance(60_000)
    expect(() => refused.onCommit(async () => {})).toThrow('The transaction took longer than its timeout of 1 minutes')
    expect(told).toHaveLength(3)
  })

  test('cannot end well after a duplicate', async () => {
    await store.dataStores.put(entry('old'), bytes(''), false)
    await transaction.dataStores.put(entry('new'), bytes(''), false)
    await expect(transaction.dataStores.put(entry('old'), bytes(''), false)).rejects.toThrow(
      'Entry old of data store Orders exists already',
    )
    await expect(transaction.commit()).rejects.toThrow('Entry old of data store Orders exists already')
    expect(await ids(store)).toEqual(['old'])
  })

  test('changes nothing when another message was faster', async () => {
    await transaction.variables.put(variable('mine'))
    await transaction.dataStores.put(entry('e'), bytes(''), false)
    await store.dataStores.put(entry('e'), bytes('theirs'), false)
    await expect(transaction.commit()).rejects.toThrow('Entry e of data store Orders exists already')
    expect(await store.variables.find(variable(''), 0)).toBeUndefined()
  })

  test('fails after its timeout', async () => {
    const message = 'The transaction took longer than its timeout of 30 minutes'
    await transaction.variables.put(variable('mine'))
    clock.advance(30 * 60_000)
    await expect(transaction.dataStores.put(entry('e'), bytes(''), false)).rejects.toThrow(message)
    await expect(transaction.commit()).rejects.toThrow(message)
    expect(await store.variables.find(variable(''), 0)).toBeUndefined()
  })
})
