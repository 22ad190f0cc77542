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

export interface TokenStore {
  /** With `replacesPrevious` all earlier tokens of the client end in the same transaction. */
  add(token: StoredToken, options?: { replacesPrevious?: boolean }): Promise<void>
  find(hash: string): Promise<StoredToken | undefined>
  /** Newest first. */
  list(filter: { clientId?: string; subaccountId?: string }): Promise<StoredToken[]>
  revoke(hash: string): Promise<void>
  /** Deletes what expires at `now` or earlier. Returns how many. */
  deleteExpired(now: number): Promise<number>
}
