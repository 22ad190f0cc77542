import type { Transaction } from 'kysely'
import { SluiceError } from '../../kernel/errors.ts'
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

    async addSecret(secret, { most } = {}) {
      await db.transaction().execute(async (transaction) => {
        if (most !== undefined) await requireRoom(transaction, secret, most)
        await insertSecret(transaction, secret)
      })
      changes.publish('clients', secret.clientId)
    },

    async promoteSecret(id, now) {
      const query = db.updateTable('client_secrets').set({ promotedAt: now }).where('id', '=', id)
      const promoted = await query.returning('clientId').executeTakeFirst()
      if (promoted === undefined) throw doesNotExist(`Client secret ${id}`)
      changes.publish('clients', promoted.clientId)
    },

    async deleteSecret(id, { keepLast = false } = {}) {
      const deleted = await db.transaction().execute(async (transaction) => {
        const secret = await transaction.deleteFrom('client_secrets').where('id', '=', id).returningAll().executeTakeFirst()
        if (secret === undefined) throw doesNotExist(`Client secret ${id}`)
        if (keepLast && (await turnsWith(transaction, secret)) === 0) {
          throw new SluiceError('conflict', `${named(secret.clientId)} has no other secret`)
        }
        return secret
      })
      changes.publish('clients', deleted.clientId)
    },

    async noteSecretUse(uses) {
      await db.transaction().execute(async (transaction) => {
        for (const { id, usedAt } of uses) {
          const update = transaction.updateTable('client_secrets').set({ lastUsedAt: usedAt }).where('id', '=', id)
          await update.where((eb) => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<', usedAt)])).execute()
        }
      })
    },
  }
}

const named = (clientId: string) => `OAuth client ${clientId}`

function insertSecret(db: Pick<SqlContext['db'], 'insertInto'>, secret: ClientSecret): Promise<unknown> {
  return explained({ duplicate: `Client secret ${secret.id}`, missing: named(secret.clientId) }, () =>
    db.insertInto('client_secrets').values(secret).execute(),
  )
}

async function requireRoom(transaction: Transaction<Tables>, secret: ClientSecret, most: number): Promise<void> {
  if ((await turnsWith(transaction, secret)) < most) return
  throw new SluiceError('conflict', `${named(secret.clientId)} has ${most} secrets already`)
}

/** How many secrets there are of the client that belong to the same service key, or to none. */
async function turnsWith(transaction: Transaction<Tables>, { clientId, keyId }: ClientSecret): Promise<number> {
  const secrets = transaction.selectFrom('client_secrets').select('id').where('clientId', '=', clientId)
  return (await secrets.where('keyId', keyId === null ? 'is' : '=', keyId).execute()).length
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
