import type { Condition } from '../query.ts'
import type { RuntimeArtifactField, RuntimeArtifactStore } from '../runtime-artifacts.ts'
import { Conditions, type Fields } from './conditions.ts'
import type { SqlContext } from './context.ts'
import { deleteOldest } from './delete-oldest.ts'
import { mustHaveMet } from './violations.ts'

const FIELDS: Fields<RuntimeArtifactField> = {
  id: { type: 'string' },
  type: { type: 'string' },
  version: { type: 'string' },
  name: { type: 'string' },
  packageId: { type: 'string' },
  status: { type: 'string' },
  deployedBy: { type: 'string' },
  deployedOn: { type: 'number' },
}

const EVERYTHING: Condition<RuntimeArtifactField> = { op: 'and', conditions: [] }

export function runtimeArtifactStore({ db, changes, oneOf }: SqlContext): RuntimeArtifactStore {
  const conditions = new Conditions(FIELDS, oneOf)
  return {
    async put(artifact, content) {
      const { id } = artifact
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('runtime_artifacts')
          .values(artifact)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(artifact))
          .execute()
        await transaction
          .insertInto('runtime_artifact_contents')
          .values({ id, content })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ content }))
          .execute()
      })
      changes.publish('runtime-artifacts', id)
    },

    async setStatus(id, status, error) {
      const result = await db.updateTable('runtime_artifacts').set({ status, error }).where('id', '=', id).executeTakeFirst()
      mustHaveMet(result.numUpdatedRows, named(id))
      changes.publish('runtime-artifacts', id)
    },

    async delete(id) {
      const result = await db.deleteFrom('runtime_artifacts').where('id', '=', id).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, named(id))
      changes.publish('runtime-artifacts', id)
    },

    find: (id) => db.selectFrom('runtime_artifacts').selectAll().where('id', '=', id).executeTakeFirst(),
    async query({ where = EVERYTHING, orderBy = [], limit, offset = 0 }) {
      let query = db.selectFrom('runtime_artifacts').selectAll().where(conditions.toSql(where))
      for (const { field, descending } of orderBy) query = query.orderBy(conditions.column(field), descending ? 'desc' : 'asc')
      const range = limit ?? Number.MAX_SAFE_INTEGER
      return query.orderBy('id').limit(range).offset(offset).execute()
    },

    async count(where = EVERYTHING) {
      const all = db.selectFrom('runtime_artifacts').select((eb) => eb.fn.countAll<number>().as('rows'))
      return Number((await all.where(conditions.toSql(where)).executeTakeFirstOrThrow()).rows)
    },

    list: () => db.selectFrom('runtime_artifacts').selectAll().orderBy('id').execute(),

    async content(id) {
      const row = await db.selectFrom('runtime_artifact_contents').select('content').where('id', '=', id).executeTakeFirst()
      return row?.content
    },

    async putTask(task) {
      await db
        .insertInto('deploy_tasks')
        .values(task)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(task))
        .execute()
    },

    task: (id) => db.selectFrom('deploy_tasks').selectAll().where('id', '=', id).executeTakeFirst(),

    deleteTasksBefore: (time, limit = Number.MAX_SAFE_INTEGER) =>
      deleteOldest(db, { table: 'deploy_tasks', key: ['id'], column: 'createdAt' }, time - 1, limit),
  }
}

const named = (id: string) => `Runtime artifact ${id}`
