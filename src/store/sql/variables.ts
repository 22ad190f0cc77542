import type { VariableKey, VariableStore } from '../variables.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import { mustHaveMet } from './violations.ts'

export function variableStore({ db }: SqlContext): VariableStore {
  const present = (now: number) => db.selectFrom('variables').selectAll().where('retainUntil', '>', now)
  return {
    async put(variable) {
      await db
        .insertInto('variables')
        .values(variable)
        .onConflict((conflict) => conflict.columns(['name', 'flowId']).doUpdateSet(variable))
        .execute()
    },

    find: ({ name, flowId }, now) => present(now).where('name', '=', name).where('flowId', '=', flowId).executeTakeFirst(),

    async delete({ name, flowId }: VariableKey, now) {
      const own = db.deleteFrom('variables').where('name', '=', name).where('flowId', '=', flowId)
      mustHaveMet((await own.where('retainUntil', '>', now).executeTakeFirst()).numDeletedRows, `Variable ${name}`)
    },

    list: (now) => present(now).orderBy('name').orderBy('flowId').execute(),

    deleteExpired: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'variables', key: ['name', 'flowId'], column: 'retainUntil' }, now, limit),
  }
}
