import { dateTimeOffset, int32, type Properties, text } from '../../odata/edm.ts'
import { badRequest } from '../../odata/failure.ts'
import type { RetiredEntry } from '../../store/keystore.ts'
import type { Management } from '../management-set.ts'
import { aliasNotFound, type EntryRow, keystoreEntryProperties, rowOf } from './keystore-entry.ts'

/** A replaced entry as it is shown: its alias has its number in front. */
export interface HistoryRow extends EntryRow, RetiredEntry {
  readonly originalAlias: string
}

export const historyEntryProperties: Properties<HistoryRow> = {
  ...keystoreEntryProperties,
  Owner: text(() => 'SAP'),
  ActivatedBy: text((entry) => entry.activatedBy),
  ActiveFrom: dateTimeOffset((entry) => entry.activeFrom),
  DeactivatedBy: text((entry) => entry.deactivatedBy),
  ActiveUntil: dateTimeOffset((entry) => entry.activeUntil),
  ActivationSequenceNumber: int32((entry) => entry.sequence),
  OriginalAlias: text((entry) => entry.originalAlias),
}

export const historyEntries = async (context: Management): Promise<HistoryRow[]> =>
  (await context.store.keystore.history()).map((entry) => ({
    ...rowOf(entry, context),
    alias: `[${entry.sequence}]_${entry.alias}`,
    originalAlias: entry.alias,
  }))

/** Throws `bad-request` for an alias without its number, `not-found` for an unknown one. */
export async function existingHistoryEntry(alias: string, context: Management): Promise<HistoryRow> {
  if (!alias.startsWith('[')) throw badRequest(`The alias "${alias}" is invalid: Alias '${alias}' does not start with '['`)
  const found = (await historyEntries(context)).find((entry) => entry.alias === alias)
  if (found === undefined) throw aliasNotFound(alias)
  return found
}
