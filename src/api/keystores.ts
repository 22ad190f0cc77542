import { dateTimeOffset, int32, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { KeystoreName } from '../store/keystore.ts'
import { historyEntries } from './keystore/history-entry.ts'
import { type EntryRow, rowOf } from './keystore/keystore-entry.ts'
import { HISTORY_KEYSTORE, keystoreNamed } from './keystore/named-keystore.ts'
import { type Management, managementSet } from './management-set.ts'

interface Keystore {
  readonly name: string
  readonly entries: readonly EntryRow[]
}

type Name = KeystoreName | typeof HISTORY_KEYSTORE

/** Those that the service lists; `KeyRenewal` is found by its name. */
const LISTED: readonly Name[] = ['system', 'backup_admin_system', HISTORY_KEYSTORE]

/** The entry that was changed last. */
const latest = ({ entries }: Keystore): EntryRow | undefined => [...entries].sort((a, b) => b.modifiedAt - a.modifiedAt)[0]

/** The keystore with its entries. */
export const keystoreOf = async (name: Name, context: Management): Promise<Keystore> => ({
  name,
  entries: await entriesOf(name, context),
})

/** The entries of a keystore. */
export const entriesOf = async (name: Name, context: Management): Promise<EntryRow[]> =>
  name === HISTORY_KEYSTORE ? historyEntries(context) : (await context.store.keystore.list(name)).map((entry) => rowOf(entry, context))

/** `Keystores`: that in use, the backup of the administrator, and those of keys that come and that went. */
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
  list: (context) => Promise.all(LISTED.map((name) => keystoreOf(name, context))),
  read: ({ Name }, context) => keystoreOf(keystoreNamed(String(Name)), context),
})
