import { describe, expect, test } from 'vitest'
import get from './data-store-get.ts'
import { exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()
const key = { storeName: 'Orders', flowId: 'Order_Flow', type: '', id: 'e' }
const put = () =>
  tenant.store.dataStores.put(
    { ...key, messageId: 'm', createdAt: 0, dueAt: DAY, retainUntil: 2 * DAY, headers: { order: '1', kept: 'stored' } },
    Buffer.from('content'),
    false,
  )
const run = (properties: Record<string, string>, exchange = exchangeOf({ body: 'before', headers: { kept: 'own' } })) =>
  runStep(get, { storageName: 'Orders', dataStoreId: 'e', ...properties }, exchange, { services: tenant.services })

describe('Data Store Get', () => {
  test('puts the entry into the body, with its headers and times', async () => {
    await put()
    const { body, headers } = await run({})
    expect([body.asText(), Object.fromEntries(headers)]).toEqual([
      'content',
      {
        kept: 'stored',
        order: '1',
        SAP_DatastoreEntryFound: 'true',
        SAP_DataStoreCreatedAt: 0,
        SAP_DataStoreExpiresAt: 2 * DAY,
      },
    ])
  })

  test('the header names the entry when the step does not', async () => {
    await put()
    expect((await run({ dataStoreId: '' }, exchangeOf({ headers: { SapDataStoreId: 'e' } }))).body.asText()).toBe('content')
    await expect(run({ dataStoreId: '' })).rejects.toThrow('The entry ID is empty')
  })

  test('a missing entry fails the message, or is told in a header and leaves the body', async () => {
    await expect(run({})).rejects.toThrow('There is no entry e in the data store Orders')
    const { body, headers } = await run({ stopOnMissingEntry: 'false' })
    expect([body.asText(), headers.get('SAP_DatastoreEntryFound')]).toEqual(['before', 'false'])
  })

  test('an expired entry is missing', async () => {
    await put()
    tenant.clock.advance(2 * DAY)
    await expect(run({})).rejects.toThrow('There is no entry e')
  })

  test('deletes the entry not before the message has ended', async () => {
    await put()
    const exchange = await run({ delete: 'true' })
    expect(await tenant.store.dataStores.find(key, 0)).toBeDefined()
    await exchange.completion.run()
    expect(await tenant.store.dataStores.find(key, 0)).toBeUndefined()
  })
})
