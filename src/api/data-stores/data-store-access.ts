import type { Keys } from '../../odata/entity-set.ts'
import type { QueryParameters } from '../../odata/query-string.ts'
import type { DataStoreEntry, DataStoreEntryKey, DataStoreFilter, DataStoreKey } from '../../store/data-stores.ts'
import { accessOf, flowArtifact, globalArtifact, type ProtectedArtifact } from '../access-policies/protection.ts'
import type { Management } from '../management-set.ts'

/** System query options that data stores, entries and variables refuse (contract odata-api §1.3). */
export const NO_PAGING = ['$top', '$skip', '$filter']

export const storeKey = ({ DataStoreName, IntegrationFlow, Type }: Keys): DataStoreKey => ({
  storeName: String(DataStoreName),
  flowId: String(IntegrationFlow),
  type: String(Type),
})

export const entryKey = (keys: Keys): DataStoreEntryKey => ({ ...storeKey(keys), id: String(keys.Id) })

export const visibilityOf = ({ flowId }: { readonly flowId: string }): string => (flowId === '' ? 'Global' : 'Integration Flow')

/** The parameters without `$` that a list understands: `overdueonly=true`, `messageid=<guid>`. */
export function entryFilter(custom: QueryParameters): DataStoreFilter {
  const messageId = unquoted(custom.get('messageid'))
  return { overdueOnly: unquoted(custom.get('overdueonly')) === 'true', ...(messageId !== undefined && { messageId }) }
}

const unquoted = (value: string | undefined): string | undefined => value?.trim().replace(/^'(.*)'$/, '$1')

/** What access policies call a data store: global ones have a name, others belong to their flow. */
export const dataStoreArtifact = ({ storeName, flowId }: DataStoreKey, context: Management): Promise<ProtectedArtifact> =>
  flowId === '' ? Promise.resolve(globalArtifact('GLOBAL_DATA_STORE', storeName)) : flowArtifact(flowId, context)

/** The rows that no access policy keeps from the caller. */
export async function accessible<T extends DataStoreKey>(rows: readonly T[], context: Management): Promise<T[]> {
  const access = await accessOf(context)
  const artifacts = await Promise.all(rows.map((row) => dataStoreArtifact(row, context)))
  return rows.filter((_, index) => access.allows(artifacts[index]!))
}

/** An entry at the moment of the question, which decides what is overdue. */
export type EntryRow = DataStoreEntry & { readonly now: number }

/** Entries that the caller may see. */
export async function visibleEntries(filter: DataStoreFilter, context: Management): Promise<EntryRow[]> {
  const now = context.clock.now()
  const entries = await accessible(await context.store.dataStores.entries(filter, now), context)
  return entries.map((entry) => ({ ...entry, now }))
}
