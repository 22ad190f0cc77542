import type { Database, Transaction } from 'better-sqlite3'
import type { ChangeFeed } from '../change-feed.ts'
import { tokenToRow } from '../sql/tokens.ts'
import { explained } from '../sql/violations.ts'
import type { StoredToken, TokenStore } from '../tokens.ts'
import { translated } from './errors.ts'
import type { Turns } from './turns.ts'

/** A token that waits to be written. */
interface Pending {
  readonly token: StoredToken
  readonly replacesPrevious: boolean
  /** Settles the caller once the group is committed: hashes of the tokens that ended, or what refused this one. */
  settle(outcome: () => readonly string[]): void
}

const INSERT = `insert into tokens (hash, prefix, clientId, subaccountId, claims, issuedAt, expiresAt)
  values (@hash, @prefix, @clientId, @subaccountId, @claims, @issuedAt, @expiresAt)`

/**
 * `tokens.add` for a token endpoint under load: what is asked in the same turn of the event loop is committed together, because
 * the cost of a durable write is that of the commit. Each token of a group succeeds or is refused by itself.
 */
export function tokenAdder(database: Database, turns: Turns, changes: ChangeFeed): TokenStore['add'] {
  const insert = database.prepare(INSERT)
  const replace = database.prepare<[string], { hash: string }>('delete from tokens where clientId = ? returning hash')
  let pending: Pending[] = []

  // Inside the group's transaction this is a savepoint.
  const addOne = database.transaction(({ token, replacesPrevious }: Pending): readonly string[] => {
    const ended = replacesPrevious ? replace.all(token.clientId).map((row) => row.hash) : []
    insert.run(tokenToRow(token))
    return ended
  })
  const addGroup = database.transaction((group: readonly Pending[]) => group.map((each) => outcomeOf(addOne, each)))

  const flush = () => {
    const group = pending
    pending = []
    try {
      const outcomes = addGroup(group)
      for (const [index, { settle }] of group.entries()) settle(outcomes[index]!)
    } catch (thrown) {
      for (const { settle } of group) settle(() => rethrow(thrown))
    }
  }

  return async (token, { replacesPrevious = false } = {}) => {
    const written = new Promise<readonly string[]>((resolve, reject) => {
      pending.push({ token, replacesPrevious, settle: (outcome) => settleWith(outcome, resolve, reject) })
    })
    if (pending.length === 1) setImmediate(() => void turns.run(flush))
    const ended = await explained({ duplicate: `Token ${token.prefix}…`, missing: `OAuth client ${token.clientId}` }, () => written)
    changes.publish('tokens', ...ended)
  }
}

/** What one token's write came to; a refusal is kept until the others are committed. */
function outcomeOf(addOne: Transaction<(pending: Pending) => readonly string[]>, pending: Pending): () => readonly string[] {
  try {
    const ended = addOne(pending)
    return () => ended
  } catch (thrown) {
    return () => rethrow(thrown)
  }
}

function settleWith<T>(outcome: () => T, resolve: (value: T) => void, reject: (reason: unknown) => void): void {
  try {
    resolve(translated(outcome))
  } catch (thrown) {
    reject(thrown)
  }
}

function rethrow(thrown: unknown): never {
  throw thrown
}
