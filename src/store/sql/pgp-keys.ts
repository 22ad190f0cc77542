import type { PgpKey, PgpKeyStore } from '../pgp-keys.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained, mustHaveMet } from './violations.ts'

export function pgpKeyStore({ db, changes }: SqlContext): PgpKeyStore {
  return {
    async create(key) {
      await explained({ duplicate: named(key.keyId) }, () => db.insertInto('pgp_keys').values(toRow(key)).execute())
      changes.publish('pgp-keys', key.keyId)
    },

    async update(key) {
      const query = db.updateTable('pgp_keys').set(toRow(key)).where('keyId', '=', key.keyId)
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, named(key.keyId))
      changes.publish('pgp-keys', key.keyId)
    },

    async delete(keyId) {
      const result = await db.deleteFrom('pgp_keys').where('keyId', '=', keyId).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, named(keyId))
      changes.publish('pgp-keys', keyId)
    },

    async find(keyId) {
      const row = await db.selectFrom('pgp_keys').selectAll().where('keyId', '=', keyId).executeTakeFirst()
      return row && fromRow(row)
    },

    list: async () => (await db.selectFrom('pgp_keys').selectAll().orderBy('keyId').execute()).map(fromRow),
  }
}

const named = (keyId: string) => `PGP key ${keyId}`

const toRow = (key: PgpKey): Tables['pgp_keys'] => ({ ...key, details: JSON.stringify(key.details) })

const fromRow = (row: Tables['pgp_keys']): PgpKey => ({ ...row, details: JSON.parse(row.details) })
