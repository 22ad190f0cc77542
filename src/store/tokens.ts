/** An opaque access token. The value is not stored, only its SHA-256. */
export interface StoredToken {
  /** Hex SHA-256 of the token value. */
  readonly hash: string
  /** First five characters, for lists and the audit log. */
  readonly prefix: string
  readonly clientId: string
  readonly subaccountId: string
  /** What the token says, in the shape of the dialect's JWT payload. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly issuedAt: number
  /** `null` = until the client's next token. */
  readonly expiresAt: number | null
}

export interface TokenFilter {
  readonly clientId?: string
  readonly subaccountId?: string
  /** Not those that have expired by then. */
  readonly liveAt?: number
  /** Hash of a token: those that come after it in the list; nothing when it is gone. */
  readonly before?: string
  readonly limit?: number
}

export interface TokenStore {
  /** With `replacesPrevious` all earlier tokens of the client end in the same transaction. */
  add(token: StoredToken, options?: { replacesPrevious?: boolean }): Promise<void>
  find(hash: string): Promise<StoredToken | undefined>
  /** Newest first. */
  list(filter: TokenFilter): Promise<StoredToken[]>
  revoke(hash: string): Promise<void>
  /** Gives the client's tokens that have not expired at `now` another lifetime, in milliseconds from when each was issued. */
  redate(clientId: string, change: { readonly lifetime: number; readonly now: number }): Promise<void>
  /** Deletes up to `limit` of what expires at `now` or earlier, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
