import { clientUser } from '../../identity/names.ts'
import type { Secrets } from '../../identity/secrets.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { Application, Client } from '../../store/clients.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import { checkClientId, checkFree } from './client-id.ts'
import { tokenLifetimeSeconds } from './token-lifetime.ts'

/** What the *Register New Client* form holds (contracts: oauth §2). */
export interface Registration {
  readonly name: string
  readonly description?: string | undefined
  readonly application: Application
  /** Chosen id; a UUID otherwise. */
  readonly clientId?: string | undefined
  /** Chosen secret; a generated one otherwise. */
  readonly secret?: string | undefined
  /** Minutes, 60 by default; `null` = until the client's next token. */
  readonly tokenLifetime?: number | null | undefined
}

export interface NeoClientOptions {
  readonly store: Pick<Store, 'clients' | 'roles'>
  readonly subaccount: Subaccount
  readonly secrets: Pick<Secrets, 'generate' | 'hash'>
  readonly clock: Clock
}

/** OAuth clients of the Neo subaccount. */
export class NeoClients {
  readonly #options: NeoClientOptions

  constructor(options: NeoClientOptions) {
    this.#options = options
  }

  /** The only time that the secret can be read. Throws `bad-request` for a bad field, `conflict` for a taken id. */
  async register(registration: Registration): Promise<{ client: Client; secret: string }> {
    const { store, secrets, clock } = this.#options
    const client = this.#clientOf(registration)
    checkSecret(registration.secret)
    const taken = await store.clients.list()
    checkFree(
      client.clientId,
      taken.map((other) => other.clientId),
    )
    const kind = registration.secret === undefined ? 'generated' : 'chosen'
    const secret = registration.secret ?? secrets.generate()
    const hash = await secrets.hash(kind, secret)
    await store.clients.create(client, [{ id: uuid(), clientId: client.clientId, kind, hash, keyId: null, createdAt: clock.now() }])
    return { client, secret }
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
      options: {},
      createdAt: clock.now(),
    }
  }
}

function checkSecret(secret: string | undefined): void {
  if (secret === undefined) return
  if (secret === '' || secret.length > 512) throw new SluiceError('bad-request', 'The secret must have 1 to 512 characters')
  if (/\p{Cc}/u.test(secret)) throw new SluiceError('bad-request', 'The secret must not hold control characters')
}
