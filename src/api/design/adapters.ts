import { SluiceError } from '../../kernel/errors.ts'
import type { DesignArtifact, DesignStore } from '../../store/design.ts'
import { readAdapterManifest } from './adapter-content.ts'
import { DuplicateArtifact } from './duplicate-artifact.ts'
import type { Stamp } from './integration-package.ts'
import { existingPackage } from './packages.ts'

/** Throws `not-found`. */
export async function existingAdapter(store: DesignStore, id: unknown): Promise<DesignArtifact> {
  const adapter = await store.artifact(String(id))
  if (adapter?.type !== 'INTEGRATION_ADAPTER') throw new SluiceError('not-found', 'Integration adapter design time artifact not found')
  return adapter
}

/**
 * What is to be stored for a new adapter, which is called what its archive says. Throws `bad-request` for what is no adapter archive,
 * `not-found` for the package, and `DuplicateArtifact`.
 */
export async function newAdapter(
  store: DesignStore,
  packageId: string,
  content: Uint8Array,
  { user, now }: Stamp,
): Promise<DesignArtifact> {
  await existingPackage(store, packageId)
  const { id, name, version } = await readAdapterManifest(content)
  const stamps = { createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now }
  const adapter: DesignArtifact = { id, packageId, type: 'INTEGRATION_ADAPTER', version, name, description: '', ...stamps }
  const existing = await store.artifact(id)
  if (existing === undefined) return adapter
  const owner = await store.package(existing.packageId)
  throw new DuplicateArtifact({ noun: 'An integration adapter' }, adapter, owner?.name ?? existing.packageId)
}
