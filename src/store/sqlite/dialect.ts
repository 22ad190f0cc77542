import type { Database, Statement } from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { Lru } from '../../kernel/lru.ts'
import { translated } from './errors.ts'
import type { Turns } from './turns.ts'

const STATEMENTS_KEPT = 200

/** How a transaction begins and ends. */
interface TransactionCommands {
  readonly begin: string
  readonly commit: string
  readonly rollback: readonly string[]
}

/** Takes the write lock at once: a later upgrade could fail. */
const OUTERMOST: TransactionCommands = { begin: 'begin immediate', commit: 'commit', rollback: ['rollback'] }

/** A transaction inside of one that is open already. */
export const NESTED: TransactionCommands = {
  begin: 'savepoint nested',
  commit: 'release nested',
  rollback: ['rollback to nested', 'release nested'],
}

/**
 * Kysely over a connection that hand-written statements use too. It differs from Kysely's own in three things: it shares the
 * connection's turns, says how transactions begin and end, and keeps statements prepared.
 */
export class SharedSqliteDialect implements Dialect {
  readonly #database: Database
  readonly #turns: Turns
  readonly #commands: TransactionCommands

  constructor(database: Database, turns: Turns, commands = OUTERMOST) {
    this.#database = database
    this.#turns = turns
    this.#commands = commands
  }

  createDriver = (): Driver => new SharedDriver(this.#database, this.#turns, this.#commands)
  createAdapter = (): SqliteAdapter => new SqliteAdapter()
  createQueryCompiler = (): SqliteQueryCompiler => new SqliteQueryCompiler()
  createIntrospector = (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db)
}

class SharedDriver implements Driver {
  readonly #database: Database
  readonly #connection: DatabaseConnection
  readonly #turns: Turns
  readonly #commands: TransactionCommands
  #endTurn: (() => void) | undefined

  constructor(database: Database, turns: Turns, commands: TransactionCommands) {
    this.#database = database
    this.#connection = new SqliteConnection(database, turns)
    this.#turns = turns
    this.#commands = commands
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#endTurn = await this.#turns.take()
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn?.()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#commands.begin))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#commands.commit))
  }

  /** SQLite has ended the transaction by itself when the disk is full or fails. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (!this.#database.inTransaction) return
    for (const command of this.#commands.rollback) await connection.executeQuery(CompiledQuery.raw(command))
  }

  /** The connection belongs to the store, which closes it. */
  async destroy(): Promise<void> {}
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: Database
  readonly #turns: Turns
  readonly #statements = new Lru<string, Statement>(STATEMENTS_KEPT)

  constructor(database: Database, turns: Turns) {
    this.#database = database
    this.#turns = turns
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    this.#turns.requireOpen()
    return translated(() => {
      const statement = this.#prepared(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
    })
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator and every answer here is whole
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('SQLite answers are read whole')
  }

  #prepared(sql: string): Statement {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
