import { clientUser } from '../../identity/names.ts'
import { newSecret } from '../../identity/new-secret.ts'
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

export interface NeoClientOptions {
  readonly store: Pick<Store, 'clients' | 'roles'>
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

  /** Replaces its public keys, `null` = none; tokens that were issued to a key that is gone end. Throws `bad-request` for a bad key. */
  async update(clientId: string, { jwks }: Pick<TokenChoice, 'jwks'>): Promise<Client> {
    const known = await this.show(clientId)
    const { jwks: _, ...options } = known.options
    const client = { ...known, options: { ...options, ...tokenOptions({ jwks }) } }
    await this.#options.store.clients.update(client)
    return client
  }

  /** Ends its secrets, its tokens and its role assignments, so that a later client of this id starts without rights. */
  async delete(clientId: string): Promise<void> {
    const { store, subaccount } = this.#options
    await this.show(clientId)
    const assignments = await store.roles.assignments({ subaccountId: subaccount.id, user: clientUser(clientId) })
    for (const assignment of assignments) await store.roles.unassign(assignment)
    await store.clients.delete(clientId)
  }

  #clientOf(registration: Registration): Client {
    const { subaccount, clock } = this.#options
    const clientId = registration.clientId ?? uuid()
    checkClientId(clientId)
    if (registration.name.trim() === '') throw new SluiceError('bad-request', 'The client needs a name')
    return {
      clientId,
      subaccountId: subaccount.id,
      name: registration.name,
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
