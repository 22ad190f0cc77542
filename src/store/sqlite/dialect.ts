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

/**
 * Kysely over a connection that hand-written statements use too. It differs from Kysely's own in three things: it shares the
 * connection's turns, takes the write lock when a transaction begins (a later upgrade could fail), and keeps statements prepared.
 */
export class SharedSqliteDialect implements Dialect {
  readonly #database: Database
  readonly #turns: Turns

  constructor(database: Database, turns: Turns) {
    this.#database = database
    this.#turns = turns
  }

  createDriver = (): Driver => new SharedDriver(this.#database, this.#turns)
  createAdapter = (): SqliteAdapter => new SqliteAdapter()
  createQueryCompiler = (): SqliteQueryCompiler => new SqliteQueryCompiler()
  createIntrospector = (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db)
}

class SharedDriver implements Driver {
  readonly #database: Database
  readonly #connection: DatabaseConnection
  readonly #turns: Turns
  #endTurn: (() => void) | undefined

  constructor(database: Database, turns: Turns) {
    this.#database = database
    this.#connection = new SqliteConnection(database)
    this.#turns = turns
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
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  /** SQLite has ended the transaction by itself when the disk is full or fails. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  /** The connection belongs to the store, which closes it. */
  async destroy(): Promise<void> {}
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: Database
  readonly #statements = new Lru<string, Statement>(STATEMENTS_KEPT)

  constructor(database: Database) {
    this.#database = database
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
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
