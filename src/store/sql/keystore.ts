import type { ExpressionBuilder, Transaction } from 'kysely'
import type { KeystoreEntry, KeystoreName, KeystoreStore, RetiredEntry } from '../keystore.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained, mustHaveMet } from './violations.ts'

const IN_USE = 'system'

export function keystoreStore({ db, changes }: SqlContext): KeystoreStore {
  return {
    async create(entry, keystore = IN_USE) {
      await explained({ duplicate: named(entry.alias) }, () => db.insertInto('keystore_entries').values(toRow(entry, keystore)).execute())
      changes.publish('keystore', entry.alias)
    },

    async update(entry) {
      const query = db.updateTable('keystore_entries').set(toRow(entry, IN_USE)).where(is(IN_USE, entry.alias))
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, named(entry.alias))
      changes.publish('keystore', entry.alias)
    },

    async rename(alias, newAlias, modifiedBy, modifiedAt) {
      const query = db.updateTable('keystore_entries').set({ alias: newAlias, modifiedBy, modifiedAt }).where(is(IN_USE, alias))
      const result = await explained({ duplicate: named(newAlias) }, () => query.executeTakeFirst())
      mustHaveMet(result.numUpdatedRows, named(alias))
      changes.publish('keystore', alias, newAlias)
    },

    async delete(alias) {
      const result = await db.deleteFrom('keystore_entries').where(is(IN_USE, alias)).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, named(alias))
      changes.publish('keystore', alias)
    },

    async find(alias, keystore = IN_USE) {
      const row = await db.selectFrom('keystore_entries').selectAll().where(is(keystore, alias)).executeTakeFirst()
      return row && fromRow(row)
    },

    async list(keystore = IN_USE) {
      const rows = await db.selectFrom('keystore_entries').selectAll().where('keystore', '=', keystore).orderBy('alias').execute()
      return rows.map(fromRow)
    },

    async change(keystore, { remove, put }) {
      await db.transaction().execute(async (transaction) => {
        for (const alias of remove) await transaction.deleteFrom('keystore_entries').where(is(keystore, alias)).execute()
        for (const entry of put) await putRow(transaction, toRow(entry, keystore))
      })
      const touched = new Set([...remove, ...put.map(({ alias }) => alias)])
      if (touched.size > 0) changes.publish('keystore', ...touched)
    },

    async activate(entry) {
      await db.transaction().execute(async (transaction) => {
        await retire(transaction, entry)
        await putRow(transaction, toRow(entry, IN_USE))
        await transaction.deleteFrom('keystore_entries').where(is('KeyRenewal', entry.alias)).execute()
      })
      changes.publish('keystore', entry.alias)
    },

    async history() {
      const rows = await db.selectFrom('keystore_history').selectAll().orderBy('alias').orderBy('sequence').execute()
      return rows.map((row): RetiredEntry => ({ ...row, chain: JSON.parse(row.chain) }))
    },
  }
}

/** Moves the entry in use that has the alias of `next` to the history. */
async function retire(transaction: Transaction<Tables>, next: KeystoreEntry): Promise<void> {
  const current = await transaction.selectFrom('keystore_entries').selectAll().where(is(IN_USE, next.alias)).executeTakeFirst()
  if (current === undefined) return
  const { keystore, ...entry } = current
  const last = await transaction
    .selectFrom('keystore_history')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .where('alias', '=', next.alias)
    .executeTakeFirst()
  const active = { activatedBy: entry.modifiedBy, activeFrom: entry.modifiedAt }
  const until = { deactivatedBy: next.modifiedBy, activeUntil: next.modifiedAt }
  const row = { ...entry, ...active, ...until, sequence: (last?.sequence ?? 0) + 1 }
  await transaction.insertInto('keystore_history').values(row).execute()
}

async function putRow(transaction: Transaction<Tables>, row: Tables['keystore_entries']): Promise<void> {
  await transaction
    .insertInto('keystore_entries')
    .values(row)
    .onConflict((conflict) => conflict.columns(['keystore', 'alias']).doUpdateSet(row))
    .execute()
}

const named = (alias: string) => `Keystore entry ${alias}`

const is = (keystore: KeystoreName, alias: string) => (eb: ExpressionBuilder<Tables, 'keystore_entries'>) => eb.and({ keystore, alias })

const toRow = (entry: KeystoreEntry, keystore: KeystoreName): Tables['keystore_entries'] => ({
  alias: entry.alias,
  type: entry.type,
  chain: JSON.stringify(entry.chain),
  privateKey: entry.privateKey,
  createdBy: entry.createdBy,
  createdAt: entry.createdAt,
  modifiedBy: entry.modifiedBy,
  modifiedAt: entry.modifiedAt,
  keystore,
})

const fromRow = ({ keystore, ...row }: Tables['keystore_entries']): KeystoreEntry => ({ ...row, chain: JSON.parse(row.chain) })
