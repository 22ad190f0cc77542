import { badRequest } from '../odata/failure.ts'
import { selectRows } from '../odata/select-rows.ts'
import type { KeystoreEntry } from '../store/keystore.ts'
import { toHex } from './hex-key.ts'
import { entryNavigation } from './keystore/entry-navigation.ts'
import {
  aliasIn,
  aliasNotFound,
  aliasTaken,
  changedKeystore,
  checkAlias,
  type EntryRow,
  entryIn,
  existingEntry,
  isSet,
  keystoreEntryProperties,
} from './keystore/keystore-entry.ts'
import { requestedKeystore } from './keystore/named-keystore.ts'
import { entriesOf } from './keystores.ts'
import { type Management, managementSet, stampOf } from './management-set.ts'

/**
 * `KeystoreEntries`: certificates and key pairs of the tenant (contract odata-api §1.5). Updating is renaming; deleting from
 * `KeyRenewal` is activating.
 */
export const keystoreEntries = managementSet<EntryRow>({
  name: 'KeystoreEntries',
  type: 'KeystoreEntry',
  keys: ['Hexalias'],
  properties: keystoreEntryProperties,
  navigation: entryNavigation,
  answersTo: (entry, { Hexalias }) => toHex(entry.alias) === String(Hexalias).toUpperCase(),
  requires: 'viewMonitoring',
  find: async ({ query, custom }, context) =>
    selectRows(await entriesOf(requestedKeystore(custom), context), keystoreEntryProperties, query),
  async read(keys, context, custom) {
    const alias = aliasIn(keys)
    const found = (await entriesOf(requestedKeystore(custom), context)).find((entry) => entry.alias === alias)
    if (found === undefined) throw aliasNotFound(alias)
    return found
  },
  update: {
    requires: 'editSecurityMaterial',
    async run(keys, _body, context, custom) {
      const { alias } = await existingEntry(keys, context)
      const renamed = custom.get('renameAlias') ?? ''
      if (renamed === '') throw badRequest("The parameter 'renameAlias' must name the new alias.")
      checkAlias(alias, context)
      checkAlias(renamed, context)
      if ((await context.store.keystore.find(renamed)) !== undefined) throw aliasTaken(renamed)
      const { user, now } = stampOf(context)
      await context.store.keystore.rename(alias, renamed, user, now)
      return isSet(custom, 'returnHexAlias') ? { status: 200, text: `[${toHex(renamed)}]` } : changedKeystore(custom, context)
    },
  },
  delete: {
    requires: 'editSecurityMaterial',
    async run(keys, context, custom) {
      const keystore = requestedKeystore(custom)
      if (keystore === 'KeyRenewal') {
        if (!isSet(custom, 'activate')) throw badRequest("A renewal is not deleted but activated: set the parameter 'activate' to true.")
        await activate(await entryIn(keystore, keys, context), context)
      } else if (keystore === 'system') {
        const { alias } = await existingEntry(keys, context)
        checkAlias(alias, context)
        await context.store.keystore.delete(alias)
      } else {
        throw badRequest(`The keystore '${keystore}' cannot be changed.`)
      }
      return changedKeystore(custom, context)
    },
  },
})

async function activate(entry: KeystoreEntry, context: Management): Promise<void> {
  const { user, now } = stampOf(context)
  await context.store.keystore.activate({ ...entry, modifiedBy: user, modifiedAt: now })
}
