import type { Database } from 'better-sqlite3'
import type { RevocationStore } from '../revocations.ts'
import { translated } from './errors.ts'
import type { Turns } from './turns.ts'

const IS_REVOKED = `select 1 from revoked_tokens where id = ?
  union all select 1 from revoked_clients where clientId = ? and issuedUntil >= ? limit 1`

/**
 * The two questions of every call as prepared statements. SQLite sees what another process has committed. While a transaction
 * is open they wait, so that they never read what may be undone.
 */
export function revocationFinder(database: Database, turns: Turns): Pick<RevocationStore, 'isRevoked' | 'issuedUntil'> {
  const revoked = database.prepare<[string | null, string, number], unknown>(IS_REVOKED)
  const until = database.prepare<[string], number>('select issuedUntil from revoked_clients where clientId = ?').pluck()
  const whenSettled = async <T>(read: () => T): Promise<T> => {
    const ask = () => translated(read)
    return database.inTransaction ? turns.run(ask) : ask()
  }
  return {
    isRevoked: ({ id, clientId, issuedAt }) => whenSettled(() => revoked.get(id, clientId, issuedAt) !== undefined),
    issuedUntil: (clientId) => whenSettled(() => until.get(clientId)),
  }
}
