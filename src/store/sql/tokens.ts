import type { ExpressionBuilder } from 'kysely'
import type { StoredToken, TokenStore } from '../tokens.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { mustHaveMet } from './violations.ts'

/** All but `add` and `find`, which are on the path of every call and each database does in its fastest way. */
export function tokenStore({ db, changes }: SqlContext): Omit<TokenStore, 'add' | 'find'> {
  return {
    async list(filter) {
      let query = db.selectFrom('tokens').selectAll().orderBy('issuedAt', 'desc').orderBy('hash')
      if (filter.clientId !== undefined) query = query.where('clientId', '=', filter.clientId)
      if (filter.subaccountId !== undefined) query = query.where('subaccountId', '=', filter.subaccountId)
      const { liveAt, before } = filter
      if (liveAt !== undefined) query = query.where((token) => isLive(token, liveAt))
      if (before !== undefined) {
        const issued = db.selectFrom('tokens').select('issuedAt').where('hash', '=', before)
        query = query
          .where('issuedAt', '<=', issued)
          .where((token) => token.or([token('issuedAt', '<', issued), token('hash', '>', before)]))
      }
      if (filter.limit !== undefined) query = query.limit(filter.limit)
      return (await query.execute()).map(tokenFromRow)
    },

    async revoke(hash) {
      const result = await db.deleteFrom('tokens').where('hash', '=', hash).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, 'Token')
      changes.publish('tokens', hash)
    },

    async redate(clientId, { lifetime, now }) {
      const redated = await db
        .updateTable('tokens')
        .set((token) => ({ expiresAt: token('issuedAt', '+', lifetime) }))
        .where('clientId', '=', clientId)
        .where((token) => isLive(token, now))
        .returning('hash')
        .execute()
      changes.publish('tokens', ...redated.map((row) => row.hash))
    },

    async deleteExpired(now, limit = Number.MAX_SAFE_INTEGER) {
      const oldest = db.selectFrom('tokens').select('hash').where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit)
      const deleted = await db.deleteFrom('tokens').where('hash', 'in', oldest).returning('hash').execute()
      changes.publish('tokens', ...deleted.map((row) => row.hash))
      return deleted.length
    },
  }
}

const isLive = (token: ExpressionBuilder<Tables, 'tokens'>, now: number) =>
  token.or([token('expiresAt', 'is', null), token('expiresAt', '>', now)])

export const tokenToRow = (token: StoredToken): Tables['tokens'] => ({ ...token, claims: JSON.stringify(token.claims) })

export const tokenFromRow = (row: Tables['tokens']): StoredToken => ({ ...row, claims: JSON.parse(row.claims) })
