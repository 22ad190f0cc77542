import { describe, expect, test } from 'vitest'
import write from './data-store-write.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()
const orders = { storeName: 'Orders', flowId: 'Order_Flow', type: '' }
const run = (properties: Record<string, string>, exchange = exchangeOf({ body: '<a/>' })) =>
  runStep(write, { storageName: 'Orders', encrypt: 'false', ...properties }, exchange, { services: tenant.services })
const compileWrite = (properties: Record<string, string>) => compileStep(write, { storageName: 'Orders', ...properties })
const textOf = async (id: string) => Buffer.from((await tenant.store.dataStores.content({ ...orders, id }, 0))!).toString()

describe('Data Store Write', () => {
  test('keeps the body with times in days and without headers', async () => {
    tenant.clock.advance(1000)
    await run(
      { messageId: '${property.id}', alert: '3', expire: '10' },
      exchangeOf({ body: 'x', headers: { a: '1' }, properties: { id: '4711' } }),
    )
    const entry = {
      ...orders,
      id: '4711',
      messageId: 'AGguid',
      createdAt: 1000,
      dueAt: 1000 + 3 * DAY,
      retainUntil: 1000 + 10 * DAY,
      headers: {},
    }
    expect(await tenant.store.dataStores.find(entry, 1000)).toEqual(entry)
    expect(await textOf('4711')).toBe('x')
  })

  test('asks for encryption unless it is switched off', async () => {
    await run({ messageId: 'e', encrypt: 'true' })
    expect((await tenant.store.dataStores.find({ ...orders, id: 'e' }, 0))?.encrypted).toBe(true)
  })

  test('a global data store belongs to no flow', async () => {
    await run({ messageId: 'e', visibility: 'global' })
    expect(await tenant.store.dataStores.find({ ...orders, flowId: '', id: 'e' }, 0)).toMatchObject({
      id: 'e',
      dueAt: 2 * DAY,
      retainUntil: 30 * DAY,
    })
  })

  test('keeps headers except those of the product', async () => {
    const headers = { order: '1', count: 2, SAP_Sender: 'x', CamelHttpPath: 'y', Sapling: 'z' }
    await run({ messageId: 'e', includeMessageHeaders: 'true' }, exchangeOf({ headers }))
    expect((await tenant.store.dataStores.find({ ...orders, id: 'e' }, 0))?.headers).toEqual({ order: '1', count: '2', Sapling: 'z' })
  })

  test('an entry ID comes from an XPath of the body', async () => {
    await run({ messageId: '${xpath./order/id}' }, exchangeOf({ body: '<order><id>7</id></order>' }))
    expect(await textOf('7')).toBe('<order><id>7</id></order>')
    const two = exchangeOf({ body: '<order><id>7</id><id>8</id></order>' })
    await expect(run({ messageId: '${xpath./order/id}' }, two)).rejects.toThrow('The entry ID has 2 values, an entry has one')
  })

  test('without an entry ID the header names it, and without that it is generated and told', async () => {
    await run({}, exchangeOf({ body: 'named', headers: { SapDataStoreId: 'h' } }))
    expect(await textOf('h')).toBe('named')
    const exchange = await run({}, exchangeOf({ body: 'generated' }))
    const id = String(exchange.headers.get('SapDataStoreId'))
    expect([id, await textOf(id)]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), 'generated'])
  })

  test('overwrites only when asked for', async () => {
    await run({ messageId: 'e' }, exchangeOf({ body: 'first' }))
    await expect(run({ messageId: 'e' })).rejects.toThrow('Entry e of data store Orders exists already')
    await run({ messageId: 'e', override: 'true' }, exchangeOf({ body: 'second' }))
    expect(await textOf('e')).toBe('second')
  })

  test.each([
    [{ storageName: '${property.none}' }, 'The data store has no name'],
    [{ storageName: '${header.blank}' }, "The name of the data store 'a b' contains blanks"],
    [{ messageId: '${header.long}' }, `The entry ID '${'x'.repeat(80)}…' is longer than 255 characters`],
  ])('a message fails for %j', async (properties, message) => {
    await expect(run(properties, exchangeOf({ headers: { blank: 'a b', long: 'x'.repeat(256) } }))).rejects.toThrow(message)
  })

  test.each([
    [{ storageName: 'a b' }, "Data Store Name: The name of the data store 'a b' contains blanks"],
    [{ storageName: '' }, 'Data Store Name: The data store has no name'],
    [{ storageName: 'x'.repeat(41) }, `Data Store Name: The name of the data store '${'x'.repeat(41)}' is longer than 40 characters`],
    [{ expire: '181' }, 'The expiration period must be 1 to 180 days, not 181'],
    [{ alert: '0' }, 'The retention threshold for alerting must be 1 day or more, not 0'],
    [{ alert: '2{{X}}' }, "alert must be a whole number, not '2{{X}}'"],
    [{ visibility: 'world' }, "visibility must be one of local, global, not 'world'"],
    [{ messageId: '${xpath./a[}' }, 'Entry ID: '],
  ])('does not deploy with %j', async (properties, reason) => {
    await expect(compileWrite(properties)).rejects.toThrow(reason)
  })
})
