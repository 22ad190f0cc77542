import { expect, test } from 'vitest'
import remove from './data-store-delete.ts'
import { exchangeOf, runStep } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const tenant = eachTenant()
const orders = { storeName: 'Orders', flowId: 'Order_Flow', type: '' }
const put = (id: string) =>
  tenant.store.dataStores.put(
    { ...orders, id, messageId: 'm', createdAt: 0, dueAt: DAY, retainUntil: DAY, headers: {} },
    Buffer.from(id),
    false,
  )

test.each([
  ['a constant', 'b', exchangeOf(), ['a', 'c']],
  ['the header', '', exchangeOf({ body: 'a', headers: { SapDataStoreId: 'c' } }), ['a', 'b']],
  ['the body', '', exchangeOf({ body: 'a' }), ['b', 'c']],
  ['every value of an XPath', '${xpath.//id/text()}', exchangeOf({ body: '<x><id>a</id><id>c</id></x>' }), ['b']],
  [
    'an expression before the header',
    '${property.id}',
    exchangeOf({ headers: { SapDataStoreId: 'c' }, properties: { id: 'a' } }),
    ['b', 'c'],
  ],
  ['an id that is not there', 'z', exchangeOf(), ['a', 'b', 'c']],
  ['an expression without value', '${property.none}', exchangeOf({ body: 'a' }), ['a', 'b', 'c']],
])('deletes what %s names', async (_, messageId, exchange, left) => {
  for (const id of ['a', 'b', 'c']) await put(id)
  await runStep(remove, { storageName: 'Orders', messageId }, exchange, { services: tenant.services })
  expect((await tenant.store.dataStores.entries({}, 0)).map(({ id }) => id)).toEqual(left)
})
