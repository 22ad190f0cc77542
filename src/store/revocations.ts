/** One token that ends before it expires. */
export interface RevokedToken {
  /** Its `jti`. */
  readonly id: string
  /** When it would have ended by itself: nobody needs to remember it any longer. */
  readonly expiresAt: number
}

/** All tokens of a client up to a moment. */
export interface RevokedClient {
  readonly clientId: string
  /** Tokens of this moment and before have ended. */
  readonly issuedUntil: number
  /** When the last of them would have ended by itself. */
  readonly expiresAt: number
}

/** What tells whether a token was revoked. */
export interface RevocableToken {
  /** `null` for an opaque token, which ends by being deleted. */
  readonly id: string | null
  readonly clientId: string
  readonly issuedAt: number
}

/**
 * The tokens that were called back. Nothing here is told to `onChange`: who accepts tokens asks on every call, so that a
 * revocation holds in all processes that share the store as soon as it was made.
 */
export interface RevocationStore {
  /** Again changes nothing. */
  revokeToken(token: RevokedToken): Promise<void>
  /**
   * Deletes the opaque tokens of the client up to that moment in the same transaction, which is told. A moment that is not later
   * than the last one becomes the second after that, which is the time of tokens that were issued since. Returns how many were
   * deleted.
   */
  revokeClient(client: RevokedClient): Promise<number>
  isRevoked(token: RevocableToken): Promise<boolean>
  /** Up to which moment tokens of the client have ended; a new one must be of a later one. */
  issuedUntil(clientId: string): Promise<number | undefined>
  /** Forgets up to `limit` of what expires at `now` or earlier, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
