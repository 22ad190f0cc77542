import type { SigningKeyStore } from '../signing-keys.ts'
import type { SqlContext } from './context.ts'
import { explained } from './violations.ts'

export function signingKeyStore({ db, changes }: SqlContext): SigningKeyStore {
  return {
    async add(key) {
      await db.transaction().execute(async (transaction) => {
        if (key.active)
          await transaction.updateTable('signing_keys').set({ active: 0 }).where('subaccountId', '=', key.subaccountId).execute()
        await explained({ duplicate: `Signing key ${key.kid}` }, () =>
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
  }
}
