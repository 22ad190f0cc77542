import { t } from '../../messages/messages.ts'
import { archiveEntry } from './archive-entry.ts'
import { ADAPTER, ARTIFACT_KINDS, type ArtifactKind } from './artifact-kinds.ts'

/** What a file says about itself. */
export interface DroppedArtifact {
  readonly kind: ArtifactKind
  readonly id: string
  readonly name: string
}

/** Looks into the zip of an artifact. Throws for every other file, saying what to do with it. */
export async function droppedArtifact(file: File): Promise<DroppedArtifact> {
  if (file.name.endsWith('.esa')) return { kind: ADAPTER, id: '', name: '' }
  const manifest = await archiveEntry(file, 'META-INF/MANIFEST.MF')
  if (manifest === undefined) throw new Error(t('artifact.noArtifact', { file: file.name }))
  const headers = manifestHeaders(manifest)
  const type = headers.get('SAP-BundleType') ?? ''
  const kind = ARTIFACT_KINDS.find(({ bundleTypes }) => bundleTypes.includes(type))
  if (kind === undefined) throw new Error(t('artifact.unknownType', { file: file.name, type }))
  const id = (headers.get('Bundle-SymbolicName') ?? '').split(';', 1)[0]!.trim()
  return { kind, id, name: headers.get('Bundle-Name') ?? id }
}

/** A long value goes on in lines that begin with a blank (JAR specification). */
const manifestHeaders = (manifest: string): Map<string, string> =>
  new Map(
    manifest
      .replace(/\r?\n /g, '')
      .split(/\r?\n/)
      .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
      .filter((match) => match !== null)
      .map(([, name, value]) => [name!, value!.trim()]),
  )
