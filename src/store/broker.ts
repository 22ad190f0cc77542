/** What a platform asked a service broker for, kept word for word: the same request again must get the same answer. */
export interface BrokerRequest {
  readonly serviceId: string
  readonly planId: string
  /** Organization, space, bound application and the like, as the platform calls them. */
  readonly attributes: Readonly<Record<string, unknown>>
  readonly parameters: Readonly<Record<string, unknown>>
}

/** A service instance that a platform provisioned, under the id that the platform chose. */
export interface BrokerInstance extends BrokerRequest {
  readonly id: string
  /** The service instance that it is. */
  readonly instanceId: string
}

/** A binding that a platform made, under the id that the platform chose. */
export interface BrokerBinding extends BrokerRequest {
  /** Unique over all instances. */
  readonly id: string
  readonly brokerInstanceId: string
  /** The service key that it is. */
  readonly keyId: string
}

/** Entries end with the service instance or service key that they stand for. */
export interface BrokerStore {
  /** Throws `conflict` for a taken id, `not-found` without the service instance. */
  addInstance(instance: BrokerInstance): Promise<void>
  findInstance(id: string): Promise<BrokerInstance | undefined>
  updateInstance(instance: BrokerInstance): Promise<void>
  /** Throws `conflict` for a taken id, `not-found` without the instance or the service key. */
  addBinding(binding: BrokerBinding): Promise<void>
  findBinding(id: string): Promise<BrokerBinding | undefined>
}
