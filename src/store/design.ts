/** An integration package. Texts as the API has them, `null` never occurs. */
export interface IntegrationPackage {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly shortText: string
  readonly version: string
  readonly vendor: string
  readonly mode: string
  readonly supportedPlatform: string
  readonly products: string
  readonly keywords: string
  readonly countries: string
  readonly industries: string
  readonly lineOfBusiness: string
  readonly createdBy: string
  readonly createdAt: number
  readonly modifiedBy: string
  readonly modifiedAt: number
}

export type ArtifactType =
  | 'INTEGRATION_FLOW'
  | 'SCRIPT_COLLECTION'
  | 'VALUE_MAPPING'
  | 'MESSAGE_MAPPING'
  | 'FUNCTION_LIBRARIES'
  | 'IMPORTED_ARCHIVES'
  | 'DATA_TYPE'
  | 'MESSAGE_TYPE'
  | 'FAULT_MESSAGE_TYPE'
  | 'SERVICE_INTERFACE'
  | 'INTEGRATION_ADAPTER'

/** One version of a design-time artifact. `id` is unique over all packages. */
export interface DesignArtifact {
  readonly id: string
  readonly packageId: string
  readonly type: ArtifactType
  readonly version: string
  readonly name: string
  readonly description: string
  readonly createdBy: string
  readonly createdAt: number
  readonly modifiedBy: string
  readonly modifiedAt: number
}

/** A tag value of a package. */
export interface PackageTag {
  readonly packageId: string
  readonly name: string
  readonly value: string
}

/** What a package holds beside artifacts: a document, a link. It only travels along, from an import to the next export. */
export interface PackageDocument {
  readonly packageId: string
  /** Of its entry in the index of an export. */
  readonly id: string
  /** That entry, as JSON. */
  readonly entry: string
  readonly content: Uint8Array
}

/** New content that was made of what was there. */
export interface ContentChange {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly modifiedBy: string
  readonly modifiedAt: number
}

export interface DesignStore {
  createPackage(item: IntegrationPackage): Promise<void>
  updatePackage(item: IntegrationPackage): Promise<void>
  /** Deletes its artifacts too; what is deployed stays deployed. */
  deletePackage(id: string): Promise<void>
  package(id: string): Promise<IntegrationPackage | undefined>
  packages(): Promise<IntegrationPackage[]>
  /** Of one package or of all, by package and name. They go with their package. */
  customTags(packageId?: string): Promise<PackageTag[]>
  /** Adds or replaces. Throws `not-found` for the package. */
  putCustomTag(tag: PackageTag): Promise<void>
  /** By id. They go with their package. */
  documents(packageId: string): Promise<PackageDocument[]>
  /** Puts these in place of all that the package has. Throws `not-found` for the package. */
  replaceDocuments(packageId: string, documents: readonly Omit<PackageDocument, 'packageId'>[]): Promise<void>
  /** `content` is the artifact zip exactly as it came. */
  createArtifact(artifact: DesignArtifact, content: Uint8Array): Promise<void>
  /**
   * Changes the current version. Under another version number what was current stays readable as a saved version, and a saved version
   * of the new number is gone, so that a number means one content.
   */
  updateArtifact(artifact: DesignArtifact, content?: Uint8Array): Promise<void>
  /** Replaces the content of the current version, under its number, when it still is `before`. Resolves to whether it was. */
  replaceContent(id: string, change: ContentChange): Promise<boolean>
  /** Deletes every version. */
  deleteArtifact(id: string): Promise<void>
  /** The current version, or the one with that number, current or saved. */
  artifact(id: string, version?: string): Promise<DesignArtifact | undefined>
  /** Saved versions that are not current, the latest saved first. */
  savedVersions(id: string): Promise<DesignArtifact[]>
  /** Current versions. */
  artifacts(filter?: { packageId?: string; type?: ArtifactType }): Promise<DesignArtifact[]>
  /** Of the current version, or of the one with that number, current or saved. */
  content(id: string, version?: string): Promise<Uint8Array | undefined>
}
