/** What carries an id that may be used once: a DPoP proof (RFC 9449 §11.1) or a client assertion (RFC 7523 §3). */
export type ReplayKind = 'dpop-proof' | 'client-assertion'

export interface OneTimeId {
  readonly kind: ReplayKind
  /** Whatever tells one from another; callers hash what strangers chose, for it can be long. */
  readonly id: string
  /** When its carrier is too old to be accepted. */
  readonly expiresAt: number
}

/** Ids that were used, remembered over all processes that share the store until nobody could use them again anyway. */
export interface ReplayStore {
  /** Whether this is the first use. Of several at once exactly one is. */
  spend(id: OneTimeId): Promise<boolean>
  /** Forgets up to `limit` of what expires at `now` or earlier, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
