import type { Kysely, RawBuilder, SqlBool } from 'kysely'
import type { ChangeFeed } from '../change-feed.ts'
import type { Tables } from './tables.ts'

/** What the query code of every aggregate stands on. Nothing in this folder knows which database it talks to. */
export interface SqlContext {
  readonly db: Kysely<Tables>
  readonly changes: ChangeFeed
  /** `column in values`, however many values there are. */
  readonly oneOf: OneOf
}

export type OneOf = (column: string, values: readonly string[]) => RawBuilder<SqlBool>
