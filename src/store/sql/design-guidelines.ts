import type { DesignGuidelineStore } from '../design-guidelines.ts'
import type { SqlContext } from './context.ts'
import { explained, mustHaveMet } from './violations.ts'

export function designGuidelineStore({ db }: SqlContext): DesignGuidelineStore {
  return {
    async putExecution(execution) {
      const row = { ...execution, results: JSON.stringify(execution.results) }
      const query = db.insertInto('guideline_executions').values(row)
      await explained({ missing: artifactNamed(row.artifactId) }, () =>
        query.onConflict((conflict) => conflict.column('artifactId').doUpdateSet(row)).execute(),
      )
    },

    async execution(artifactId) {
      const row = await db.selectFrom('guideline_executions').selectAll().where('artifactId', '=', artifactId).executeTakeFirst()
      return row && { ...row, results: JSON.parse(row.results) }
    },

    async addSkip(skip) {
      const { artifactId, guidelineId } = skip
      await explained({ duplicate: skipNamed(artifactId, guidelineId), missing: artifactNamed(artifactId) }, () =>
        db.insertInto('guideline_skips').values(skip).execute(),
      )
    },

    async deleteSkip(artifactId, guidelineId) {
      const query = db.deleteFrom('guideline_skips').where('artifactId', '=', artifactId).where('guidelineId', '=', guidelineId)
      mustHaveMet((await query.executeTakeFirst()).numDeletedRows, skipNamed(artifactId, guidelineId))
    },

    skips: (artifactId) =>
      db.selectFrom('guideline_skips').selectAll().where('artifactId', '=', artifactId).orderBy('guidelineId').execute(),
  }
}

const artifactNamed = (id: string) => `Design-time artifact ${id}`

const skipNamed = (artifactId: string, guidelineId: string) => `Skip of the guideline ${guidelineId} for ${artifactId}`
