import { SluiceError } from '../../kernel/errors.ts'
import type { DesignArtifact, DesignStore, IntegrationPackage } from '../../store/design.ts'
import type { Store } from '../../store/store.ts'
import { prepareArtifact } from './artifacts.ts'
import { DuplicateArtifact } from './duplicate-artifact.ts'
import { newPackage, type Stamp } from './integration-package.ts'
import { type PackageArchive, type PackedArtifact, packPackage, unpackPackage } from './package-archive.ts'
import { putPackage } from './packages.ts'

/** How a package is imported. */
export interface ImportOptions {
  readonly overwrite: boolean
  readonly stamp: Stamp
  /** Throws when the caller may not have what is in the export take the place of what is there. */
  permit(item: IntegrationPackage, artifacts: readonly DesignArtifact[]): Promise<void>
}

/**
 * Creates a package with everything in its export. With `overwrite` a package of the same id is replaced, its artifacts included; those
 * that are there again keep their tests, which no export has. Throws `bad-request`, `conflict` for the package, `DuplicateArtifact` for
 * an artifact of another package and what `permit` throws, all before anything is changed.
 */
export async function importPackage(
  { design, flowTests }: Pick<Store, 'design' | 'flowTests'>,
  zip: Uint8Array,
  options: ImportOptions,
): Promise<IntegrationPackage> {
  const { overwrite, stamp, permit } = options
  const archive = await unpackPackage(zip)
  const item = newPackage(archive.id, archive.texts, stamp)
  const prepared = await Promise.all(
    archive.artifacts.map((artifact) => prepareArtifact(artifact.info, unpacked(artifact, item.id), stamp)),
  )
  await refuseForeignArtifacts(design, archive)
  await permit(
    item,
    prepared.map(({ artifact }) => artifact),
  )
  const imported = await putPackage(design, item, overwrite)
  const tests = await Promise.all(prepared.map(({ artifact }) => flowTests.list(artifact.id)))
  for (const { id } of await design.artifacts({ packageId: imported.id })) await design.deleteArtifact(id)
  for (const { artifact, content } of prepared) await design.createArtifact(artifact, content)
  for (const test of tests.flat()) await flowTests.create(test)
  await design.replaceDocuments(imported.id, archive.documents)
  return imported
}

/** A package with its artifacts and documents as `$value` hands it out. */
export async function exportPackage(store: DesignStore, item: IntegrationPackage): Promise<Uint8Array> {
  const artifacts = await store.artifacts({ packageId: item.id })
  const contents = new Map<string, Uint8Array>()
  for (const { id } of artifacts) contents.set(id, (await store.content(id)) ?? new Uint8Array())
  return packPackage(item, artifacts, contents, await store.documents(item.id))
}

const unpacked = ({ id, name, content }: PackedArtifact, packageId: string) => ({ id, name, packageId, content, description: undefined })

async function refuseForeignArtifacts(store: DesignStore, archive: PackageArchive): Promise<void> {
  for (const { id, info, name } of archive.artifacts) {
    const existing = await store.artifact(id)
    if (existing === undefined || existing.packageId === archive.id) continue
    const owner = await store.package(existing.packageId)
    throw new DuplicateArtifact(info, { ...existing, name }, owner?.name ?? existing.packageId)
  }
  const ids = archive.artifacts.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new SluiceError('bad-request', `The package content has two artifacts with the ID ${twice}.`)
}
