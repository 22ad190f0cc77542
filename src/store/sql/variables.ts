import type { Variable, VariableKey, VariableStore } from '../variables.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import type { Tables } from './tables.ts'
import { mustHaveMet } from './violations.ts'

export function variableStore({ db }: SqlContext): VariableStore {
  const present = (now: number) => db.selectFrom('variables').selectAll().where('retainUntil', '>', now)
  return {
    async put(variable) {
      const row = { ...variable, encrypted: variable.encrypted ? 1 : 0 }
      await db
        .insertInto('variables')
        .values(row)
        .onConflict((conflict) => conflict.columns(['name', 'flowId']).doUpdateSet(row))
        .execute()
    },

    async find({ name, flowId }, now) {
      const row = await present(now).where('name', '=', name).where('flowId', '=', flowId).executeTakeFirst()
      return row && fromRow(row)
    },

    async delete({ name, flowId }: VariableKey, now) {
      const own = db.deleteFrom('variables').where('name', '=', name).where('flowId', '=', flowId)
      mustHaveMet((await own.where('retainUntil', '>', now).executeTakeFirst()).numDeletedRows, `Variable ${name}`)
    },

    list: async (now) => (await present(now).orderBy('name').orderBy('flowId').execute()).map(fromRow),

    deleteExpired: (now, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'variables', key: ['name', 'flowId'], column: 'retainUntil' }, now, limit),
  }
}

const fromRow = ({ encrypted, ...row }: Tables['variables']): Variable => ({ ...row, ...(encrypted === 1 && { encrypted: true }) })
