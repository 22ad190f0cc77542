import { createHash } from 'node:crypto'
import { type Files, readArchive, writeArchive } from '../../iflow/archive.ts'
import { readPackageExport } from '../../iflow/package-export.ts'
import type { DesignArtifact, IntegrationPackage, PackageDocument } from '../../store/design.ts'
import { ARTIFACT_TYPES, type ArtifactTypeInfo } from './artifact-types.ts'
import type { PackageTexts } from './integration-package.ts'

const INDEX = 'resources.cnt'

/** A package as it travels between tenants (format document §1.3). */
export interface PackageArchive {
  readonly id: string
  readonly texts: PackageTexts
  readonly artifacts: readonly PackedArtifact[]
  readonly documents: readonly PackedDocument[]
}

/** What is no artifact: documents, links. */
export type PackedDocument = Omit<PackageDocument, 'packageId'>

export interface PackedArtifact {
  readonly info: ArtifactTypeInfo
  readonly id: string
  readonly name: string
  readonly content: Uint8Array
}

interface IndexEntry {
  readonly id: string
  readonly resourceType: string
  readonly name?: string
  readonly displayName?: string
  readonly uniqueId?: string
  readonly semanticVersion?: string
  readonly additionalAttributes?: Readonly<Record<string, { readonly attributeValues?: readonly string[] }>>
}

/** Text of a package → name of its attribute in the index. */
const ATTRIBUTES = {
  description: 'description',
  shortText: 'shortText',
  vendor: 'vendor',
  supportedPlatform: 'supportedPlatforms',
  products: 'products',
  keywords: 'keywords',
  countries: 'countries',
  industries: 'industries',
  lineOfBusiness: 'lineOfBusiness',
} as const satisfies Partial<Record<keyof PackageTexts, string>>

/** Packs a package with its artifacts and documents. */
export async function packPackage(
  item: IntegrationPackage,
  artifacts: readonly DesignArtifact[],
  contents: Files,
  documents: readonly PackedDocument[],
): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const entries: IndexEntry[] = [packageEntry(item)]
  for (const artifact of artifacts) {
    const info = ARTIFACT_TYPES.find(({ type }) => type === artifact.type)
    const content = contents.get(artifact.id)
    if (info === undefined || content === undefined) continue
    const entry = artifactEntry(artifact, info)
    entries.push(entry)
    files.set(`${entry.id}_content`, content)
  }
  for (const { id, entry, content } of documents) {
    entries.push(JSON.parse(entry))
    files.set(`${id}_content`, content)
  }
  const index = JSON.stringify({
    resources: entries,
    relations: entries.slice(1).map(({ id }) => ({ source: entries[0]!.id, target: id })),
  })
  files.set(INDEX, Buffer.from(Buffer.from(index).toString('base64')))
  files.set('contentmetadata.md', checksums(files))
  files.set('hash', Buffer.from(sha256(files.get(INDEX)!)))
  files.set('ExportInformation.info', Buffer.from(`Name=${item.name}\nDate=${new Date(item.modifiedAt).toISOString()}\n`))
  return writeArchive(files)
}

/** 32 hex digits that name the entry of an object in the archive, the same every time. */
const entryId = (kind: string, id: string): string => sha256(Buffer.from(`${kind} ${id}`)).slice(0, 32)

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const checksums = (files: Files): Buffer => Buffer.from([...files].map(([name, bytes]) => `${name}=${sha256(bytes)}\n`).join(''))

const packageEntry = (item: IntegrationPackage): IndexEntry => ({
  id: entryId('ContentPackage', item.id),
  resourceType: 'ContentPackage',
  name: item.name,
  displayName: item.name,
  uniqueId: item.id,
  semanticVersion: item.version,
  additionalAttributes: Object.fromEntries(
    Object.entries(ATTRIBUTES).map(([text, attribute]) => [attribute, { attributeValues: [item[text as keyof typeof ATTRIBUTES]] }]),
  ),
})

const artifactEntry = (artifact: DesignArtifact, info: ArtifactTypeInfo): IndexEntry => ({
  id: entryId(artifact.type, artifact.id),
  resourceType: info.resourceTypes[0]!,
  name: artifact.name,
  displayName: artifact.name,
  uniqueId: artifact.id,
  semanticVersion: artifact.version,
})

/**
 * Reads a package export. Throws `bad-request` when the zip is no export or lacks the content of what it lists.
 */
export async function unpackPackage(zip: Uint8Array): Promise<PackageArchive> {
  const files = await readArchive(zip)
  const { id, name, version, resources } = readPackageExport(files)
  const entries = indexOf(files)
  const texts = textsIn(entries)
  const artifacts = resources.flatMap(({ type, ...resource }) => {
    const info = ARTIFACT_TYPES.find(({ resourceTypes }) => resourceTypes.includes(type))
    return info === undefined ? [] : [{ info, id: resource.id, name: resource.name, content: resource.content }]
  })
  return { id, texts: { ...texts, name, version, shortText: texts.shortText || name }, artifacts, documents: documentsIn(entries, files) }
}

const indexOf = (files: Files): readonly IndexEntry[] =>
  JSON.parse(Buffer.from(Buffer.from(files.get(INDEX)!).toString('latin1'), 'base64').toString('utf8')).resources

const isDocument = ({ resourceType }: IndexEntry): boolean =>
  resourceType !== 'ContentPackage' && !ARTIFACT_TYPES.some(({ resourceTypes }) => resourceTypes.includes(resourceType))

/** They have their content: reading the export looked for it. */
const documentsIn = (entries: readonly IndexEntry[], files: Files): PackedDocument[] =>
  entries.filter(isDocument).map((entry) => ({ id: entry.id, entry: JSON.stringify(entry), content: files.get(`${entry.id}_content`)! }))

/** The texts among the attributes of the package; what is missing or has another shape is left out. */
function textsIn(entries: readonly IndexEntry[]): PackageTexts {
  const { additionalAttributes } = entries.find(({ resourceType }) => resourceType === 'ContentPackage')!
  return Object.fromEntries(
    Object.entries(ATTRIBUTES).flatMap(([text, attribute]) => {
      const values = additionalAttributes?.[attribute]?.attributeValues
      return Array.isArray(values) && values.every((value) => typeof value === 'string') ? [[text, values.join(',')]] : []
    }),
  )
}
