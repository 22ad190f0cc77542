import { clientUser } from '../../identity/names.ts'
import { newSecret } from '../../identity/new-secret.ts'
import { LONGEST_TOKEN_LIFETIME } from '../../identity/token-lifetime.ts'
import { TokenRevocation } from '../../identity/token-services/token-revocation.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { Application, Client } from '../../store/clients.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import type { SecretMint, SecretWish } from '../secrets/secret-mint.ts'
import { type TokenChoice, tokenOptions } from '../token-options.ts'
import { checkClientId, checkFree } from './client-id.ts'
import { tokenLifetimeSeconds } from './token-lifetime.ts'

/** What the *Register New Client* form holds (contracts: oauth §2). */
export interface Registration extends SecretWish, TokenChoice {
  readonly name: string
  readonly description?: string | undefined
  readonly application: Application
  /** Chosen id; a UUID otherwise. */
  readonly clientId?: string | undefined
  /** Minutes, 60 by default; `null` = until the client's next token. */
  readonly tokenLifetime?: number | null | undefined
}

/** What can be changed afterwards; what is left out stays. */
export type ClientChange = Partial<Pick<Registration, 'name' | 'description' | 'tokenLifetime' | keyof TokenChoice>>

export interface NeoClientOptions {
  readonly store: Pick<Store, 'clients' | 'roles' | 'tokens' | 'revocations'>
  readonly subaccount: Subaccount
  readonly mint: SecretMint
  readonly clock: Clock
}

/** OAuth clients of the Neo subaccount. */
export class NeoClients {
  readonly #options: NeoClientOptions

  constructor(options: NeoClientOptions) {
    this.#options = options
  }

  /** The only time that the secret can be read. Throws `bad-request` for a bad field, `conflict` for a taken id. */
  async register(registration: Registration): Promise<{ client: Client; secret: string; warnings: readonly string[] }> {
    const { store, mint, clock } = this.#options
    const client = this.#clientOf(registration)
    const { value, warnings, kind, hash } = await mint.make(registration)
    const taken = await store.clients.list()
    checkFree(
      client.clientId,
      taken.map((other) => other.clientId),
    )
    await store.clients.create(client, [newSecret({ clientId: client.clientId, kind, hash, createdAt: clock.now() })])
    return { client, secret: value, warnings }
  }

  /** Sorted by name. */
  async list(): Promise<Client[]> {
    const clients = await this.#options.store.clients.list({ subaccountId: this.#options.subaccount.id })
    return clients.sort((a, b) => a.name.localeCompare(b.name))
  }

  /** Throws `not-found`. */
  async show(clientId: string): Promise<Client> {
    const found = await this.#options.store.clients.find(clientId)
    if (found?.client.subaccountId === this.#options.subaccount.id) return found.client
    throw new SluiceError('not-found', `There is no OAuth client '${clientId}'`)
  }

  /**
   * Other public keys replace those that it has, `null` = none; tokens that were issued to a key that is gone end. Another lifetime
   * also counts for the opaque tokens that it has, from when they were issued (contract oauth.md §2). Throws `bad-request` for a bad
   * value.
   */
  async update(clientId: string, change: ClientChange): Promise<Client> {
    const { store, clock } = this.#options
    const known = await this.show(clientId)
    const { name = known.name, description = known.description, tokenLifetime } = change
    const client = {
      ...known,
      name: checkedName(name),
      description,
      options: tokenOptions({ ...known.options, ...given(change) }),
      ...(tokenLifetime !== undefined && { tokenLifetime: tokenLifetimeSeconds(tokenLifetime) }),
    }
    await store.clients.update(client)
    const lifetime = (client.tokenLifetime ?? LONGEST_TOKEN_LIFETIME) * 1000
    if (tokenLifetime !== undefined) await store.tokens.redate(clientId, { lifetime, now: clock.now() })
    return client
  }

  /**
   * Ends its secrets, its tokens and its role assignments, so that a later client of this id starts without rights. Its JWTs say
   * no more than the id, and a later client may be of the same second (contract oauth.md X11): they are called back too.
   */
  async delete(clientId: string): Promise<void> {
    const { store, subaccount, clock } = this.#options
    await this.show(clientId)
    const assignments = await store.roles.assignments({ subaccountId: subaccount.id, user: clientUser(clientId) })
    for (const assignment of assignments) await store.roles.unassign(assignment)
    await store.clients.delete(clientId)
    await new TokenRevocation({ store, clock }).revokeClient(clientId)
  }

  #clientOf(registration: Registration): Client {
    const { subaccount, clock } = this.#options
    const clientId = registration.clientId ?? uuid()
    checkClientId(clientId)
    return {
      clientId,
      subaccountId: subaccount.id,
      name: checkedName(registration.name),
      description: registration.description ?? '',
      application: registration.application,
      grantTypes: ['client_credentials'],
      redirectUris: [],
      tokenLifetime: tokenLifetimeSeconds(registration.tokenLifetime),
      roles: [],
      instanceId: null,
      options: tokenOptions(registration),
      createdAt: clock.now(),
    }
  }
}

function checkedName(name: string): string {
  if (name.trim() === '') throw new SluiceError('bad-request', 'The client needs a name')
  return name
}

/** What stays as it is, is left out. */
const given = ({ tokenProfile, dpopBound, jwks }: TokenChoice): TokenChoice => ({
  ...(tokenProfile !== undefined && { tokenProfile }),
  ...(dpopBound !== undefined && { dpopBound }),
  ...(jwks !== undefined && { jwks }),
})
