import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../kernel/errors.ts'
import { ConstraintViolation } from '../sql/violations.ts'
import { translated } from './errors.ts'

const database = new Sqlite(':memory:')
database.pragma('foreign_keys = ON')
database.exec('create table parent (id text primary key, other text unique, must text not null)')
database.exec("create table child (id text references parent); insert into parent values ('a', 'a', 'a')")

function thrownBy(run: () => unknown): unknown {
  try {
    return translated(run)
  } catch (thrown) {
    return thrown
  }
}

const sqlite = (code: string) => () => {
  throw new Sqlite.SqliteError('low-level text', code)
}

describe('what SQLite throws', () => {
  test.each([
    ['a taken primary key', "insert into parent values ('a', 'b', 'b')", 'duplicate'],
    ['a taken unique value', "insert into parent values ('b', 'a', 'b')", 'duplicate'],
    ['a missing owner', "insert into child values ('ghost')", 'reference'],
  ])('%s is a constraint violation', (_, statement, kind) => {
    const thrown = thrownBy(() => database.exec(statement))
    expect(thrown).toBeInstanceOf(ConstraintViolation)
    expect(thrown).toMatchObject({ kind })
  })

  test('an owner that is in use is a constraint violation', () => {
    database.exec("insert into child values ('a')")
    expect(thrownBy(() => database.exec('delete from parent'))).toMatchObject({ kind: 'reference' })
  })

  test('a missing value is a defect', () => {
    expect(thrownBy(() => database.exec("insert into parent values ('c', 'c', null)"))).toMatchObject({
      code: 'internal',
      message: 'The database refused a statement.',
      detail: 'SQLITE_CONSTRAINT_NOTNULL: NOT NULL constraint failed: parent.must',
    })
  })

  test.each([
    ['SQLITE_BUSY', 'The database is locked by another process.'],
    ['SQLITE_BUSY_SNAPSHOT', 'The database is locked by another process.'],
    ['SQLITE_FULL', 'The database has no space left on its disk.'],
    ['SQLITE_IOERR_FSYNC', 'The database cannot be read or written.'],
    ['SQLITE_READONLY_DIRECTORY', 'The database is read-only.'],
    ['SQLITE_CORRUPT', 'The database is damaged.'],
  ])('%s is what the operator must repair', (code, message) => {
    const thrown = thrownBy(sqlite(code))
    expect(thrown).toBeInstanceOf(SluiceError)
    expect(thrown).toMatchObject({ code: 'unavailable', message, detail: 'low-level text' })
  })

  test('everything else passes', () => {
    const defect = new TypeError('something else')
    expect(
      thrownBy(() => {
        throw defect
      }),
    ).toBe(defect)
    expect(translated(() => 5)).toBe(5)
  })
})
