/** What an administrator decides about token requests, where the standards forbid what old callers do. */
export interface TokenRequestRules {
  /** Answer GET as POST: parameters and credentials may then end up in logs (contract oauth.md F5, RFC 6749 §3.2). */
  readonly getAllowed: boolean
  /** Take `client_id` and `client_secret` from the query (contract oauth.md F4, RFC 6749 §2.3.1). */
  readonly credentialsInQuery: boolean
  /** Take credentials over plain http from other machines too (contract oauth.md T19). */
  readonly plainHttp: boolean
  /** Tokens that a client may get in a second; 0 = no limit. */
  readonly tokensPerSecond: number
  /** Failed authentications of a client from one source, and of all clients from one source, that cost nothing; 0 = no limit. */
  readonly failuresPerClient: number
  readonly failuresPerSource: number
}

export const STRICT_RULES: TokenRequestRules = {
  getAllowed: false,
  credentialsInQuery: false,
  plainHttp: false,
  tokensPerSecond: 0,
  failuresPerClient: 10,
  failuresPerSource: 100,
}
