import type { Client, ClientSecret, ClientStore } from '../clients.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { doesNotExist, explained, mustHaveMet } from './violations.ts'

export function clientStore({ db, changes }: SqlContext): ClientStore {
  return {
    async create(client, secrets) {
      await db.transaction().execute(async (transaction) => {
        await explained({ duplicate: named(client.clientId) }, () => transaction.insertInto('clients').values(toRow(client)).execute())
        for (const secret of secrets) await insertSecret(transaction, secret)
      })
      changes.publish('clients', client.clientId)
    },

    async find(clientId) {
      const row = await db.selectFrom('clients').selectAll().where('clientId', '=', clientId).executeTakeFirst()
      if (row === undefined) return undefined
      const secrets = db.selectFrom('client_secrets').selectAll().where('clientId', '=', clientId)
      return { client: fromRow(row), secrets: await secrets.orderBy('createdAt').orderBy('id').execute() }
    },

    async list(filter = {}) {
      let query = db.selectFrom('clients').selectAll().orderBy('clientId')
      if (filter.subaccountId !== undefined) query = query.where('subaccountId', '=', filter.subaccountId)
      return (await query.execute()).map(fromRow)
    },

    async update(client) {
      const query = db.updateTable('clients').set(toRow(client)).where('clientId', '=', client.clientId)
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, named(client.clientId))
      changes.publish('clients', client.clientId)
    },

    async delete(clientId) {
      const ended = await db.transaction().execute(async (transaction) => {
        const tokens = await transaction.deleteFrom('tokens').where('clientId', '=', clientId).returning('hash').execute()
        const result = await transaction.deleteFrom('clients').where('clientId', '=', clientId).executeTakeFirst()
        mustHaveMet(result.numDeletedRows, named(clientId))
        return tokens.map((token) => token.hash)
      })
      changes.publish('clients', clientId)
      changes.publish('tokens', ...ended)
    },

    async addSecret(secret) {
      await insertSecret(db, secret)
      changes.publish('clients', secret.clientId)
    },

    async deleteSecret(id) {
      const deleted = await db.deleteFrom('client_secrets').where('id', '=', id).returning('clientId').executeTakeFirst()
      if (deleted === undefined) throw doesNotExist(`Client secret ${id}`)
      changes.publish('clients', deleted.clientId)
    },
  }
}

const named = (clientId: string) => `OAuth client ${clientId}`

function insertSecret(db: Pick<SqlContext['db'], 'insertInto'>, secret: ClientSecret): Promise<unknown> {
  return explained({ duplicate: `Client secret ${secret.id}`, missing: named(secret.clientId) }, () =>
    db.insertInto('client_secrets').values(secret).execute(),
  )
}

/** Databases fold case by rules of their own, so the folded id is a column of its own. */
function toRow(client: Client): Tables['clients'] {
  return {
    ...client,
    foldedId: client.clientId.toLowerCase(),
    grantTypes: JSON.stringify(client.grantTypes),
    redirectUris: JSON.stringify(client.redirectUris),
    roles: JSON.stringify(client.roles),
    options: JSON.stringify(client.options),
  }
}

function fromRow({ foldedId: _, ...row }: Tables['clients']): Client {
  return {
    ...row,
    grantTypes: JSON.parse(row.grantTypes),
    redirectUris: JSON.parse(row.redirectUris),
    roles: JSON.parse(row.roles),
    options: JSON.parse(row.options),
  }
}
