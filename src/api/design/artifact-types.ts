import type { ArtifactType } from '../../store/design.ts'

/** What the API says about one type of design-time artifact. */
export interface ArtifactTypeInfo {
  readonly type: ArtifactType
  /** Entity type and beginning of the set's and functions' names. */
  readonly entity: string
  /** `SAP-BundleType` values of its manifest. */
  readonly bundleTypes: readonly string[]
  /** `resourceType` values in a package export; the first one is written. */
  readonly resourceTypes: readonly string[]
  /** In sentences, with article. */
  readonly noun: string
}

export const INTEGRATION_FLOW: ArtifactTypeInfo = {
  type: 'INTEGRATION_FLOW',
  entity: 'IntegrationDesigntimeArtifact',
  bundleTypes: ['IntegrationFlow', 'RESTAPIProvider'],
  resourceTypes: ['IFlow', 'RESTAPIProvider'],
  noun: 'An integration flow',
}

export const SCRIPT_COLLECTION: ArtifactTypeInfo = {
  type: 'SCRIPT_COLLECTION',
  entity: 'ScriptCollectionDesigntimeArtifact',
  bundleTypes: ['ScriptCollection'],
  resourceTypes: ['ScriptCollection'],
  noun: 'A script collection',
}

export const VALUE_MAPPING: ArtifactTypeInfo = {
  type: 'VALUE_MAPPING',
  entity: 'ValueMappingDesigntimeArtifact',
  bundleTypes: ['ValueMapping'],
  resourceTypes: ['ValueMapping'],
  noun: 'A value mapping',
}

export const MESSAGE_MAPPING: ArtifactTypeInfo = {
  type: 'MESSAGE_MAPPING',
  entity: 'MessageMappingDesigntimeArtifact',
  bundleTypes: ['MessageMapping'],
  resourceTypes: ['MessageMapping'],
  noun: 'A message mapping',
}

export const DATA_TYPE: ArtifactTypeInfo = {
  type: 'DATA_TYPE',
  entity: 'DataTypeDesigntimeArtifact',
  bundleTypes: ['DataType'],
  resourceTypes: ['DataType'],
  noun: 'A data type',
}

export const MESSAGE_TYPE: ArtifactTypeInfo = {
  type: 'MESSAGE_TYPE',
  entity: 'MessageTypeDesigntimeArtifact',
  bundleTypes: ['MessageType'],
  resourceTypes: ['MessageType'],
  noun: 'A message type',
}

export const FAULT_MESSAGE_TYPE: ArtifactTypeInfo = {
  type: 'FAULT_MESSAGE_TYPE',
  entity: 'FaultMessageTypeDesigntimeArtifact',
  bundleTypes: ['FaultMessageType'],
  resourceTypes: ['FaultMessageType'],
  noun: 'A fault message type',
}

export const SERVICE_INTERFACE: ArtifactTypeInfo = {
  type: 'SERVICE_INTERFACE',
  entity: 'ServiceInterfaceDesigntimeArtifact',
  bundleTypes: ['ServiceInterface'],
  resourceTypes: ['ServiceInterface'],
  noun: 'A service interface',
}

/** Those that the runtime takes; the others are only there for other artifacts to be designed with. */
export const DEPLOYABLE_TYPES: readonly ArtifactTypeInfo[] = [INTEGRATION_FLOW, VALUE_MAPPING, MESSAGE_MAPPING, SCRIPT_COLLECTION]

/** Those with versions. */
export const ARTIFACT_TYPES: readonly ArtifactTypeInfo[] = [
  ...DEPLOYABLE_TYPES,
  DATA_TYPE,
  MESSAGE_TYPE,
  FAULT_MESSAGE_TYPE,
  SERVICE_INTERFACE,
]
