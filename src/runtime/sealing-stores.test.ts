import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TenantStores } from '../engine/stores.ts'
import { aggregate } from '../store/contract/aggregates.contract.ts'
import type { DataStoreEntry } from '../store/data-stores.ts'
import { memoryVault } from '../store/open-vault.ts'
import { openContent } from '../store/sealed-content.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { sealingStores } from './sealing-stores.ts'

const vault = memoryVault()
const orders = { storeName: 'Orders', flowId: '', type: '' }
const entry = (id: string, encrypted?: true): DataStoreEntry => ({
  ...orders,
  id,
  messageId: 'm',
  createdAt: 0,
  dueAt: 5,
  retainUntil: 10,
  headers: {},
  ...(encrypted && { encrypted }),
})
const variable = (name: string, value: string) => ({ name, flowId: '', value, updatedAt: 0, retainUntil: 10 })
const text = (content: Uint8Array | undefined) => content && Buffer.from(content).toString()

let store: Store
let stores: TenantStores

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' })
  stores = sealingStores(store, vault)
})
afterEach(() => store.close())

describe('sealing stores', () => {
  test('seal entries that ask for it, also as a part of a larger change', async () => {
    await stores.dataStores.put(entry('plain'), Buffer.from('one'), false)
    await stores.atomically((contents) => contents.dataStores.put(entry('sealed', true), Buffer.from('two'), false))
    const { dataStores } = stores
    const stored = await store.dataStores.content(entry('sealed'), 0)
    expect([text(await store.dataStores.content(entry('plain'), 0)), text(stored), text(openContent(stored!, vault))]).toEqual([
      'one',
      expect.not.stringContaining('two'),
      'two',
    ])
    expect([text(await dataStores.content(entry('plain'), 0)), text(await dataStores.content(entry('sealed'), 0))]).toEqual(['one', 'two'])
    const selected = await dataStores.select(orders, 9, 0)
    expect(selected.map(({ entry: { id }, content }) => [id, text(content)])).toEqual([
      ['plain', 'one'],
      ['sealed', 'two'],
    ])
    expect([await dataStores.find(entry('sealed'), 0), await dataStores.delete(entry('sealed'), 0)]).toEqual([entry('sealed', true), true])
    expect(await dataStores.content(entry('sealed'), 0)).toBeUndefined()
  })

  test('seal variables that ask for it', async () => {
    await stores.variables.put(variable('plain', 'one'))
    await stores.variables.put({ ...variable('sealed', 'two'), encrypted: true })
    const [plain, sealed] = await store.variables.list(0)
    expect([plain?.value, sealed?.value]).toEqual(['one', expect.not.stringContaining('two')])
    const found = await Promise.all(['plain', 'sealed', 'none'].map((name) => stores.variables.find({ name, flowId: '' }, 0)))
    expect(found.map((each) => each?.value)).toEqual(['one', 'two', undefined])
  })

  test.each([true, false])('seal persisted messages with their attachments when they ask for it: %s', async (encrypted) => {
    const content = Buffer.from('content')
    const attachment = { id: 'a', name: 'a', contentType: '', properties: [], content: Buffer.from('attached') }
    const about = { id: 'e', messageGuid: 'm', storeId: 's', time: 0, contentType: '', ...(encrypted && { encrypted }) }
    await stores.messageStore.write({ entry: about, content, properties: [], attachments: [attachment] })
    const parts = [(await store.messageStore.content('e'))!, (await store.messageStore.attachment('a'))!.content]
    const plain = parts.map((part) => text(encrypted ? openContent(part, vault) : part))
    expect([plain, parts.map(text).includes('content')]).toEqual([['content', 'attached'], !encrypted])
  })

  test('seal what aggregates keep of their messages', async () => {
    const { aggregates } = stores
    const open = aggregate({ message: '{"headers":[["own","1"]]}' })
    await stores.atomically((contents) => contents.aggregates.put(open))
    expect((await store.aggregates.find(open.messageGuid))!.message).not.toContain('own')
    expect([
      await aggregates.find(open.messageGuid),
      await aggregates.open(open, open.correlation),
      ...(await aggregates.due(open, open.dueAt, 1)),
      ...(await aggregates.unannounced(open)),
    ]).toEqual([open, open, open, open])
    expect([await aggregates.delete(open.messageGuid), await aggregates.find(open.messageGuid)]).toEqual([true, undefined])
  })
})
