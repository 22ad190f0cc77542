import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { lineLogger } from '../../kernel/logger.ts'
import { openSqliteStore } from './open.ts'

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-open-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('opening the store', () => {
  test('creates folder and files for their owner alone', async () => {
    const file = join(folder, 'deep', 'data', 'sluice.db')
    const store = await openSqliteStore({ file })
    await store.settings.put('a', 'b')
    expect(modeOf(join(folder, 'deep', 'data'))).toBe('700')
    expect([file, `${file}-wal`, `${file}-shm`].map(modeOf)).toEqual(['600', '600', '600'])
    await store.close()
  })

  test('closes a database file that others could read', async () => {
    const file = join(folder, 'sluice.db')
    await (await openSqliteStore({ file })).close()
    chmodSync(file, 0o644)
    const store = await openSqliteStore({ file })
    expect([file, `${file}-wal`].map(modeOf)).toEqual(['600', '600'])
    await store.close()
  })

  test('records each migration once, with its time', async () => {
    const file = join(folder, 'sluice.db')
    const clock = new ManualClock(1000)
    await (await openSqliteStore({ file, clock })).close()
    clock.advance(1)
    await (await openSqliteStore({ file, clock })).close()
    const database = new Sqlite(file)
    expect(database.prepare('select * from migrations').all()).toEqual([{ number: 1, name: 'initial', appliedAt: 1000 }])
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('foreign_key_check')).toEqual([])
    database.close()
  })

  test('refuses the file of a newer version and leaves it alone', async () => {
    const file = join(folder, 'sluice.db')
    await (await openSqliteStore({ file })).close()
    const database = new Sqlite(file)
    database.exec("insert into migrations values (7, 'future', 1)")
    database.close()
    await expect(openSqliteStore({ file })).rejects.toMatchObject({
      code: 'unavailable',
      message:
        `The database ${file} was written by a newer version of Sluice: it has schema 7, this version knows 1. ` +
        'Start that version or a newer one.',
    })
  })

  test('refuses what is no database', async () => {
    const file = join(folder, 'sluice.db')
    writeFileSync(file, 'something else that is long enough to have a header of its own'.repeat(20))
    await expect(openSqliteStore({ file })).rejects.toMatchObject({
      code: 'unavailable',
      message: `The database ${file} is not a SQLite database.`,
    })
  })

  test('refuses a folder in place of the file', async () => {
    const file = join(folder, 'sluice.db')
    mkdirSync(file)
    await expect(openSqliteStore({ file })).rejects.toMatchObject({
      code: 'unavailable',
      message: `The database ${file} cannot be opened.`,
    })
  })

  test('two stores on one file see what the other has written', async () => {
    const file = join(folder, 'sluice.db')
    const [one, other] = await Promise.all([openSqliteStore({ file }), openSqliteStore({ file })])
    await one.settings.put('a', 'b')
    expect(await other.settings.get('a')).toBe('b')
    await Promise.all([one.close(), other.close()])
  })

  test('logs a change listener that fails', async () => {
    const lines: string[] = []
    const logger = lineLogger(
      (line) => lines.push(line),
      () => 0,
    )
    const store = await openSqliteStore({ file: ':memory:', logger })
    store.onChange(() => {
      throw new Error('cache is broken')
    })
    await store.settings.put('a', 'b')
    await store.close()
    expect(lines).toEqual(['1970-01-01T00:00:00.000Z error a change listener failed topic="settings" error="cache is broken"\n'])
  })
})
