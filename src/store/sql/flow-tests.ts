import type { FlowTestStore, StoredFlowTest } from '../flow-tests.ts'
import type { SqlContext } from './context.ts'
import type { Tables } from './tables.ts'
import { explained, mustHaveMet } from './violations.ts'

export function flowTestStore({ db }: SqlContext): FlowTestStore {
  const ofArtifact = (artifactId: string) => db.selectFrom('flow_tests').selectAll().where('artifactId', '=', artifactId)
  return {
    async create(test) {
      const { artifactId, name } = test
      const meanings = { duplicate: testNamed(artifactId, name), missing: `Design-time artifact ${artifactId}` }
      await explained(meanings, () => db.insertInto('flow_tests').values(rowOf(test)).execute())
    },

    async update(test) {
      const { artifactId, name } = test
      const query = db.updateTable('flow_tests').set(rowOf(test)).where('artifactId', '=', artifactId).where('name', '=', name)
      mustHaveMet((await query.executeTakeFirst()).numUpdatedRows, testNamed(artifactId, name))
    },

    async putLastRun({ artifactId, name, text }, run) {
      const query = db
        .updateTable('flow_tests')
        .set({ lastRun: JSON.stringify(run) })
        .where('artifactId', '=', artifactId)
      await query.where('name', '=', name).where('text', '=', text).execute()
    },

    async delete(artifactId, name) {
      const query = db.deleteFrom('flow_tests').where('artifactId', '=', artifactId).where('name', '=', name)
      mustHaveMet((await query.executeTakeFirst()).numDeletedRows, testNamed(artifactId, name))
    },

    async find(artifactId, name) {
      const row = await ofArtifact(artifactId).where('name', '=', name).executeTakeFirst()
      return row && testOf(row)
    },

    list: async (artifactId) => (await ofArtifact(artifactId).orderBy('name').execute()).map(testOf),
  }
}

const rowOf = ({ lastRun, ...test }: StoredFlowTest): Tables['flow_tests'] => ({ ...test, lastRun: lastRun && JSON.stringify(lastRun) })

const testOf = ({ lastRun, ...row }: Tables['flow_tests']): StoredFlowTest => ({
  ...row,
  lastRun: lastRun === null ? null : JSON.parse(lastRun),
})

const testNamed = (artifactId: string, name: string) => `Test ${name} of ${artifactId}`
