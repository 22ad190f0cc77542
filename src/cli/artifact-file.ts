import { readFile, stat } from 'node:fs/promises'
import { readArchive, writeArchive } from '../iflow/archive.ts'
import { readFolder } from '../iflow/folder.ts'
import { MANIFEST_PATH, readManifest } from '../iflow/manifest.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'

/** Middle of the entity set `…DesigntimeArtifacts` and of the function `Deploy…DesigntimeArtifact`. */
export type ArtifactKind = 'Integration' | 'ScriptCollection' | 'ValueMapping' | 'MessageMapping'

export interface DeployableArtifact {
  readonly file: string
  readonly id: string
  readonly name: string
  readonly kind: ArtifactKind
  /** The zip that goes over the wire. */
  readonly content: Uint8Array
}

/** `SAP-BundleType` of the manifest → kind; flows of the oldest tools have none. */
const KINDS: Readonly<Record<string, ArtifactKind>> = {
  '': 'Integration',
  IntegrationFlow: 'Integration',
  ScriptCollection: 'ScriptCollection',
  ValueMapping: 'ValueMapping',
  MessageMapping: 'MessageMapping',
}

/** Reads a zip as it is, or packs a folder. Throws `bad-request` that names the file. */
export async function readDeployable(file: string): Promise<DeployableArtifact> {
  try {
    return await read(file)
  } catch (cause) {
    throw new SluiceError('bad-request', `${file}: ${messageOf(cause)}`, { cause })
  }
}

async function read(file: string): Promise<DeployableArtifact> {
  const found = await stat(file).catch(() => undefined)
  if (!found) throw new SluiceError('bad-request', 'there is no such file or folder')
  const folder = found.isDirectory()
  const files = folder ? await readFolder(file) : await readArchive(await readFile(file))
  const manifest = files.get(MANIFEST_PATH)
  if (!manifest) throw new SluiceError('bad-request', `there is no ${MANIFEST_PATH}, so it is no artifact`)
  const { id, name, bundleType } = readManifest(manifest)
  const kind = KINDS[bundleType]
  if (!kind) throw new SluiceError('bad-request', `artifacts of type ${bundleType} cannot be deployed`)
  return { file, id, name, kind, content: folder ? await writeArchive(files) : await readFile(file) }
}
