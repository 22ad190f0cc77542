import type { AccessPolicyStore, NewArtifactReference } from '../access-policies.ts'
import type { SqlContext } from './context.ts'
import { explained, mustHaveMet } from './violations.ts'

export function accessPolicyStore({ db, changes }: SqlContext): AccessPolicyStore {
  const changed = (id: number): void => changes.publish('access-policies', String(id))
  return {
    async create({ roleName, description }, references) {
      const policy = await explained({ duplicate: `An access policy with the role name ${roleName}` }, () =>
        db.transaction().execute(async (transaction) => {
          const row = { roleName, description }
          const created = await transaction.insertInto('access_policies').values(row).returningAll().executeTakeFirstOrThrow()
          for (const reference of references) {
            await transaction.insertInto('artifact_references').values(referenceRow(created.id, reference)).execute()
          }
          return created
        }),
      )
      changed(policy.id)
      return policy
    },

    async update({ id, roleName, description }) {
      const query = db.updateTable('access_policies').set({ roleName, description }).where('id', '=', id)
      const write = () => query.executeTakeFirst()
      const result = await explained({ duplicate: `An access policy with the role name ${roleName}` }, write)
      mustHaveMet(result.numUpdatedRows, `Access policy ${id}`)
      changed(id)
    },

    async delete(id) {
      const result = await db.deleteFrom('access_policies').where('id', '=', id).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, `Access policy ${id}`)
      changed(id)
    },

    find: (id) => db.selectFrom('access_policies').selectAll().where('id', '=', id).executeTakeFirst(),
    list: () => db.selectFrom('access_policies').selectAll().orderBy('id').execute(),

    async addReference(policyId, reference) {
      const query = db.insertInto('artifact_references').values(referenceRow(policyId, reference)).returningAll()
      const created = await explained({ missing: `Access policy ${policyId}` }, () => query.executeTakeFirstOrThrow())
      changed(policyId)
      return created
    },

    async deleteReference(id) {
      const [deleted] = await db.deleteFrom('artifact_references').where('id', '=', id).returning('policyId').execute()
      mustHaveMet(deleted === undefined ? 0n : 1n, `Artifact reference ${id}`)
      changed(deleted!.policyId)
    },

    findReference: (id) => db.selectFrom('artifact_references').selectAll().where('id', '=', id).executeTakeFirst(),
    references: () => db.selectFrom('artifact_references').selectAll().orderBy('id').execute(),
  }
}

/** Only the columns: callers may hand over more. */
const referenceRow = (policyId: number, reference: NewArtifactReference) => {
  const { name, description, type, conditionAttribute, conditionValue, conditionType } = reference
  return { policyId, name, description, type, conditionAttribute, conditionValue, conditionType }
}
