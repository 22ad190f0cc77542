import type { EntityTypes } from '../../api/entity-types.ts'
import { type Entity, entityPath, list } from '../../api/odata.ts'
import type { MessageKey } from '../../messages/messages.ts'
import { packagePath } from '../packages/package-texts.ts'

/** A kind of design-time artifact as the management API has it. */
export interface ArtifactKind {
  /** Entity type: the beginning of the set's and functions' names. */
  readonly entity: string
  readonly set: keyof EntityTypes
  /** `SAP-BundleType` values of its manifest. */
  readonly bundleTypes: readonly string[]
  readonly text: MessageKey
  /** Whether the runtime takes it; the others are only there for designing. */
  readonly deployable: boolean
  readonly hasResources: boolean
  /** Whether it has versions; and whether an empty one can be made. */
  readonly versioned: boolean
}

const kind = (entity: string, bundleTypes: readonly string[], text: MessageKey, more: Partial<ArtifactKind> = {}): ArtifactKind => ({
  entity,
  set: `${entity}s` as keyof EntityTypes,
  bundleTypes,
  text,
  deployable: false,
  hasResources: false,
  versioned: true,
  ...more,
})

export const INTEGRATION_FLOW = kind('IntegrationDesigntimeArtifact', ['IntegrationFlow', 'RESTAPIProvider', ''], 'artifactKind.flow', {
  deployable: true,
  hasResources: true,
})
export const VALUE_MAPPING = kind('ValueMappingDesigntimeArtifact', ['ValueMapping'], 'artifactKind.valueMapping', { deployable: true })
export const ADAPTER = kind('IntegrationAdapterDesigntimeArtifact', [], 'artifactKind.adapter', { versioned: false })

export const ARTIFACT_KINDS: readonly ArtifactKind[] = [
  INTEGRATION_FLOW,
  VALUE_MAPPING,
  kind('MessageMappingDesigntimeArtifact', ['MessageMapping'], 'artifactKind.messageMapping', { deployable: true, hasResources: true }),
  kind('ScriptCollectionDesigntimeArtifact', ['ScriptCollection'], 'artifactKind.scripts', { deployable: true, hasResources: true }),
  kind('DataTypeDesigntimeArtifact', ['DataType'], 'artifactKind.dataType'),
  kind('MessageTypeDesigntimeArtifact', ['MessageType'], 'artifactKind.messageType'),
  kind('FaultMessageTypeDesigntimeArtifact', ['FaultMessageType'], 'artifactKind.faultMessageType'),
  kind('ServiceInterfaceDesigntimeArtifact', ['ServiceInterface'], 'artifactKind.serviceInterface'),
  ADAPTER,
]

export const kindNamed = (entity: string): ArtifactKind =>
  ARTIFACT_KINDS.find((candidate) => candidate.entity === entity) ?? INTEGRATION_FLOW

/** An artifact of any kind, its current version. */
export interface Artifact {
  readonly kind: ArtifactKind
  readonly id: string
  readonly name: string
  readonly version: string
  readonly description: string
}

type Row = Pick<Entity<'IntegrationDesigntimeArtifacts'>, 'Id' | 'Name' | 'Version' | 'Description'>

const artifactOf = (kind: ArtifactKind, { Id, Name, Version, Description }: Row): Artifact => ({
  kind,
  id: Id ?? '',
  name: Name ?? '',
  version: Version ?? '',
  description: Description ?? '',
})

/** Navigations of a package; adapters have none. */
export const ARTIFACTS_OF_PACKAGE = ARTIFACT_KINDS.filter(({ versioned }) => versioned)
  .map(({ set }) => set)
  .join(',')

/** The artifacts that a package was expanded with, and its adapters, by name. */
export function artifactsIn(
  item: Entity<'IntegrationPackages'>,
  adapters: readonly Entity<'IntegrationAdapterDesigntimeArtifacts'>[],
): Artifact[] {
  const expanded = item as object as Partial<Record<string, { readonly results: readonly Row[] }>>
  const versioned = ARTIFACT_KINDS.flatMap((each) => expanded[each.set]?.results.map((row) => artifactOf(each, row)) ?? [])
  const all = [...versioned, ...adapters.map((row) => artifactOf(ADAPTER, row))]
  return all.sort((one, other) => one.name.localeCompare(other.name))
}

/** Adapters of a package. */
export const adaptersOf = async (packageId: string) =>
  (await list('IntegrationAdapterDesigntimeArtifacts')).results.filter(({ PackageId }) => PackageId === packageId)

/** Where the management API has the artifact. */
export const artifactKey = ({ kind, id }: Pick<Artifact, 'kind' | 'id'>, version = 'active'): string =>
  entityPath(kind.set, kind.versioned ? { Id: id, Version: version } : id)

export const artifactFile = ({ kind, id }: Pick<Artifact, 'kind' | 'id'>): string => (kind === ADAPTER ? `${id}.esa` : `${id}.zip`)

/** The page of the artifact. */
export const artifactPath = (packageId: string, artifactId: string): string =>
  `${packagePath(packageId)}/artifacts/${encodeURIComponent(artifactId)}`
