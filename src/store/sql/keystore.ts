import type { KeystoreEntry, KeystoreStore } from '../keystore.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained, mustHaveMet } from './violations.ts'

export function keystoreStore({ db, changes }: SqlContext): KeystoreStore {
  return {
    async create(entry) {
      await explained({ duplicate: named(entry.alias) }, () => db.insertInto('keystore_entries').values(toRow(entry)).execute())
      changes.publish('keystore', entry.alias)
    },

    async update(entry) {
      const query = db.updateTable('keystore_entries').set(toRow(entry)).where('alias', '=', entry.alias)
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, named(entry.alias))
      changes.publish('keystore', entry.alias)
    },

    async rename(alias, newAlias, modifiedBy, modifiedAt) {
      const query = db.updateTable('keystore_entries').set({ alias: newAlias, modifiedBy, modifiedAt }).where('alias', '=', alias)
      const result = await explained({ duplicate: named(newAlias) }, () => query.executeTakeFirst())
      mustHaveMet(result.numUpdatedRows, named(alias))
      changes.publish('keystore', alias, newAlias)
    },

    async delete(alias) {
      const result = await db.deleteFrom('keystore_entries').where('alias', '=', alias).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, named(alias))
      changes.publish('keystore', alias)
    },

    async find(alias) {
      const row = await db.selectFrom('keystore_entries').selectAll().where('alias', '=', alias).executeTakeFirst()
      return row && fromRow(row)
    },

    list: async () => (await db.selectFrom('keystore_entries').selectAll().orderBy('alias').execute()).map(fromRow),
  }
}

const named = (alias: string) => `Keystore entry ${alias}`

const toRow = (entry: KeystoreEntry): Tables['keystore_entries'] => ({ ...entry, chain: JSON.stringify(entry.chain) })

const fromRow = (row: Tables['keystore_entries']): KeystoreEntry => ({ ...row, chain: JSON.parse(row.chain) })
