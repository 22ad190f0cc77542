import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Rows that have a moment from which nobody needs them. */
export interface Dated<T extends keyof Tables> {
  readonly table: T
  readonly key: readonly (keyof Tables[T] & string)[]
  /** The moment; it begins an index. */
  readonly column: keyof Tables[T] & string
}

/** Deletes up to `limit` rows whose moment is `until` or earlier, the oldest first. Returns how many. */
export async function deleteOldest<T extends keyof Tables>(
  db: Kysely<Tables>,
  { table, key, column }: Dated<T>,
  until: number,
  limit: number,
): Promise<number> {
  const keys = sql.join(key.map((name) => sql.ref(name)))
  const moment = sql.ref(column)
  const oldest = sql`select ${keys} from ${sql.table(table)} where ${moment} <= ${until} order by ${moment} limit ${limit}`
  const result = await sql`delete from ${sql.table(table)} where (${keys}) in (${oldest})`.execute(db)
  return Number(result.numAffectedRows)
}
