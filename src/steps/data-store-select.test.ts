import { describe, expect, test } from 'vitest'
import select from './data-store-select.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()
const orders = { storeName: 'Orders', flowId: '', type: '' }
const put = (id: string, content: string, createdAt: number) =>
  tenant.store.dataStores.put(
    { ...orders, id, messageId: 'm', createdAt, dueAt: DAY, retainUntil: DAY, headers: {} },
    Buffer.from(content),
    false,
  )
const run = (properties: Record<string, string>, exchange = exchangeOf()) =>
  runStep(select, { storageName: 'Orders', visibility: 'global', ...properties }, exchange, { services: tenant.services })
const bodyOf = async (...args: Parameters<typeof run>) => (await run(...args)).body.asText()
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

describe('Data Store Select', () => {
  test('puts as many entries as asked for into one document, the oldest first', async () => {
    await put('b', '<?xml version="1.0"?>\n<order xmlns="urn:o">2</order>', 2)
    await put('a&', '<order>1</order>', 1)
    const first = '<message id="a&amp;"><order>1</order></message>'
    expect(await bodyOf({})).toBe(`${DECLARATION}<messages>${first}</messages>`)
    expect(await bodyOf({ maxresults: '5' })).toBe(
      `${DECLARATION}<messages>${first}<message id="b"><order xmlns="urn:o">2</order></message></messages>`,
    )
    expect(await bodyOf({ maxresults: '5' }, exchangeOf({ headers: { SapDataStoreMaxResults: '1' } }))).toBe(
      `${DECLARATION}<messages>${first}</messages>`,
    )
    expect(await bodyOf({ maxresults: '${property.n}' }, exchangeOf({ properties: { n: 1 } }))).toBe(
      `${DECLARATION}<messages>${first}</messages>`,
    )
  })

  test('an empty store is a document without messages', async () => {
    expect(await bodyOf({})).toBe(`${DECLARATION}<messages></messages>`)
  })

  test('what is no XML fails the message', async () => {
    await put('text', 'plain', 1)
    await expect(run({})).rejects.toThrow('Entry text of the data store Orders is not XML: ')
  })

  test('deletes what it selected when the message has ended', async () => {
    await put('a', '<a/>', 1)
    await put('b', '<b/>', 2)
    const exchange = await run({ delete: 'true' })
    expect(await tenant.store.dataStores.entries({}, 0)).toHaveLength(2)
    await exchange.completion.run()
    expect((await tenant.store.dataStores.entries({}, 0)).map(({ id }) => id)).toEqual(['b'])
  })

  test('how many must be a whole number', async () => {
    const reason = 'The number of polled messages must be a whole number of 1 or more, not '
    await expect(compileStep(select, { storageName: 'Orders', maxresults: 'many' })).rejects.toThrow(`${reason}'many'`)
    await expect(run({ maxresults: '${header.n}' }, exchangeOf({ headers: { n: '0' } }))).rejects.toThrow(`${reason}'0'`)
  })
})
