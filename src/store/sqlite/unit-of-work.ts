import type { Database } from 'better-sqlite3'
import { SluiceError } from '../../kernel/errors.ts'
import { silentLogger } from '../../kernel/logger.ts'
import { ChangeFeed } from '../change-feed.ts'
import type { ChangeTopic, Store, StoreContents } from '../store.ts'
import { translated } from './errors.ts'
import { Turns } from './turns.ts'

/** How long everybody else may have to wait for one unit of work. */
const LIMIT_SECONDS = 10

/** What the contents of the store stand on inside of a unit of work. */
export interface Unit {
  /** Of the work's own statements, inside of the one turn that the work has among others. */
  readonly turns: Turns
  /** Keeps what is told until it is true. */
  readonly changes: ChangeFeed
}

/** `store.atomically` on the one connection: the work has its turn, and with it the connection, until it ends. */
export function unitOfWork(
  database: Database,
  turns: Turns,
  changes: ChangeFeed,
  contentsOf: (unit: Unit) => StoreContents,
): Store['atomically'] {
  return async (work) => {
    const unit: Unit = { turns: new Turns(), changes: new ChangeFeed(silentLogger) }
    const told: [ChangeTopic, string][] = []
    unit.changes.listen((topic, key) => told.push([topic, key]))
    const result = await turns.run(() =>
      transaction(database, async () => {
        try {
          return await inTime(work(contentsOf(unit)))
        } finally {
          unit.turns.close()
        }
      }),
    )
    for (const [topic, key] of told) changes.publish(topic, key)
    return result
  }
}

async function transaction<T>(database: Database, work: () => Promise<T>): Promise<T> {
  translated(() => database.exec('begin immediate'))
  try {
    const result = await work()
    translated(() => database.exec('commit'))
    return result
  } catch (thrown) {
    // SQLite has ended the transaction by itself when the disk is full or fails.
    if (database.inTransaction) translated(() => database.exec('rollback'))
    throw thrown
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    const error = new SluiceError('unavailable', `The changes took longer than ${LIMIT_SECONDS} seconds. None of them was kept.`)
    timer = setTimeout(() => reject(error), LIMIT_SECONDS * 1000)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
