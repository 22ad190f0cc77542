/** A denied call. Holds no secret, no token and no body: ids, names and what was compared. */
export interface StoredRefusal {
  /** The `x-request-id` of the answer. */
  readonly requestId: string
  readonly time: number
  /** Key of the table in `identity/refusals.ts`. */
  readonly cause: string
  readonly status: number
  readonly method: string
  readonly path: string
  readonly remoteAddress: string
  /** Client id as far as the caller could be told, else `null`. */
  readonly clientId: string | null
  /** Public text of the answer. */
  readonly text: string
  /** What was needed, what was held and other facts, by name. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Refusals are written in groups and can lose the last moments before a power cut. */
export interface RefusalStore {
  add(refusals: readonly StoredRefusal[]): Promise<void>
  find(requestId: string): Promise<StoredRefusal | undefined>
  /** Newest first. `before`: older than the refusal of this request; nothing when that one is not kept any more. */
  list(filter: { cause?: string; clientId?: string; since?: number; before?: string; limit: number }): Promise<StoredRefusal[]>
  /** How often each cause was met, since the beginning or a time, the most frequent first. */
  countCauses(since?: number): Promise<{ readonly cause: string; readonly count: number }[]>
  /** Keeps the newest `count` that are not older than `since`. Returns how many went. */
  prune(count: number, since: number): Promise<number>
}
