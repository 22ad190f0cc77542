import { randomBytes } from 'node:crypto'
import { type Files, writeArchive } from '../../src/iflow/archive.ts'

export interface ExportedArtifact {
  /** `Bundle-SymbolicName`. */
  readonly id: string
  readonly name: string
  readonly type: 'IFlow' | 'ValueMapping' | 'MessageMapping' | 'ScriptCollection'
  readonly version: string
  /** The artifact's own zip. */
  readonly content: Uint8Array
}

export interface ExportedPackage {
  readonly id: string
  readonly name: string
  readonly artifacts: readonly ExportedArtifact[]
}

/** What every package holds that is no artifact. */
export const LINK = { id: 'Manual', content: Buffer.from('{"url":"https://example.com/manual"}') }

/** A package as a tenant exports it: entries have made-up ids, checksums stand beside them, and things come along that are no artifact. */
export function packageExport({ id, name, artifacts }: ExportedPackage): Promise<Uint8Array> {
  const entryId = () => randomBytes(16).toString('hex')
  const packageId = entryId()
  const documentId = entryId()
  const entries = artifacts.map((artifact) => ({ ...artifact, entry: entryId() }))
  const attribute = (value: string) => ({ attributeValues: [value] })
  const resources = [
    {
      id: packageId,
      resourceType: 'ContentPackage',
      name: id,
      displayName: name,
      uniqueId: id,
      semanticVersion: '1.2.0',
      additionalAttributes: {
        shortText: attribute(`${name}, in short`),
        description: attribute('<p>Texts & more</p>'),
        vendor: attribute('Acme'),
      },
    },
    ...entries.map(({ entry, type, version, ...artifact }) => ({
      id: entry,
      resourceType: type,
      name: artifact.id,
      displayName: artifact.name,
      uniqueId: artifact.id,
      semanticVersion: version,
      additionalAttributes: {},
    })),
    { id: documentId, resourceType: 'Url', name: LINK.id, displayName: LINK.id, additionalAttributes: {} },
  ]
  const index = JSON.stringify({ resources, relations: [] })
  const files: Files = new Map([
    ['resources.cnt', Buffer.from(Buffer.from(index).toString('base64'))],
    ['contentmetadata.md', Buffer.from(randomBytes(32).toString('hex'))],
    ['hash', Buffer.from(randomBytes(32).toString('hex'))],
    ['ExportInformation.info', Buffer.from(`Name=${name}\nDate=Sat Nov 21 00:00:00 UTC 2026\n`)],
    ...entries.map(({ entry, content }) => [`${entry}_content`, content] as const),
    [`${documentId}_content`, LINK.content],
  ])
  return writeArchive(files)
}
