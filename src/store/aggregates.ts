/** The step that collects. */
export interface CollectingStep {
  readonly flowId: string
  readonly stepId: string
}

/** Messages that an aggregator collects into one. */
export interface Aggregate extends CollectingStep {
  /** What the collected messages have in common. */
  readonly correlation: string
  /** Data store that holds the collected messages. */
  readonly storeName: string
  /** Of the message that the aggregate becomes. */
  readonly messageGuid: string
  readonly correlationId: string
  readonly start: number
  /** When the log began to show the message; `null` while it does not. */
  readonly announcedAt: number | null
  /** How many were collected. */
  readonly messages: number
  /** Place of the last message in the sequence; `null` while it has not come, and without a sequence. */
  readonly lastNumber: number | null
  /** `null` while messages are taken. */
  readonly completedBy: 'timeout' | 'predicate' | null
  /** While messages are taken: when that ends. Afterwards: when the aggregate is processed, for the first time or again. */
  readonly dueAt: number
  /** How often processing it failed. */
  readonly retries: number
  /** Headers and properties of the message that came last, as JSON. */
  readonly message: string
}

/**
 * What aggregators have begun. Of each step and correlation one aggregate takes messages; those that are complete stay until they are
 * processed. Changes that belong together are made inside of `store.atomically`.
 */
export interface AggregateStore {
  /** The one that takes messages. */
  open(step: CollectingStep, correlation: string): Promise<Aggregate | undefined>
  find(messageGuid: string): Promise<Aggregate | undefined>
  /** Adds it, or replaces the one with its guid. Throws `conflict` when another one takes messages of its correlation. */
  put(aggregate: Aggregate): Promise<void>
  /** Up to `limit` of which the time has come, the longest due first. */
  due(step: CollectingStep, now: number, limit: number): Promise<Aggregate[]>
  /** Those that take messages and that the log does not show yet, in the order in which they began. */
  unannounced(step: CollectingStep): Promise<Aggregate[]>
  /** Whether there was one; of several at once exactly one is told so. */
  delete(messageGuid: string): Promise<boolean>
}
