import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { flag, text } from '../engine/fields.ts'
import { storesOf } from '../engine/stores.ts'
import { SluiceError } from '../kernel/errors.ts'
import { compileStoreKey, ENTRY_ID_HEADER, STORE_FIELDS } from './data-store/data-store.ts'
import { compileEntryIds } from './data-store/entry-id.ts'

const FOUND_HEADER = 'SAP_DatastoreEntryFound'
const CREATED_HEADER = 'SAP_DataStoreCreatedAt'
const EXPIRES_HEADER = 'SAP_DataStoreExpiresAt'

/** SAP Help, “Define Data Store Get Operations”. */
export default defineStep({
  activity: 'DBstorage',
  variant: 'get',
  label: 'Data Store Get',
  doc: 'Puts an entry of a data store into the body, with the headers that were kept with it.',
  fields: {
    ...STORE_FIELDS,
    entryId: text('dataStoreId', `Id of the entry; empty = the header ${ENTRY_ID_HEADER}.`),
    deleteOnCompletion: flag('delete', 'Deletes the entry when the message has ended well, with and without a transaction.', false),
    throwWhenMissing: flag(
      'stopOnMissingEntry',
      `Fails when there is no such entry; otherwise the header ${FOUND_HEADER} is false and the body stays.`,
      true,
    ),
  },
  compile({ deleteOnCompletion, throwWhenMissing, ...config }, context) {
    const store = compileStoreKey(config, context)
    const entryIds = compileEntryIds(config.entryId, context)
    const { services } = context.flow
    return async (exchange) => {
      const [id] = entryIds(exchange)
      if (id === undefined) throw new SluiceError('processing-failed', 'The entry ID is empty')
      const key = { ...store(exchange), id }
      const now = services.clock.now()
      const { dataStores } = storesOf(exchange, services)
      const [entry, content] = [await dataStores.find(key, now), await dataStores.content(key, now)]
      const found = entry !== undefined && content !== undefined
      if (!found && throwWhenMissing) {
        throw new SluiceError('processing-failed', `There is no entry ${id} in the data store ${key.storeName}`)
      }
      exchange.headers.set(FOUND_HEADER, String(found))
      if (!found) return
      for (const [name, value] of Object.entries(entry.headers)) exchange.headers.set(name, value)
      exchange.headers.set(CREATED_HEADER, entry.createdAt)
      exchange.headers.set(EXPIRES_HEADER, entry.retainUntil)
      exchange.body = Body.bytes(content)
      if (deleteOnCompletion) exchange.completion.add(services.stores, (stores) => stores.dataStores.delete(key, services.clock.now()))
    }
  },
})
