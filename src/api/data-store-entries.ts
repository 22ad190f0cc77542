import { dateTime, text } from '../odata/edm.ts'
import { entityNotFound } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import { openContent } from '../store/sealed-content.ts'
import { requireAccess } from './access-policies/protection.ts'
import { dataStoreArtifact, type EntryRow, entryFilter, entryKey, NO_PAGING, visibleEntries } from './data-stores/data-store-access.ts'
import { managementSet } from './management-set.ts'

/** `DataStoreEntries`: messages that flows put aside; `messageid` and `overdueonly` narrow the list. */
export const dataStoreEntries = managementSet<EntryRow>({
  name: 'DataStoreEntries',
  type: 'DataStoreEntry',
  keys: ['Id', 'DataStoreName', 'IntegrationFlow', 'Type'],
  unsupported: NO_PAGING,
  properties: {
    Id: text((entry) => entry.id),
    DataStoreName: text((entry) => entry.storeName),
    IntegrationFlow: text((entry) => entry.flowId),
    Type: text((entry) => entry.type),
    Status: text((entry) => (entry.dueAt <= entry.now ? 'Overdue' : 'Waiting')),
    MessageId: text((entry) => entry.messageId),
    DueAt: dateTime((entry) => entry.dueAt),
    CreatedAt: dateTime((entry) => entry.createdAt),
    RetainUntil: dateTime((entry) => entry.retainUntil),
  },
  requires: 'viewDataStores',
  async find({ custom }, context) {
    const rows = await visibleEntries(entryFilter(custom), context)
    return { rows, count: rows.length }
  },
  async read(keys, context) {
    const key = entryKey(keys)
    await requireAccess(context, await dataStoreArtifact(key, context))
    const now = context.clock.now()
    const entry = await context.store.dataStores.find(key, now)
    return entry && { ...entry, now }
  },
  media: {
    requires: 'viewDataStorePayloads',
    async read(entry, { store, vault, clock }) {
      const content = await store.dataStores.content(entry, clock.now())
      if (content === undefined) throw entityNotFound()
      return {
        contentType: 'application/octet-stream',
        content: entry.encrypted ? openContent(content, vault) : content,
        fileName: entry.id,
      }
    },
  },
  delete: {
    requires: 'deleteDataStores',
    async run(keys, context) {
      const key = entryKey(keys)
      await requireAccess(context, await dataStoreArtifact(key, context))
      if (!(await context.store.dataStores.delete(key, context.clock.now()))) throw entityNotFound()
      return accepted
    },
  },
})
