import Sqlite from 'better-sqlite3'
import type { MessageLogRecord } from '../../src/store/message-logs.ts'
import { messageLogWriter } from '../../src/store/sqlite/message-logs.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { fillArtifacts } from './artifacts.ts'
import { moments, sampleMessage, withoutIndexes } from './message-logs.ts'
import { Random } from './random.ts'

const GROUP = 5000

/** Makes a database with artifacts and that many message logs. Nothing is synchronised with the disk until the end. */
export async function fillDatabase(file: string, messages: number, now: number): Promise<void> {
  await (await openSqliteStore({ file })).close()
  const database = new Sqlite(file)
  for (const setting of ['journal_mode = off', 'synchronous = off', 'cache_size = -500000']) database.pragma(setting)
  await fillArtifacts(database, now)
  withoutIndexes(database, () => fillMessages(database, messages, now))
  database.close()
}

function fillMessages(database: Sqlite.Database, messages: number, now: number): void {
  const write = messageLogWriter(database)
  const random = new Random(1)
  let group: MessageLogRecord[] = []
  let number = 0
  for (const time of moments(messages, now)) {
    group.push(sampleMessage(random, time, number++))
    if (group.length < GROUP && number < messages) continue
    write(group)
    group = []
  }
}
