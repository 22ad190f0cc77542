import { defineStep } from '../engine/define-step.ts'
import { text } from '../engine/fields.ts'
import { storesOf } from '../engine/stores.ts'
import { compileStoreKey, ENTRY_ID_HEADER, STORE_FIELDS } from './data-store/data-store.ts'
import { checkId, compileEntryIds } from './data-store/entry-id.ts'

/** SAP Help, “Define Data Store Delete Operations”: an entry that is not there is no error. */
export default defineStep({
  activity: 'DBstorage',
  variant: 'delete',
  label: 'Data Store Delete',
  doc: 'Deletes entries of a data store.',
  fields: {
    ...STORE_FIELDS,
    entryId: text(
      'messageId',
      `Id of the entry, or an XPath to several; empty = the header ${ENTRY_ID_HEADER}, and without it the whole body.`,
    ),
  },
  compile(config, context) {
    const store = compileStoreKey(config, context)
    const entryIds = compileEntryIds(config.entryId, context)
    const { services } = context.flow
    return async (exchange) => {
      const ids = entryIds(exchange)
      const key = store(exchange)
      const { dataStores } = storesOf(exchange, services)
      for (const id of ids.length > 0 || config.entryId.trim() !== '' ? ids : [checkId(exchange.body.asText())]) {
        await dataStores.delete({ ...key, id }, services.clock.now())
      }
    }
  },
})
