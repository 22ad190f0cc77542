import { sql, type Transaction } from 'kysely'
import type { RevocationStore, RevokedClient } from '../revocations.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import type { Tables } from './tables.ts'

/** Tokens say their time in whole seconds. */
const TOKEN_TIME = 1000

/** All but the two questions that are on the path of every call; each database answers those in its fastest way. */
export function revocationStore({ db, changes }: SqlContext): Omit<RevocationStore, 'isRevoked' | 'issuedUntil'> {
  return {
    async revokeToken(token) {
      await db
        .insertInto('revoked_tokens')
        .values(token)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },

    async revokeClient(client) {
      const ended = await db.transaction().execute((transaction) => endTokens(transaction, client))
      changes.publish('tokens', ...ended)
      return ended.length
    },

    async deleteExpired(now, limit = Number.MAX_SAFE_INTEGER) {
      const tokens = await deleteOldest(db, { table: 'revoked_tokens', key: ['id'], column: 'expiresAt' }, now, limit)
      const clients = { table: 'revoked_clients', key: ['clientId'], column: 'expiresAt' } as const
      return tokens + (await deleteOldest(db, clients, now, limit - tokens))
    },
  }
}

async function endTokens(transaction: Transaction<Tables>, client: RevokedClient): Promise<string[]> {
  const { clientId, issuedUntil, expiresAt } = client
  const known = sql.ref<number>('revoked_clients.issuedUntil')
  const moment = sql<number>`case when ${known} < ${issuedUntil} then ${issuedUntil} else ${known} + ${TOKEN_TIME} end`
  const marked = await transaction
    .insertInto('revoked_clients')
    .values(client)
    .onConflict((conflict) => conflict.column('clientId').doUpdateSet({ issuedUntil: moment, expiresAt }))
    .returning('issuedUntil')
    .executeTakeFirstOrThrow()
  const opaque = transaction.deleteFrom('tokens').where('clientId', '=', clientId).where('issuedAt', '<=', marked.issuedUntil)
  return (await opaque.returning('hash').execute()).map(({ hash }) => hash)
}
