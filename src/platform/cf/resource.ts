/** A resource as the Cloud Controller shows it; only what lists and relations look at has a name here. */
export interface Resource {
  readonly guid: string
  readonly name: string
  readonly created_at: string
  readonly updated_at: string
  readonly type?: string
  readonly relationships?: Readonly<Record<string, Relationship>>
  readonly metadata?: Metadata
  readonly [member: string]: unknown
}

export interface Relationship {
  readonly data: { readonly guid: string }
}

export interface Metadata {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

/** Names of the collections, as they stand in the path. */
export const COLLECTIONS = [
  'organizations',
  'spaces',
  'service_brokers',
  'service_offerings',
  'service_plans',
  'service_instances',
  'service_credential_bindings',
] as const

export type CollectionName = (typeof COLLECTIONS)[number]

/** Every resource there is, in the order of creation. */
export type Landscape = Readonly<Record<CollectionName, readonly Resource[]>>

/** The collection that a relationship of this name leads to. */
const TARGETS: Readonly<Record<string, string>> = {
  app: 'apps',
  organization: 'organizations',
  space: 'spaces',
  service_broker: 'service_brokers',
  service_offering: 'service_offerings',
  service_plan: 'service_plans',
  service_instance: 'service_instances',
}

export const collectionOf = (relationship: string): string => TARGETS[relationship]!

/**
 * What a chain of relationships leads to.
 *
 * @example follow(landscape, instance, 'service_plan.service_offering')?.name // 'it-rt'
 */
export function follow(landscape: Landscape, from: Resource, path: string): Resource | undefined {
  let current: Resource | undefined = from
  for (const step of path.split('.')) {
    const guid: string | undefined = current?.relationships?.[step]?.data.guid
    current = guid === undefined ? undefined : landscape[collectionOf(step) as CollectionName].find((candidate) => candidate.guid === guid)
  }
  return current
}

/** Without fractions of a second, as the Cloud Controller writes moments. */
export const moment = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')

/** `{"data":{"guid":…}}` */
export const relationship = (guid: string): Relationship => ({ data: { guid } })
