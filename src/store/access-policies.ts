export interface AccessPolicy {
  readonly id: number
  /** Role that a caller needs for what the policy protects; unique. */
  readonly roleName: string
  readonly description: string
}

/** Artifacts that a policy protects. */
export interface ArtifactReference {
  readonly id: number
  readonly policyId: number
  readonly name: string
  readonly description: string
  /** `INTEGRATION_FLOW`, `GLOBAL_DATA_STORE`, … */
  readonly type: string
  readonly conditionAttribute: string
  readonly conditionValue: string
  readonly conditionType: string
}

export type NewArtifactReference = Omit<ArtifactReference, 'id' | 'policyId'>

/** Policies are few and asked for with every protected read: listeners keep them in memory. */
export interface AccessPolicyStore {
  /** Creates a policy with its references. Throws `conflict` when the role name is taken. */
  create(policy: Omit<AccessPolicy, 'id'>, references: readonly NewArtifactReference[]): Promise<AccessPolicy>
  update(policy: AccessPolicy): Promise<void>
  /** Deletes a policy with its references. */
  delete(id: number): Promise<void>
  find(id: number): Promise<AccessPolicy | undefined>
  list(): Promise<AccessPolicy[]>
  /** Throws `not-found` for the policy. */
  addReference(policyId: number, reference: NewArtifactReference): Promise<ArtifactReference>
  deleteReference(id: number): Promise<void>
  findReference(id: number): Promise<ArtifactReference | undefined>
  references(): Promise<ArtifactReference[]>
}
