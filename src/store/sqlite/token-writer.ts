import type { Database } from 'better-sqlite3'
import type { Tables } from '../sql/tables.ts'
import { type SqliteFailure, sqliteFailure } from './errors.ts'

/** A token to be written. */
export interface NewToken {
  readonly row: Tables['tokens']
  readonly replacesPrevious: boolean
}

/** Hashes of the tokens that ended with the new one, or what refused it. */
export type TokenOutcome = { readonly ended: readonly string[] } | { readonly failure: SqliteFailure }

const INSERT = `insert into tokens (hash, prefix, clientId, subaccountId, claims, issuedAt, expiresAt)
  values (@hash, @prefix, @clientId, @subaccountId, @claims, @issuedAt, @expiresAt)`

/** Writes a group of tokens in one transaction; each of them succeeds or is refused by itself. */
export function tokenWriter(database: Database): (group: readonly NewToken[]) => readonly TokenOutcome[] {
  const insert = database.prepare<[Tables['tokens']]>(INSERT)
  const replace = database.prepare<[string], { hash: string }>('delete from tokens where clientId = ? returning hash')
  // Inside the group's transaction this is a savepoint.
  const replaceOne = database.transaction((row: Tables['tokens']): readonly string[] => {
    const ended = replace.all(row.clientId).map(({ hash }) => hash)
    insert.run(row)
    return ended
  })
  const addOne = ({ row, replacesPrevious }: NewToken): TokenOutcome => {
    try {
      if (replacesPrevious) return { ended: replaceOne(row) }
      insert.run(row)
      return { ended: [] }
    } catch (thrown) {
      return { failure: sqliteFailure(thrown) }
    }
  }
  const addGroup = database.transaction((group: readonly NewToken[]) => group.map(addOne))
  return (group) => addGroup.immediate(group)
}
