import type { Transaction } from 'kysely'
import { SluiceError } from '../../kernel/errors.ts'
import { MOST_SIGNING_KEYS, type SigningKeyStore } from '../signing-keys.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { doesNotExist, explained } from './violations.ts'

export function signingKeyStore({ db, changes }: SqlContext): SigningKeyStore {
  return {
    async add(key) {
      await db.transaction().execute(async (transaction) => {
        await requireRoom(transaction, key.subaccountId)
        if (key.active) await retire(transaction, key.subaccountId)
        await explained({ duplicate: named(key.kid) }, () =>
          transaction
            .insertInto('signing_keys')
            .values({ ...key, active: Number(key.active) })
            .execute(),
        )
      })
      changes.publish('signing-keys', key.subaccountId)
    },

    async list(subaccountId) {
      const query = db.selectFrom('signing_keys').selectAll().where('subaccountId', '=', subaccountId)
      const rows = await query.orderBy('createdAt', 'desc').orderBy('kid').execute()
      return rows.map((row) => ({ ...row, active: row.active === 1 }))
    },

    async enable(kid, now) {
      const changed = await db.transaction().execute(async (transaction) => {
        const { active, subaccountId } = await existing(transaction, kid)
        if (active === 1) return undefined
        await retire(transaction, subaccountId)
        await transaction.updateTable('signing_keys').set({ active: 1, enabledAt: now }).where('kid', '=', kid).execute()
        return subaccountId
      })
      if (changed !== undefined) changes.publish('signing-keys', changed)
    },

    async delete(kid) {
      const changed = await db.transaction().execute(async (transaction) => {
        const { active, subaccountId } = await existing(transaction, kid)
        if (active === 1) throw new SluiceError('conflict', `${named(kid)} signs at present; enable another one first`)
        await transaction.deleteFrom('signing_keys').where('kid', '=', kid).execute()
        return subaccountId
      })
      changes.publish('signing-keys', changed)
    },
  }
}

const named = (kid: string) => `Signing key ${kid}`

async function existing(transaction: Transaction<Tables>, kid: string): Promise<{ active: number; subaccountId: string }> {
  const row = await transaction.selectFrom('signing_keys').select(['active', 'subaccountId']).where('kid', '=', kid).executeTakeFirst()
  if (row === undefined) throw doesNotExist(named(kid))
  return row
}

async function requireRoom(transaction: Transaction<Tables>, subaccountId: string): Promise<void> {
  const query = transaction.selectFrom('signing_keys').select('kid').where('subaccountId', '=', subaccountId)
  const keys = await query.orderBy('kid').execute()
  if (keys.length < MOST_SIGNING_KEYS) return
  throw new SluiceError(
    'conflict',
    `The subaccount has ${MOST_SIGNING_KEYS} signing keys already: ${keys.map(({ kid }) => kid).join(', ')}`,
  )
}

async function retire(transaction: Transaction<Tables>, subaccountId: string): Promise<void> {
  await transaction.updateTable('signing_keys').set({ active: 0 }).where('subaccountId', '=', subaccountId).execute()
}
