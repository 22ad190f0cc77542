import type { Database } from 'better-sqlite3'
import type { Tables } from '../sql/tables.ts'
import { tokenFromRow } from '../sql/tokens.ts'
import type { TokenStore } from '../tokens.ts'
import { translated } from './errors.ts'
import type { Turns } from './turns.ts'

/** `tokens.find` as one prepared statement. While a transaction is open it waits, so that it never reads what may be undone. */
export function tokenFinder(database: Database, turns: Turns): TokenStore['find'] {
  const statement = database.prepare<[string], Tables['tokens']>('select * from tokens where hash = ?')
  const read = (hash: string) => {
    const row = translated(() => statement.get(hash))
    return row === undefined ? undefined : tokenFromRow(row)
  }
  return async (hash) => (database.inTransaction ? turns.run(() => read(hash)) : read(hash))
}
