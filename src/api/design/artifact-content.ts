import { type Files, readArchive, writeArchive } from '../../iflow/archive.ts'
import { MANIFEST_PATH, readManifest } from '../../iflow/manifest.ts'
import type { Manifest } from '../../iflow/model.ts'
import { readPropertiesFile } from '../../iflow/properties-file.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { ArtifactTypeInfo } from './artifact-types.ts'
import { withBundleVersion } from './manifest-file.ts'

const METAINFO_PATH = 'metainfo.prop'

/** What an uploaded zip says about itself. */
export interface ArtifactContent {
  readonly files: Files
  readonly manifest: Manifest
  /** `description` of `metainfo.prop`, `undefined` when the file or the line is missing. */
  readonly description: string | undefined
}

/**
 * Opens an artifact zip. What is inside the flow is looked at when it is deployed, not here. Throws `bad-request` when it is no
 * zip, has no manifest, or is of another type than expected.
 */
export async function readArtifactContent(content: Uint8Array, info: ArtifactTypeInfo): Promise<ArtifactContent> {
  const files = await readArchive(content)
  const manifest = readManifest(manifestFile(files))
  if (manifest.bundleType !== '' && !info.bundleTypes.includes(manifest.bundleType)) {
    throw new SluiceError('bad-request', `The SAP-BundleType of the artifact is ${manifest.bundleType}; expected ${info.bundleTypes[0]}.`)
  }
  const metainfo = files.get(METAINFO_PATH)
  const description = metainfo && readPropertiesFile(Buffer.from(metainfo).toString('utf8'), METAINFO_PATH).get('description')
  return { files, manifest, description }
}

/** The same zip with another `Bundle-Version`. */
export async function setContentVersion(content: Uint8Array, version: string): Promise<Uint8Array> {
  const files = await readArchive(content)
  return writeArchive(new Map(files).set(MANIFEST_PATH, withBundleVersion(manifestFile(files), version)))
}

function manifestFile(files: Files): Uint8Array {
  const file = files.get(MANIFEST_PATH)
  if (file === undefined) throw new SluiceError('bad-request', `The artifact has no ${MANIFEST_PATH}.`)
  return file
}
