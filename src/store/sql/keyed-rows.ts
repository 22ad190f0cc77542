import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { KeyedRows } from '../keyed-rows.ts'
import type { Condition } from '../query.ts'
import { Conditions, type Fields } from './conditions.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained, mustHaveMet } from './violations.ts'

/** How the rows of one table are called and asked for. */
export interface KeyedTable<T, K extends keyof T & string> {
  readonly table: keyof Tables
  readonly keys: readonly K[]
  readonly fields: Fields<keyof T & string>
  /** The row in an error: `String parameter a of partner b`. */
  readonly named: (key: Pick<T, K>) => string
}

type AnyRow = Readonly<Record<string, unknown>>

/** Rows whose columns are exactly the fields of the domain shape. */
export function keyedRows<T extends object, K extends keyof T & string>(
  context: SqlContext,
  { table, keys, fields, named }: KeyedTable<T, K>,
): KeyedRows<T, K> {
  // Kysely's types follow one table at a time; here the table is a parameter.
  const db = context.db as unknown as Kysely<Record<string, AnyRow>>
  const conditions = new Conditions(fields, context.oneOf)
  const is = (key: Pick<T, K>) =>
    sql<boolean>`${sql.join(
      keys.map((name) => sql`${sql.ref(name)} = ${key[name]}`),
      sql` and `,
    )}`
  const rows = (
    where: Condition<keyof T & string> = { op: 'and', conditions: [] },
  ): SelectQueryBuilder<Record<string, AnyRow>, string, object> => db.selectFrom(table).where(conditions.toSql(where))

  return {
    async create(row) {
      await explained({ duplicate: named(row) }, () =>
        db
          .insertInto(table)
          .values(row as AnyRow)
          .execute(),
      )
    },

    async update(row) {
      const result = await db
        .updateTable(table)
        .set(row as AnyRow)
        .where(is(row))
        .executeTakeFirst()
      mustHaveMet(result.numUpdatedRows, named(row))
    },

    async put(row) {
      await db
        .insertInto(table)
        .values(row as AnyRow)
        .onConflict((conflict) => conflict.columns([...keys]).doUpdateSet(row as AnyRow))
        .execute()
    },

    async delete(key) {
      mustHaveMet((await db.deleteFrom(table).where(is(key)).executeTakeFirst()).numDeletedRows, named(key))
    },

    find: async (key) => (await db.selectFrom(table).selectAll().where(is(key)).executeTakeFirst()) as T | undefined,

    async query({ where, orderBy = [], limit, offset }) {
      let query = rows(where).selectAll()
      for (const { field, descending } of orderBy) query = query.orderBy(conditions.column(field), descending ? 'desc' : 'asc')
      for (const key of keys) query = query.orderBy(key)
      if (limit !== undefined || offset !== undefined) query = query.limit(limit ?? Number.MAX_SAFE_INTEGER)
      if (offset !== undefined) query = query.offset(offset)
      return (await query.execute()) as T[]
    },

    async count(where) {
      const row = await rows(where)
        .select((eb) => eb.fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return Number(row.rows)
    },
  }
}
