import type { LiveTokens } from '../identity/live-tokens.ts'
import { clientUser } from '../identity/names.ts'
import { Refusal } from '../identity/refusals.ts'
import type { TokenRevocation } from '../identity/token-services/token-revocation.ts'
import type { VerifiedToken } from '../identity/verify-token.ts'
import type { Clock } from '../kernel/clock.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { Client } from '../store/clients.ts'
import type { Store } from '../store/store.ts'
import type { Dialect } from '../store/subaccounts.ts'
import type { StoredToken } from '../store/tokens.ts'
import type { Subaccounts } from './subaccounts.ts'

export interface AccessTokenOptions {
  readonly store: Pick<Store, 'tokens' | 'clients'>
  readonly subaccounts: Subaccounts
  readonly tokens: Pick<LiveTokens, 'genuine'>
  readonly revocation: TokenRevocation
  readonly clock: Clock
}

/** An opaque token that can be used. */
export interface IssuedToken extends Pick<StoredToken, 'hash' | 'prefix' | 'clientId' | 'issuedAt' | 'expiresAt'> {
  /** As which its client acts. */
  readonly user: string
  readonly dialect: Dialect
}

export interface TokenFilter {
  readonly clientId?: string | undefined
  readonly user?: string | undefined
  readonly dialect?: Dialect | undefined
  /** Hash of a token: those that were issued before it. */
  readonly before?: string | undefined
  readonly limit?: number | undefined
}

/** What was called back: whose, and how many opaque tokens. JWTs are not kept, so nobody can count them. */
export interface Revoked {
  readonly clientId: string | null
  readonly opaque: number
}

/** Tokens that clients have: the opaque ones can be listed, all can be called back (contracts: oauth §2, §4.5). */
export class AccessTokens {
  readonly #options: AccessTokenOptions

  constructor(options: AccessTokenOptions) {
    this.#options = options
  }

  /** Newest first. */
  async list({ clientId, user, dialect, before, limit }: TokenFilter = {}): Promise<IssuedToken[]> {
    const { store, subaccounts, clock } = this.#options
    const owner = user === undefined ? undefined : await this.#clientOf(user)
    const ids = [...new Set([clientId, user === undefined ? undefined : (owner?.clientId ?? '')])].filter((id) => id !== undefined)
    if (ids.length > 1) return []
    const subaccount = dialect === 'neo' ? subaccounts.neo : dialect && subaccounts.cloudFoundry
    const stored = await store.tokens.list({
      liveAt: clock.now(),
      ...(ids[0] !== undefined && { clientId: ids[0] }),
      ...(subaccount && { subaccountId: subaccount.id }),
      ...(before !== undefined && { before }),
      ...(limit !== undefined && { limit }),
    })
    return stored.map((token) => this.#described(token))
  }

  /** Throws `not-found`. */
  async revoke(hash: string): Promise<void> {
    await this.#options.store.tokens.revoke(hash)
  }

  /** Every token of the client, JWTs too. Throws `not-found`. */
  async revokeClient(clientId: string): Promise<Revoked> {
    const { store, revocation } = this.#options
    if ((await store.clients.find(clientId)) === undefined) throw new SluiceError('not-found', `There is no OAuth client '${clientId}'`)
    return { clientId, opaque: await revocation.revokeClient(clientId) }
  }

  /** As `revokeClient`, for the client that acts as this user. */
  async revokeUser(user: string): Promise<Revoked> {
    const client = await this.#clientOf(user)
    if (client === undefined) throw new SluiceError('not-found', `No OAuth client acts as the user '${user}'`)
    return this.revokeClient(client.clientId)
  }

  /** One token by its value. Throws `not-found` when it is none of this server, or has ended. */
  async revokeToken(value: string): Promise<Revoked> {
    const verified = await this.#genuine(value)
    await this.#options.revocation.revoke(value, verified)
    return { clientId: verified.clientId, opaque: verified.id === null ? 1 : 0 }
  }

  /** One JWT by its id; there may be none. */
  async revokeId(id: string): Promise<Revoked> {
    await this.#options.revocation.revokeId(id)
    return { clientId: null, opaque: 0 }
  }

  async #clientOf(user: string): Promise<Client | undefined> {
    return (await this.#options.store.clients.list()).find((candidate) => this.#userOf(candidate) === user)
  }

  async #genuine(value: string): Promise<VerifiedToken> {
    try {
      return await this.#options.tokens.genuine(value)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      throw new SluiceError('not-found', `There is no such token: ${thrown.detail}`, { cause: thrown })
    }
  }

  #described(token: StoredToken): IssuedToken {
    const { hash, prefix, clientId, issuedAt, expiresAt } = token
    const dialect = this.#dialectOf(token)
    return { hash, prefix, clientId, issuedAt, expiresAt, dialect, user: this.#userOf(token) }
  }

  #dialectOf({ subaccountId }: { readonly subaccountId: string }): Dialect {
    return subaccountId === this.#options.subaccounts.neo.id ? 'neo' : 'cloud-foundry'
  }

  /** Neo: the user that roles are assigned to; Cloud Foundry: the client itself. */
  #userOf(owner: { readonly clientId: string; readonly subaccountId: string }): string {
    return this.#dialectOf(owner) === 'neo' ? clientUser(owner.clientId) : owner.clientId
  }
}
