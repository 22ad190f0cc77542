import type { Condition, Query } from './query.ts'

/** Rows that are found by a key which callers choose: `T` is the row, `K` names the fields of its key. */
export interface KeyedRows<T, K extends keyof T & string> {
  create(row: T): Promise<void>
  update(row: T): Promise<void>
  /** Creates or replaces. */
  put(row: T): Promise<void>
  delete(key: Pick<T, K>): Promise<void>
  find(key: Pick<T, K>): Promise<T | undefined>
  /** Ordered by the key unless the query says otherwise. Throws `bad-request` for an unknown field or a value of the wrong type. */
  query(query: Query<keyof T & string>): Promise<T[]>
  count(where?: Condition<keyof T & string>): Promise<number>
}
