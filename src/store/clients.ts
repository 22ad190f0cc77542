import type { EncryptedText } from './services.ts'

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
  /** The value for a service key that was given a second secret: keys can be shown again. */
  readonly encrypted: EncryptedText | null
  readonly createdAt: number
  /** When it became the current secret of its client or key; `null` = it opens, and waits to be promoted. */
  readonly promotedAt: number | null
  /** It opens nothing from then on; `null` = never. */
  readonly expiresAt: number | null
  /** Coarse, and behind by a minute or so; `null` = not used yet. */
  readonly lastUsedAt: number | null
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
  /** With `most`, throws `conflict` when the client, or the service key of the secret, has that many already. */
  addSecret(secret: ClientSecret, options?: { most?: number }): Promise<void>
  /** Makes it the current secret of its client or key. */
  promoteSecret(id: string, now: number): Promise<void>
  /** With `keepLast`, throws `conflict` for the only secret of the client, or of its service key. */
  deleteSecret(id: string, options?: { keepLast?: boolean }): Promise<void>
  /** Keeps the later of the known and the given time; secrets that are gone are passed over. Not told to `onChange`. */
  noteSecretUse(uses: readonly { readonly id: string; readonly usedAt: number }[]): Promise<void>
}
