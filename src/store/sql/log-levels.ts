import type { LogLevelStore } from '../log-levels.ts'
import type { SqlContext } from './context.ts'

export function logLevelStore({ db, changes }: SqlContext): LogLevelStore {
  return {
    list: () => db.selectFrom('log_levels').selectAll().orderBy('flowId').execute(),

    find: (flowId) => db.selectFrom('log_levels').selectAll().where('flowId', '=', flowId).executeTakeFirst(),

    async put(level) {
      await db
        .insertInto('log_levels')
        .values(level)
        .onConflict((conflict) => conflict.column('flowId').doUpdateSet(level))
        .execute()
      changes.publish('log-levels', level.flowId)
    },

    async delete(flowId) {
      const { numDeletedRows } = await db.deleteFrom('log_levels').where('flowId', '=', flowId).executeTakeFirstOrThrow()
      if (numDeletedRows > 0n) changes.publish('log-levels', flowId)
    },
  }
}
