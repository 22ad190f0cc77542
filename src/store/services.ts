export type Plan = 'integration-flow' | 'api'

/** The right of a subaccount to create instances of a plan. Without it the plan is not offered. */
export interface Entitlement {
  readonly subaccountId: string
  readonly offering: string
  readonly plan: Plan
}

export interface ServiceInstance {
  /** GUID. */
  readonly id: string
  readonly subaccountId: string
  /** Unique in the subaccount, 32 characters at most. */
  readonly name: string
  readonly offering: string
  readonly plan: Plan
  readonly clientId: string
  /** As given by the user, validated: `roles`, `grant-types`, `redirect-uris`, `token-validity`. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly createdAt: number
  readonly updatedAt: number
}

export interface ServiceKey {
  /** GUID. */
  readonly id: string
  readonly instanceId: string
  /** Unique in the instance. */
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  /** The key's JSON, encrypted: it can be shown again, as SAP does. */
  readonly credentials: EncryptedText
  readonly createdAt: number
}

/** Text encrypted with the master key (AES-256-GCM), base64. */
export type EncryptedText = string

export interface ServiceStore {
  entitle(entitlement: Entitlement): Promise<void>
  revokeEntitlement(entitlement: Entitlement): Promise<void>
  entitlements(subaccountId: string): Promise<Entitlement[]>
  createInstance(instance: ServiceInstance): Promise<void>
  updateInstance(instance: ServiceInstance): Promise<void>
  /** Throws `conflict` while the instance has keys. */
  deleteInstance(id: string): Promise<void>
  instances(filter?: { subaccountId?: string; id?: string; name?: string; clientId?: string }): Promise<ServiceInstance[]>
  createKey(key: ServiceKey): Promise<void>
  deleteKey(id: string): Promise<void>
  keys(filter?: { instanceId?: string; id?: string; name?: string }): Promise<ServiceKey[]>
}
