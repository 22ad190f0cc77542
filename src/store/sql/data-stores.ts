import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type {
  DataStore,
  DataStoreEntry,
  DataStoreEntryKey,
  DataStoreFilter,
  DataStoreKey,
  DataStoreRetry,
  DataStoreStore,
} from '../data-stores.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import type { Tables } from './tables.ts'
import { existsAlready } from './violations.ts'

type EntryRow = Tables['data_store_entries']
type Where = ExpressionBuilder<Tables, 'data_store_entries'>

export function dataStoreStore({ db }: SqlContext): DataStoreStore {
  return {
    put: (entry, content, overwrite) => db.transaction().execute((transaction) => put(transaction, entry, content, overwrite)),

    async find(key, now) {
      const row = await entries(db).where(isEntry(key)).where('retainUntil', '>', now).executeTakeFirst()
      return row && fromRow(row)
    },

    async content(key, now) {
      const row = await withContent(db).where(isEntry(key)).where('retainUntil', '>', now).executeTakeFirst()
      return row?.content
    },

    async select(store, limit, now) {
      const rows = await withContent(db)
        .where(isIn(store))
        .where('retainUntil', '>', now)
        .orderBy('createdAt')
        .orderBy('entry')
        .limit(limit)
        .execute()
      return rows.map(({ content, ...row }) => ({ entry: fromRow(row), content }))
    },

    async ready(store, limit, now) {
      const rows = await entries(db)
        .leftJoin('data_store_retries as retry', 'retry.entry', 'data_store_entries.entry')
        .where(isIn(store))
        .where('retainUntil', '>', now)
        .where((eb) => eb.or([eb('retry.retryAt', 'is', null), eb('retry.retryAt', '<=', now)]))
        .orderBy('createdAt')
        .orderBy('data_store_entries.entry')
        .limit(limit)
        .execute()
      return rows.map(fromRow)
    },

    async retryOf(key) {
      const row = await db
        .selectFrom('data_store_entries')
        .innerJoin('data_store_retries as retry', 'retry.entry', 'data_store_entries.entry')
        .select(['retry.messageGuid', 'retry.correlationId', 'retry.start', 'retry.retries', 'retry.retryAt'])
        .where(isEntry(key))
        .executeTakeFirst()
      return row
    },

    retryLater: (key, retry) => db.transaction().execute((transaction) => retryLater(transaction, key, retry)),

    async delete(key, now) {
      const result = await db.deleteFrom('data_store_entries').where(isEntry(key)).where('retainUntil', '>', now).executeTakeFirst()
      return result.numDeletedRows === 1n
    },

    async deleteStore(store, now) {
      const result = await db.deleteFrom('data_store_entries').where(isIn(store)).where('retainUntil', '>', now).executeTakeFirst()
      return Number(result.numDeletedRows)
    },

    async entries(filter, now) {
      const rows = await entries(db).where(passes(filter, now)).orderBy('createdAt').orderBy('entry').execute()
      return rows.map(fromRow)
    },

    stores: (now) => stores(db, now),

    deleteExpired: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'data_store_entries', key: ['entry'], column: 'retainUntil' }, now, limit),
  }
}

/** Contents stand in a table of their own, found by the number of the entry. */
async function put(db: Kysely<Tables>, entry: DataStoreEntry, content: Uint8Array, overwrite: boolean): Promise<void> {
  const stale = db.deleteFrom('data_store_entries').where(isEntry(entry))
  await (overwrite ? stale : stale.where('retainUntil', '<=', entry.createdAt)).execute()
  const row = await db
    .insertInto('data_store_entries')
    .values({ ...entry, headers: JSON.stringify(entry.headers), encrypted: entry.encrypted ? 1 : 0 })
    .onConflict((conflict) => conflict.columns(['storeName', 'flowId', 'type', 'id']).doNothing())
    .returning('entry')
    .executeTakeFirst()
  if (row === undefined) throw existsAlready(`Entry ${entry.id} of data store ${entry.storeName}`)
  await db.insertInto('data_store_contents').values({ entry: row.entry, content }).execute()
}

async function retryLater(db: Kysely<Tables>, key: DataStoreEntryKey, retry: DataStoreRetry): Promise<void> {
  const found = await db.selectFrom('data_store_entries').select('entry').where(isEntry(key)).executeTakeFirst()
  if (found === undefined) return
  await db
    .insertInto('data_store_retries')
    .values({ ...retry, entry: found.entry })
    .onConflict((conflict) => conflict.column('entry').doUpdateSet(retry))
    .execute()
}

const entries = (db: Kysely<Tables>) => db.selectFrom('data_store_entries').selectAll('data_store_entries')

const withContent = (db: Kysely<Tables>) =>
  entries(db)
    .innerJoin('data_store_contents', 'data_store_contents.entry', 'data_store_entries.entry')
    .select('data_store_contents.content')

const isIn =
  ({ storeName, flowId, type }: DataStoreKey) =>
  (eb: Where) =>
    eb.and({ storeName, flowId, type })

const isEntry =
  ({ storeName, flowId, type, id }: DataStoreEntryKey) =>
  (eb: Where) =>
    eb.and({ storeName, flowId, type, id })

const passes =
  ({ store, messageId, overdueOnly }: DataStoreFilter, now: number) =>
  (eb: Where) =>
    eb.and([
      eb('retainUntil', '>', now),
      ...(store === undefined ? [] : [isIn(store)(eb)]),
      ...(messageId === undefined ? [] : [eb('messageId', '=', messageId)]),
      ...(overdueOnly ? [eb('dueAt', '<=', now)] : []),
    ])

async function stores(db: Kysely<Tables>, now: number): Promise<DataStore[]> {
  const rows = await db
    .selectFrom('data_store_entries')
    .select(['storeName', 'flowId', 'type', sql<number>`count(*)`.as('messages')])
    .select(sql<number>`coalesce(sum(case when ${sql.ref('dueAt')} <= ${now} then 1 else 0 end), 0)`.as('overdueMessages'))
    .where('retainUntil', '>', now)
    .groupBy(['storeName', 'flowId', 'type'])
    .orderBy('storeName')
    .orderBy('flowId')
    .orderBy('type')
    .execute()
  return rows.map((row) => ({ ...row, messages: Number(row.messages), overdueMessages: Number(row.overdueMessages) }))
}

const fromRow = ({ entry: _, headers, encrypted, ...row }: Omit<EntryRow, 'entry'> & { readonly entry: number }): DataStoreEntry => ({
  ...row,
  headers: JSON.parse(headers),
  ...(encrypted === 1 && { encrypted: true }),
})
