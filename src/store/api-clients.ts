/** An OAuth client of the platform APIs of the Neo dialect: it administers, and calls no application. */
export interface ApiClient {
  readonly clientId: string
  readonly subaccountId: string
  readonly description: string
  readonly scopes: readonly string[]
  /** Keyed fast hash of the generated secret; the value is not stored. */
  readonly secretHash: string
  readonly createdAt: number
}

/** A platform API token. The value is not stored, only its SHA-256. */
export interface ApiToken {
  readonly hash: string
  /** `null` = the administrator asked for it. */
  readonly clientId: string | null
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

export interface ApiClientStore {
  create(client: ApiClient): Promise<void>
  find(clientId: string): Promise<ApiClient | undefined>
  /** In the order of their creation. */
  list(subaccountId: string): Promise<ApiClient[]>
  /** Ends its tokens too. */
  delete(clientId: string): Promise<void>
  /** Throws `not-found` when the client is missing. */
  addToken(token: ApiToken): Promise<void>
  findToken(hash: string): Promise<ApiToken | undefined>
  /** Deletes up to `limit` of what expires at `now` or earlier, the oldest first. Returns how many. */
  deleteExpiredTokens(now: number, limit?: number): Promise<number>
}
