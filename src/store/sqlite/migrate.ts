import type { Database } from 'better-sqlite3'
import { SluiceError } from '../../kernel/errors.ts'
import type { Migration } from './migrations/index.ts'

/**
 * Brings the schema to the newest version: forward only, all missing steps in one transaction, each recorded in `migrations`.
 * Throws `unavailable` when the file was written by a version that knows more steps.
 */
export function migrate(database: Database, migrations: readonly Migration[], now: number): void {
  const steps = database.transaction(() => {
    database.exec(
      'create table if not exists migrations (number integer primary key, name text not null, appliedAt integer not null) strict',
    )
    const done = Number(database.prepare('select max(number) from migrations').pluck().get() ?? 0)
    if (done > migrations.length) throw newerSchema(database.name, done, migrations.length)
    const record = database.prepare('insert into migrations (number, name, appliedAt) values (?, ?, ?)')
    for (const [index, { name, statements }] of migrations.slice(done).entries()) {
      database.exec(statements)
      record.run(done + index + 1, name, now)
    }
  })
  steps.immediate()
}

function newerSchema(file: string, found: number, known: number): SluiceError {
  const text = `The database ${file} was written by a newer version of Sluice: it has schema ${found}, this version knows ${known}.`
  return new SluiceError('unavailable', `${text} Start that version or a newer one.`)
}
