/** The subscribed application that a client may call: `iflmap` is the runtime node, `tmn` the management node. */
export type Application = 'iflmap' | 'tmn'

/** An OAuth client of either dialect. */
export interface Client {
  /** Unique over all subaccounts, also when only the case differs. */
  readonly clientId: string
  readonly subaccountId: string
  readonly name: string
  readonly description: string
  readonly application: Application
  readonly grantTypes: readonly string[]
  readonly redirectUris: readonly string[]
  /** Access-token validity in seconds; `null` = lives until the next token is issued to the client (Neo). */
  readonly tokenLifetime: number | null
  /** Cloud Foundry: role templates or roles of the instance. Neo: empty, roles come from assignments. */
  readonly roles: readonly string[]
  /** Cloud Foundry: the service instance that owns the client. */
  readonly instanceId: string | null
  readonly options: ClientOptions
  readonly createdAt: number
}

/** What a client asked for beyond the defaults of its dialect; every member is opt-in. */
export interface ClientOptions {
  /** Another shape of JWT: shorter, or that of RFC 9068. */
  readonly tokenProfile?: 'compact' | 'rfc9068'
  /** Tokens are bound to a key of the client by DPoP (RFC 9449). */
  readonly dpopBound?: boolean
  /** Public keys for `private_key_jwt` (RFC 7523), as a JWK set. */
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
}

/** One live secret; a client can have several (keys of an instance, rotation). */
export interface ClientSecret {
  readonly id: string
  readonly clientId: string
  /** `generated` secrets are kept as keyed fast hash, `chosen` ones as argon2id. The value itself is never stored here. */
  readonly kind: 'generated' | 'chosen'
  readonly hash: string
  /** The service key that this secret belongs to. */
  readonly keyId: string | null
  readonly createdAt: number
}

export interface ClientStore {
  /** Creates the client with its first secrets, all or nothing. */
  create(client: Client, secrets: readonly ClientSecret[]): Promise<void>
  /** Exact spelling only. */
  find(clientId: string): Promise<{ client: Client; secrets: ClientSecret[] } | undefined>
  list(filter?: { subaccountId?: string }): Promise<Client[]>
  update(client: Client): Promise<void>
  /** Deletes its secrets and opaque tokens too. */
  delete(clientId: string): Promise<void>
  addSecret(secret: ClientSecret): Promise<void>
  deleteSecret(id: string): Promise<void>
}
