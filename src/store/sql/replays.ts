import type { ReplayStore } from '../replays.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'

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

    deleteExpired: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'replays', key: ['kind', 'id'], column: 'expiresAt' }, now, limit),
  }
}
