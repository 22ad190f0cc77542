import { eachRow } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import { selectRows } from '../odata/select-rows.ts'
import { toHex } from './hex-key.ts'
import {
  aliasNotFound,
  aliasTaken,
  changedKeystore,
  checkAlias,
  type EntryRow,
  entriesOf,
  existingEntry,
  isSet,
  keystoreEntryProperties,
  rowOf,
} from './keystore/keystore-entry.ts'
import { systemKeystore } from './keystores.ts'
import { type Management, managementSet, stampOf } from './management-set.ts'

/** The same alias in one of the sets for content. */
const content = (target: string) => ({ target, many: false, resolve: eachRow(async (entry: EntryRow) => [entry]) })

/** `KeystoreEntries`: certificates and key pairs of the tenant (contract odata-api §1.5). Updating is renaming. */
export const keystoreEntries = managementSet<EntryRow>({
  name: 'KeystoreEntries',
  type: 'KeystoreEntry',
  keys: ['Hexalias'],
  properties: keystoreEntryProperties,
  navigation: {
    ChainCertificates: {
      target: 'ChainCertificates',
      many: true,
      resolve: eachRow(async (entry) => entry.chain.map((der, index) => ({ alias: entry.alias, der, index, now: entry.now }))),
    },
    Certificate: content('CertificateResources'),
    Sshkey: content('SSHKeyResources'),
    Keystore: {
      target: 'Keystores',
      many: false,
      resolve: eachRow(async (_entry, context: Management) => [await systemKeystore(context)]),
    },
    ChainResource: content('CertificateChainResources'),
    SigningRequest: content('CertificateSigningRequests'),
  },
  answersTo: (entry, { Hexalias }) => toHex(entry.alias) === String(Hexalias).toUpperCase(),
  requires: 'viewMonitoring',
  find: async ({ query, custom }, context) => selectRows(await entriesOf(custom, context), keystoreEntryProperties, query),
  async read(keys, context, custom) {
    const entry = await existingEntry(keys, context)
    if (!(await entriesOf(custom, context)).some(({ alias }) => alias === entry.alias)) throw aliasNotFound(entry.alias)
    return rowOf(entry, context)
  },
  update: {
    requires: 'editSecurityMaterial',
    async run(keys, _body, context, custom) {
      const { alias } = await existingEntry(keys, context)
      const renamed = custom.get('renameAlias') ?? ''
      if (renamed === '') throw badRequest("The parameter 'renameAlias' must name the new alias.")
      checkAlias(alias)
      checkAlias(renamed)
      if ((await context.store.keystore.find(renamed)) !== undefined) throw aliasTaken(renamed)
      const { user, now } = stampOf(context)
      await context.store.keystore.rename(alias, renamed, user, now)
      return isSet(custom, 'returnHexAlias') ? { status: 200, text: `[${toHex(renamed)}]` } : changedKeystore(custom, context)
    },
  },
  delete: {
    requires: 'editSecurityMaterial',
    async run(keys, context, custom) {
      const { alias } = await existingEntry(keys, context)
      checkAlias(alias)
      await context.store.keystore.delete(alias)
      return changedKeystore(custom, context)
    },
  },
})
