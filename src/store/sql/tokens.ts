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
      return (await query.execute()).map(tokenFromRow)
    },

    async revoke(hash) {
      const result = await db.deleteFrom('tokens').where('hash', '=', hash).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, 'Token')
      changes.publish('tokens', hash)
    },

    async deleteExpired(now) {
      const deleted = await db.deleteFrom('tokens').where('expiresAt', '<=', now).returning('hash').execute()
      changes.publish('tokens', ...deleted.map((row) => row.hash))
      return deleted.length
    },
  }
}

export const tokenToRow = (token: StoredToken): Tables['tokens'] => ({ ...token, claims: JSON.stringify(token.claims) })

export const tokenFromRow = (row: Tables['tokens']): StoredToken => ({ ...row, claims: JSON.parse(row.claims) })
