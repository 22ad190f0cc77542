import type { DesignArtifact, DesignStore } from '../design.ts'
import type { SqlContext } from './context.ts'
import { customTags } from './custom-tags.ts'
import { keepVersion, savedContent, savedVersion, savedVersions } from './design-versions.ts'
import { packageDocuments } from './package-documents.ts'
import { explained, mustHaveMet } from './violations.ts'

export function designStore(context: SqlContext): DesignStore {
  const { db } = context
  return {
    ...customTags(context),
    ...packageDocuments(context),

    async createPackage(item) {
      await explained({ duplicate: packageNamed(item.id) }, () => db.insertInto('packages').values(item).execute())
    },

    async updatePackage(item) {
      const result = await db.updateTable('packages').set(item).where('id', '=', item.id).executeTakeFirst()
      mustHaveMet(result.numUpdatedRows, packageNamed(item.id))
    },

    async deletePackage(id) {
      const result = await db.deleteFrom('packages').where('id', '=', id).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, packageNamed(id))
    },

    package: (id) => db.selectFrom('packages').selectAll().where('id', '=', id).executeTakeFirst(),
    packages: () => db.selectFrom('packages').selectAll().orderBy('id').execute(),

    async createArtifact(artifact, content) {
      await db.transaction().execute(async (transaction) => {
        await explained(meanings(artifact), () => transaction.insertInto('design_artifacts').values(artifact).execute())
        await transaction.insertInto('design_artifact_contents').values({ id: artifact.id, content }).execute()
      })
    },

    async updateArtifact(artifact, content) {
      await db.transaction().execute(async (transaction) => {
        await keepVersion(transaction, artifact)
        const query = transaction.updateTable('design_artifacts').set(artifact).where('id', '=', artifact.id)
        const result = await explained({ missing: packageNamed(artifact.packageId) }, () => query.executeTakeFirst())
        mustHaveMet(result.numUpdatedRows, artifactNamed(artifact.id))
        if (content !== undefined) {
          await transaction.updateTable('design_artifact_contents').set({ content }).where('id', '=', artifact.id).execute()
        }
      })
    },

    replaceContent: (id, { before, after: content, ...modification }) =>
      db.transaction().execute(async (transaction) => {
        const query = transaction
          .updateTable('design_artifact_contents')
          .set({ content })
          .where('id', '=', id)
          .where('content', '=', before)
        const { numUpdatedRows } = await query.executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await transaction.updateTable('design_artifacts').set(modification).where('id', '=', id).execute()
        return true
      }),

    async deleteArtifact(id) {
      const result = await db.deleteFrom('design_artifacts').where('id', '=', id).executeTakeFirst()
      mustHaveMet(result.numDeletedRows, artifactNamed(id))
    },

    async artifact(id, version) {
      const current = await db.selectFrom('design_artifacts').selectAll().where('id', '=', id).executeTakeFirst()
      return version === undefined || current?.version === version ? current : savedVersion(db, id, version)
    },

    savedVersions: (id) => savedVersions(db, id),

    async artifacts(filter = {}) {
      let query = db.selectFrom('design_artifacts').selectAll().orderBy('id')
      if (filter.packageId !== undefined) query = query.where('packageId', '=', filter.packageId)
      if (filter.type !== undefined) query = query.where('type', '=', filter.type)
      return query.execute()
    },

    async content(id, version) {
      const current = db
        .selectFrom('design_artifact_contents')
        .innerJoin('design_artifacts', 'design_artifacts.id', 'design_artifact_contents.id')
        .select('content')
        .where('design_artifacts.id', '=', id)
      const row = await (version === undefined ? current : current.where('version', '=', version)).executeTakeFirst()
      return row?.content ?? (version === undefined ? undefined : savedContent(db, id, version))
    },
  }
}

const packageNamed = (id: string) => `Integration package ${id}`

const artifactNamed = (id: string) => `Design-time artifact ${id}`

const meanings = (artifact: DesignArtifact) => ({
  duplicate: artifactNamed(artifact.id),
  missing: packageNamed(artifact.packageId),
})
