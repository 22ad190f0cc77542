import type { Kysely } from 'kysely'
import type { DesignArtifact } from '../design.ts'
import type { Tables } from './tables.ts'

const COLUMNS = [
  'id',
  'packageId',
  'type',
  'version',
  'name',
  'description',
  'createdBy',
  'createdAt',
  'modifiedBy',
  'modifiedAt',
] as const satisfies readonly (keyof DesignArtifact)[]

/** The saved versions of an artifact, the latest saved first. */
export const savedVersions = (db: Kysely<Tables>, id: string): Promise<DesignArtifact[]> =>
  db.selectFrom('design_artifact_versions').select(COLUMNS).where('id', '=', id).orderBy('position', 'desc').execute()

export const savedVersion = (db: Kysely<Tables>, id: string, version: string) =>
  db.selectFrom('design_artifact_versions').select(COLUMNS).where('id', '=', id).where('version', '=', version).executeTakeFirst()

export async function savedContent(db: Kysely<Tables>, id: string, version: string): Promise<Uint8Array | undefined> {
  const versions = db.selectFrom('design_artifact_versions').select('content').where('id', '=', id)
  return (await versions.where('version', '=', version).executeTakeFirst())?.content
}

/** Keeps what is current before it becomes `next`; a number then stands for one content, and all versions are in one package. */
export async function keepVersion(db: Kysely<Tables>, next: DesignArtifact): Promise<void> {
  const current = await db
    .selectFrom('design_artifacts')
    .innerJoin('design_artifact_contents', 'design_artifact_contents.id', 'design_artifacts.id')
    .selectAll('design_artifacts')
    .select('content')
    .where('design_artifacts.id', '=', next.id)
    .executeTakeFirst()
  if (current === undefined) return
  const versions = db.deleteFrom('design_artifact_versions').where('id', '=', next.id)
  if (current.version !== next.version) {
    await versions.where('version', '=', next.version).execute()
    const position = await nextPosition(db, next.id)
    await db
      .insertInto('design_artifact_versions')
      .values({ ...current, position })
      .execute()
  }
  await db.updateTable('design_artifact_versions').set({ packageId: next.packageId }).where('id', '=', next.id).execute()
}

async function nextPosition(db: Kysely<Tables>, id: string): Promise<number> {
  const last = db
    .selectFrom('design_artifact_versions')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('id', '=', id)
  return ((await last.executeTakeFirst())?.position ?? 0) + 1
}
