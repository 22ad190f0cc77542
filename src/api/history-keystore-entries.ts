import { badRequest } from '../odata/failure.ts'
import { toHex } from './hex-key.ts'
import { entryNavigation } from './keystore/entry-navigation.ts'
import { existingHistoryEntry, type HistoryRow, historyEntries, historyEntryProperties } from './keystore/history-entry.ts'
import { aliasIn, aliasTaken, isReserved, isSet } from './keystore/keystore-entry.ts'
import { managementSet, stampOf } from './management-set.ts'

/** `HistoryKeystoreEntries`: keys of SAP that were replaced. Updating copies one to the keystore `KeyRenewal`. */
export const historyKeystoreEntries = managementSet<HistoryRow>({
  name: 'HistoryKeystoreEntries',
  type: 'HistoryKeystoreEntry',
  keys: ['Hexalias'],
  properties: historyEntryProperties,
  navigation: entryNavigation,
  answersTo: (entry, { Hexalias }) => toHex(entry.alias) === String(Hexalias).toUpperCase(),
  requires: 'viewMonitoring',
  list: historyEntries,
  read: (keys, context) => existingHistoryEntry(aliasIn(keys), context),
  update: {
    requires: 'editSecurityMaterial',
    async run(keys, _body, context, custom) {
      const { originalAlias, type, chain, privateKey } = await existingHistoryEntry(aliasIn(keys), context)
      if (!isSet(custom, 'copy')) throw badRequest("The parameter 'copy' must be true.")
      const alias = custom.get('destinationAlias') || originalAlias
      if (!isReserved(alias)) throw badRequest(`The alias "${alias}" is invalid: it is not one of SAP`)
      const { keystore } = context.store
      if ((await keystore.find(alias, 'KeyRenewal')) !== undefined) throw aliasTaken(alias)
      const { user, now } = stampOf(context)
      await keystore.create(
        { alias, type, chain, privateKey, createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now },
        'KeyRenewal',
      )
      return { status: 204 }
    },
  },
})
