import { SluiceError } from '../../kernel/errors.ts'
import type { DesignArtifact, DesignStore } from '../../store/design.ts'
import { readArtifactContent, setContentVersion } from './artifact-content.ts'
import type { ArtifactTypeInfo } from './artifact-types.ts'
import { DuplicateArtifact } from './duplicate-artifact.ts'
import { emptyArtifact } from './empty-artifact.ts'
import type { Stamp } from './integration-package.ts'
import { existingPackage } from './packages.ts'

export interface NewArtifact {
  readonly id: string
  readonly packageId: string
  /** Without it the name in the manifest counts. */
  readonly name: string | undefined
  readonly description: string | undefined
  /** Without it an empty artifact is made. */
  readonly content: Uint8Array | undefined
}

/** An artifact that can be stored. */
export interface PreparedArtifact {
  readonly artifact: DesignArtifact
  readonly content: Uint8Array
}

/**
 * Puts a new artifact into a package; its version is the one of its manifest (contract odata-api §1.6 no. 1). Throws as `newArtifact`.
 */
export async function createArtifact(
  store: DesignStore,
  info: ArtifactTypeInfo,
  wanted: NewArtifact,
  stamp: Stamp,
): Promise<DesignArtifact> {
  const { artifact, content } = await newArtifact(store, info, wanted, stamp)
  await store.createArtifact(artifact, content)
  return artifact
}

/** What is to be stored for a new artifact. Throws `bad-request`, `not-found` for the package, and `DuplicateArtifact`. */
export async function newArtifact(
  store: DesignStore,
  info: ArtifactTypeInfo,
  wanted: NewArtifact,
  stamp: Stamp,
): Promise<PreparedArtifact> {
  checkId(wanted.id)
  if (wanted.name !== undefined) checkName(wanted.name)
  await existingPackage(store, wanted.packageId)
  const prepared = await prepareArtifact(info, wanted, stamp)
  await refuseDuplicate(store, info, prepared.artifact)
  return prepared
}

/** What would be stored for a new artifact. Throws `bad-request` when its content is none of this type. */
export async function prepareArtifact(info: ArtifactTypeInfo, wanted: NewArtifact, { user, now }: Stamp): Promise<PreparedArtifact> {
  const content = wanted.content ?? (await emptyArtifact(info, wanted.id, wanted.name ?? wanted.id))
  const { manifest, description } = await readArtifactContent(content, info)
  const artifact: DesignArtifact = {
    id: wanted.id,
    packageId: wanted.packageId,
    type: info.type,
    version: manifest.version,
    name: wanted.name ?? manifest.name,
    description: description ?? wanted.description ?? '',
    createdBy: user,
    createdAt: now,
    modifiedBy: user,
    modifiedAt: now,
  }
  return { artifact, content }
}

/**
 * The artifact with another name, content or both, to be stored with that content; never a draft (contract odata-api §1.6 no. 2). Throws
 * `bad-request`.
 */
export async function updatedArtifact(
  store: DesignStore,
  info: ArtifactTypeInfo,
  current: DesignArtifact,
  change: { readonly name: string | undefined; readonly content: Uint8Array | undefined },
  stamp: Stamp,
): Promise<DesignArtifact> {
  if (change.name !== undefined) checkName(change.name)
  const stamped = { ...current, modifiedBy: stamp.user, modifiedAt: stamp.now }
  if (change.content === undefined) return { ...stamped, name: change.name ?? current.name }
  const { manifest, description } = await readArtifactContent(change.content, info)
  const before = await readArtifactContent(await contentOf(store, current), info)
  if (manifest.id !== before.manifest.id) {
    throw new SluiceError('bad-request', 'Could not update artifact of the package; due to change in the Bundle-symbolicName')
  }
  return {
    ...stamped,
    version: manifest.version,
    name: change.name ?? manifest.name,
    description: description ?? current.description,
  }
}

/**
 * Gives the current version another number, in the list and in the manifest; what was current stays readable under its number.
 * Throws `bad-request` for what is no version.
 */
export async function saveAsVersion(store: DesignStore, current: DesignArtifact, version: string, stamp: Stamp): Promise<DesignArtifact> {
  if (!/^\d+(\.\d+){0,2}(\.[\w-]+)?$/.test(version)) {
    throw new SluiceError('bad-request', `'${version}' is not a valid version; use numbers such as 1.0.1.`)
  }
  const saved = { ...current, version, modifiedBy: stamp.user, modifiedAt: stamp.now }
  await store.updateArtifact(saved, await setContentVersion(await contentOf(store, current), version))
  return saved
}

/** The stored zip of a version that exists. */
export async function contentOf(store: DesignStore, artifact: DesignArtifact): Promise<Uint8Array> {
  const content = await store.content(artifact.id, artifact.version)
  if (content === undefined) throw new SluiceError('not-found', 'Integration design time artifact not found')
  return content
}

/** Whether a version in a key or parameter means the current one: its number, or the virtual `active` (contract odata-api T6). */
export const isCurrentVersion = (artifact: DesignArtifact, version: unknown): boolean =>
  version === artifact.version || String(version).toLowerCase() === 'active'

/** The artifact of this type and version, current or saved. Throws `not-found`. */
export async function existingArtifact(store: DesignStore, info: ArtifactTypeInfo, id: unknown, version: unknown): Promise<DesignArtifact> {
  const current = await store.artifact(String(id))
  const artifact = current === undefined || isCurrentVersion(current, version) ? current : await store.artifact(current.id, String(version))
  if (artifact === undefined || artifact.type !== info.type) {
    throw new SluiceError('not-found', 'Integration design time artifact not found')
  }
  return artifact
}

/** The artifact when the version is its current one, to change or deploy it. Throws `not-found`, and `bad-request` for a saved version. */
export async function currentArtifact(store: DesignStore, info: ArtifactTypeInfo, id: unknown, version: unknown): Promise<DesignArtifact> {
  const artifact = await existingArtifact(store, info, id, version)
  await refuseSaved(store, artifact)
  return artifact
}

/** Refuses a saved version, which is read only. Throws `bad-request`. */
export async function refuseSaved(store: DesignStore, { id, version }: DesignArtifact): Promise<void> {
  const current = await store.artifact(id)
  if (current === undefined || current.version === version) return
  const text = `Version ${version} of the artifact ${id} is read-only. Use its current version ${current.version}, or 'active'.`
  throw new SluiceError('bad-request', text)
}

async function refuseDuplicate(store: DesignStore, info: ArtifactTypeInfo, artifact: DesignArtifact): Promise<void> {
  const existing = await store.artifact(artifact.id)
  if (existing === undefined) return
  const owner = await store.package(existing.packageId)
  throw new DuplicateArtifact(info, artifact, owner?.name ?? existing.packageId)
}

function checkId(id: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9_. -]*$/.test(id)) return
  throw new SluiceError('bad-request', "Property 'Id' value cannot have a special character. Enter a valid Id.")
}

function checkName(name: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_ .-]*$/.test(name) && !name.endsWith('.')) return
  throw new SluiceError(
    'bad-request',
    'Name should begin with alphabet or underscore (_) and can also contain numbers, space, period(.) or hyphen(-). ' +
      'But it should not end with period(.)',
  )
}
