import type { ReplayStore } from '../replays.ts'
import type { SqlContext } from './context.ts'

export function replayStore({ db }: SqlContext): ReplayStore {
  return {
    async spend(id) {
      const result = await db
        .insertInto('replays')
        .values(id)
        .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
        .executeTakeFirst()
      return result.numInsertedOrUpdatedRows === 1n
    },

    async deleteExpired(now) {
      const result = await db.deleteFrom('replays').where('expiresAt', '<=', now).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}
