import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Database } from 'better-sqlite3'
import { Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { type Logger, silentLogger } from '../../kernel/logger.ts'
import { ChangeFeed } from '../change-feed.ts'
import { accessPolicyStore } from '../sql/access-policies.ts'
import { aggregateStore } from '../sql/aggregates.ts'
import { apiClientStore } from '../sql/api-clients.ts'
import { auditLogStore } from '../sql/audit-log.ts'
import { brokerStore } from '../sql/broker.ts'
import { certificateStore } from '../sql/certificates.ts'
import { clientStore } from '../sql/clients.ts'
import type { SqlContext } from '../sql/context.ts'
import { dataStoreStore } from '../sql/data-stores.ts'
import { designStore } from '../sql/design.ts'
import { designGuidelineStore } from '../sql/design-guidelines.ts'
import { flowTestStore } from '../sql/flow-tests.ts'
import { idMapStore } from '../sql/id-maps.ts'
import { keystoreStore } from '../sql/keystore.ts'
import { logLevelStore } from '../sql/log-levels.ts'
import { messageLogStore } from '../sql/message-logs.ts'
import { messageStoreStore } from '../sql/message-store.ts'
import { numberRangeStore } from '../sql/number-ranges.ts'
import { partnerDirectoryStore } from '../sql/partner-directory.ts'
import { pgpKeyStore } from '../sql/pgp-keys.ts'
import { processingMarkStore } from '../sql/processing-marks.ts'
import { refusalStore } from '../sql/refusals.ts'
import { replayStore } from '../sql/replays.ts'
import { revocationStore } from '../sql/revocations.ts'
import { roleStore } from '../sql/roles.ts'
import { runStore } from '../sql/runs.ts'
import { runtimeArtifactStore } from '../sql/runtime-artifacts.ts'
import { securityMaterialStore } from '../sql/security-material.ts'
import { serviceMetadataStore } from '../sql/service-metadata.ts'
import { serviceStore } from '../sql/services.ts'
import { settingStore } from '../sql/settings.ts'
import { signingKeyStore } from '../sql/signing-keys.ts'
import { subaccountStore } from '../sql/subaccounts.ts'
import type { Tables } from '../sql/tables.ts'
import { tokenStore } from '../sql/tokens.ts'
import { variableStore } from '../sql/variables.ts'
import type { Store, StoreContents } from '../store.ts'
import { auditLogAppender } from './audit-log.ts'
import { connect } from './connection.ts'
import { NESTED, SharedSqliteDialect } from './dialect.ts'
import { translated } from './errors.ts'
import { messageLogAdder } from './message-logs.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { revocationFinder } from './revocations.ts'
import { ThreadedWriter } from './threaded-writer.ts'
import { tokenAdder } from './token-adder.ts'
import { tokenFinder } from './tokens.ts'
import { Turns } from './turns.ts'
import { unitOfWork } from './unit-of-work.ts'
import { type Writer, writerOn } from './writer.ts'

const MEMORY = ':memory:'
const SHORT_LIST = 20

export interface SqliteStoreOptions {
  /** The database file, created with its folder when missing; `:memory:` for one that ends with the store. */
  readonly file: string
  readonly clock?: Clock
  readonly logger?: Logger
  /** When the writes that every call makes go to a thread; without a file never. */
  readonly writerThread?: 'under-load' | 'at-once'
}

/**
 * Opens the store in a SQLite file that one process at a time serves, and brings its schema up to date.
 * Throws `unavailable` when the file cannot be opened, is no SQLite database or was written by a newer version.
 *
 * @example
 * const store = await openSqliteStore({ file: 'data/sluice.db' })
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, clock = systemClock, logger = silentLogger, writerThread = 'under-load' } = options
  const database = translated(() => openDatabase(file, clock), `The database ${file}`)
  const turns = new Turns()
  const db = new Kysely<Tables>({ dialect: new SharedSqliteDialect(database, turns) })
  const changes = new ChangeFeed(logger)
  const inPlace = writerOn(database)
  const threaded = file === MEMORY ? undefined : new ThreadedWriter({ file, inPlace, logger })
  if (writerThread === 'at-once') await threaded?.start()
  return {
    ...contentsOf({ db, changes, oneOf }, { database, turns, writer: threaded ?? inPlace }),
    atomically: unitOfWork(database, turns, changes, (unit) => {
      const nested = new Kysely<Tables>({ dialect: new SharedSqliteDialect(database, unit.turns, NESTED) })
      return contentsOf({ db: nested, changes: unit.changes, oneOf }, { database, turns: unit.turns, writer: inPlace })
    }),
    onChange: (listener) => changes.listen(listener),
    // Through Kysely, so that it queues behind what was asked before.
    close: () =>
      db.connection().execute(async () => {
        await threaded?.close()
        database.close()
      }),
  }
}

/** What the hot paths need beside Kysely. */
interface Paths {
  readonly database: Database
  readonly turns: Turns
  readonly writer: Writer
}

function contentsOf(context: SqlContext, { database, turns, writer }: Paths): StoreContents {
  return {
    subaccounts: subaccountStore(context),
    clients: clientStore(context),
    certificates: certificateStore(context),
    roles: roleStore(context),
    services: serviceStore(context),
    serviceMetadata: serviceMetadataStore(context),
    broker: brokerStore(context),
    apiClients: apiClientStore(context),
    tokens: { ...tokenStore(context), add: tokenAdder(writer, turns, context.changes), find: tokenFinder(database, turns) },
    revocations: { ...revocationStore(context), ...revocationFinder(database, turns) },
    signingKeys: signingKeyStore(context),
    refusals: refusalStore(context),
    auditLog: { ...auditLogStore(context), append: auditLogAppender(writer, turns) },
    replays: replayStore(context),
    design: designStore(context),
    designGuidelines: designGuidelineStore(context),
    flowTests: flowTestStore(context),
    runtimeArtifacts: runtimeArtifactStore(context),
    messageLogs: { ...messageLogStore(context), write: messageLogAdder(writer, turns) },
    runs: runStore(context),
    logLevels: logLevelStore(context),
    securityMaterial: securityMaterialStore(context),
    keystore: keystoreStore(context),
    pgpKeys: pgpKeyStore(context),
    accessPolicies: accessPolicyStore(context),
    partnerDirectory: partnerDirectoryStore(context),
    dataStores: dataStoreStore(context),
    aggregates: aggregateStore(context),
    variables: variableStore(context),
    numberRanges: numberRangeStore(context),
    messageStore: messageStoreStore(context),
    processingMarks: processingMarkStore(context),
    idMaps: idMapStore(context),
    settings: settingStore(context),
  }
}

function openDatabase(file: string, clock: Clock): Database {
  if (file !== MEMORY) createPrivately(file)
  const database = connect(file)
  try {
    migrate(database, migrations, clock.now())
    return database
  } catch (thrown) {
    database.close()
    throw thrown
  }
}

/** SQLite gives the files that it adds (`-wal`, `-shm`) the mode of the database file. */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
}

/** The planner knows how to walk an index for a short list; a long one would need more parameters than SQLite has. */
function oneOf(column: string, values: readonly string[]): RawBuilder<SqlBool> {
  if (values.length <= SHORT_LIST) return sql`${sql.ref(column)} in (${sql.join(values)})`
  return sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
}
