import { int64, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { DataStore } from '../store/data-stores.ts'
import { requireAccess } from './access-policies/protection.ts'
import {
  accessible,
  dataStoreArtifact,
  entryFilter,
  NO_PAGING,
  storeKey,
  visibilityOf,
  visibleEntries,
} from './data-stores/data-store-access.ts'
import { type Management, managementSet } from './management-set.ts'

const storesFor = async (context: Management): Promise<DataStore[]> =>
  accessible(await context.store.dataStores.stores(context.clock.now()), context)

/** `DataStores`: those that hold entries; `overdueonly=true` leaves out those without overdue ones. */
export const dataStores = managementSet<DataStore>({
  name: 'DataStores',
  type: 'DataStore',
  keys: ['DataStoreName', 'IntegrationFlow', 'Type'],
  unsupported: NO_PAGING,
  properties: {
    DataStoreName: text((store) => store.storeName),
    IntegrationFlow: text((store) => store.flowId),
    Type: text((store) => store.type),
    Visibility: text(visibilityOf),
    NumberOfMessages: int64((store) => store.messages),
    NumberOfOverdueMessages: int64((store) => store.overdueMessages),
  },
  navigation: {
    Entries: {
      target: 'DataStoreEntries',
      many: true,
      resolve: eachRow((store, context: Management, custom) => visibleEntries({ ...entryFilter(custom), store }, context)),
    },
  },
  requires: 'viewDataStores',
  async find({ custom }, context) {
    const { overdueOnly = false } = entryFilter(custom)
    const rows = (await storesFor(context)).filter((store) => !overdueOnly || store.overdueMessages > 0)
    return { rows, count: rows.length }
  },
  async read(keys, context) {
    const { storeName, flowId, type } = storeKey(keys)
    const stores = await storesFor(context)
    return stores.find((store) => store.storeName === storeName && store.flowId === flowId && store.type === type)
  },
  delete: {
    requires: 'deleteDataStores',
    async run(keys, context) {
      const key = storeKey(keys)
      await requireAccess(context, await dataStoreArtifact(key, context))
      if ((await context.store.dataStores.deleteStore(key, context.clock.now())) === 0) throw entityNotFound()
      return accepted
    },
  },
})
