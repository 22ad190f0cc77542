import type { ApiClient, ApiClientStore, ApiToken } from '../api-clients.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import { explained, mustHaveMet } from './violations.ts'

export function apiClientStore({ db }: SqlContext): ApiClientStore {
  return {
    async create(client) {
      const query = db.insertInto('api_clients').values(toRow(client))
      await explained({ duplicate: `API client ${client.clientId}` }, () => query.execute())
    },

    async find(clientId) {
      const row = await db.selectFrom('api_clients').selectAll().where('clientId', '=', clientId).executeTakeFirst()
      return row && fromRow<ApiClient>(row)
    },

    async list(subaccountId) {
      const query = db.selectFrom('api_clients').selectAll().where('subaccountId', '=', subaccountId)
      return (await query.orderBy('createdAt').orderBy('clientId').execute()).map(fromRow<ApiClient>)
    },

    async delete(clientId) {
      const result = await db.deleteFrom('api_clients').where('clientId', '=', clientId).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, `API client ${clientId}`)
    },

    async addToken(token) {
      const query = db.insertInto('api_tokens').values(toRow(token))
      await explained({ missing: `API client ${token.clientId}` }, () => query.execute())
    },

    async findToken(hash) {
      const row = await db.selectFrom('api_tokens').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row && fromRow<ApiToken>(row)
    },

    deleteExpiredTokens: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'api_tokens', key: ['hash'], column: 'expiresAt' }, now, limit),
  }
}

const toRow = <T extends ApiClient | ApiToken>(item: T) => ({ ...item, scopes: JSON.stringify(item.scopes) })

const fromRow = <T extends ApiClient | ApiToken>(row: Omit<T, 'scopes'> & { scopes: string }): T =>
  ({ ...row, scopes: JSON.parse(row.scopes) }) as unknown as T
