import type { RuntimeArtifactStore } from '../runtime-artifacts.ts'
import type { SqlContext } from './context.ts'
import { mustHaveMet } from './violations.ts'

export function runtimeArtifactStore({ db, changes }: SqlContext): RuntimeArtifactStore {
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
  }
}

const named = (id: string) => `Runtime artifact ${id}`
