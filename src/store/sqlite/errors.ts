import Sqlite from 'better-sqlite3'
import { SluiceError } from '../../kernel/errors.ts'
import { ConstraintViolation } from '../sql/violations.ts'

const VIOLATIONS: Readonly<Record<string, 'duplicate' | 'reference'>> = {
  SQLITE_CONSTRAINT_UNIQUE: 'duplicate',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'duplicate',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'reference',
}

/** What the operator must repair, by the first two words of SQLite's result code. */
const STATES: Readonly<Record<string, string>> = {
  SQLITE_BUSY: 'is locked by another process',
  SQLITE_FULL: 'has no space left on its disk',
  SQLITE_READONLY: 'is read-only',
  SQLITE_IOERR: 'cannot be read or written',
  SQLITE_CORRUPT: 'is damaged',
  SQLITE_NOTADB: 'is not a SQLite database',
  SQLITE_CANTOPEN: 'cannot be opened',
}

/** Runs database code and throws what it throws as `ConstraintViolation` or `SluiceError`; `thing` begins the public text. */
export function translated<T>(run: () => T, thing = 'The database'): T {
  try {
    return run()
  } catch (thrown) {
    throw translate(thrown, thing)
  }
}

function translate(thrown: unknown, thing: string): unknown {
  if (thrown instanceof Sqlite.SqliteError) return translateSqlite(thrown, thing)
  if (thrown instanceof TypeError && thrown.message === 'The database connection is not open')
    return unavailable(thing, 'is closed', thrown)
  return isSystemError(thrown) ? unavailable(thing, 'cannot be opened', thrown) : thrown
}

function translateSqlite(thrown: InstanceType<typeof Sqlite.SqliteError>, thing: string): Error {
  const violation = VIOLATIONS[thrown.code]
  if (violation !== undefined) return new ConstraintViolation(violation, thrown)
  const state = STATES[thrown.code.split('_').slice(0, 2).join('_')]
  if (state !== undefined) return unavailable(thing, state, thrown)
  return new SluiceError('internal', `${thing} refused a statement.`, { detail: `${thrown.code}: ${thrown.message}`, cause: thrown })
}

function unavailable(thing: string, state: string, cause: Error): SluiceError {
  return new SluiceError('unavailable', `${thing} ${state}.`, { detail: cause.message, cause })
}

const isSystemError = (thrown: unknown): thrown is Error => thrown instanceof Error && 'syscall' in thrown

/** What SQLite threw, as it can go from one thread to another. */
export interface SqliteFailure {
  readonly code: string
  readonly message: string
}

/** Throws everything else on. */
export function sqliteFailure(thrown: unknown): SqliteFailure {
  if (!(thrown instanceof Sqlite.SqliteError)) throw thrown
  const { code, message } = thrown
  return { code, message }
}

/** The error again. */
export const thrownBy = ({ code, message }: SqliteFailure): Error => new Sqlite.SqliteError(message, code)
