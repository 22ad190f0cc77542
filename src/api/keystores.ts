import { dateTimeOffset, int32, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import { type EntryRow, entriesOf, SYSTEM_KEYSTORE } from './keystore/keystore-entry.ts'
import { type Management, managementSet } from './management-set.ts'

interface Keystore {
  readonly name: string
  readonly entries: readonly EntryRow[]
}

/** The entry that was changed last. */
const latest = ({ entries }: Keystore): EntryRow | undefined => [...entries].sort((a, b) => b.modifiedAt - a.modifiedAt)[0]

/** The keystore with its entries. */
export const systemKeystore = async (context: Management): Promise<Keystore> => ({
  name: SYSTEM_KEYSTORE,
  entries: await entriesOf(new Map(), context),
})

/** `Keystores('system')`: the keystore of the tenant. */
export const keystores = managementSet<Keystore>({
  name: 'Keystores',
  type: 'Keystore',
  keys: ['Name'],
  properties: {
    Name: text((keystore) => keystore.name),
    LastModifiedBy: text((keystore) => latest(keystore)?.modifiedBy ?? null),
    LastModifiedTime: dateTimeOffset((keystore) => latest(keystore)?.modifiedAt ?? null),
    Size: int32((keystore) => keystore.entries.length),
  },
  navigation: { Entries: { target: 'KeystoreEntries', many: true, resolve: eachRow(async ({ entries }) => entries) } },
  requires: 'viewMonitoring',
  list: async (context) => [await systemKeystore(context)],
  async read({ Name }, context) {
    if (Name !== SYSTEM_KEYSTORE) throw badRequest(`Keystore name '${Name}' is invalid.`)
    return systemKeystore(context)
  },
})
