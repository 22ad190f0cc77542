import Sqlite, { type Database } from 'better-sqlite3'

const BUSY_TIMEOUT_MS = 5000

/** Pages of 4 kB that the log grows by before they are moved into the database: fewer moves write a page that changed often once. */
const CHECKPOINT_PAGES = 4000

/** A connection on which everything that was committed is on disk. */
export function connect(file: string): Database {
  const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    database.pragma('foreign_keys = ON')
    // SQL's LIKE tells upper from lower case, SQLite's does only when told to.
    database.pragma('case_sensitive_like = ON')
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}
