import type { Secrets } from '../../identity/secrets.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { ApiClient } from '../../store/api-clients.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'

/** What platform API clients can be allowed here (contracts: oauth §2). */
export const API_SCOPES = ['hcp.manageAuthorizationSettings', 'hcp.readAuthorizationSettings'] as const

export interface ApiClientOptions {
  readonly store: Pick<Store, 'apiClients'>
  readonly subaccount: Subaccount
  readonly secrets: Pick<Secrets, 'hash' | 'generate'>
  readonly clock: Clock
}

/** Clients of the platform APIs of the Neo subaccount: *Security › OAuth › Platform API*. */
export class ApiClients {
  readonly #options: ApiClientOptions

  constructor(options: ApiClientOptions) {
    this.#options = options
  }

  /** The only time that the secret can be read. Throws `bad-request` for an unknown scope. */
  async create(request: { description?: string | undefined; scopes?: readonly string[] | undefined }) {
    const { store, subaccount, secrets, clock } = this.#options
    const scopes = request.scopes ?? API_SCOPES
    requireScopes(scopes)
    const secret = secrets.generate()
    const client: ApiClient = {
      clientId: uuid(),
      subaccountId: subaccount.id,
      description: request.description ?? '',
      scopes: [...new Set(scopes)],
      secretHash: await secrets.hash('generated', secret),
      createdAt: clock.now(),
    }
    await store.apiClients.create(client)
    return { client, secret }
  }

  /** Oldest first. */
  list(): Promise<ApiClient[]> {
    return this.#options.store.apiClients.list(this.#options.subaccount.id)
  }

  /** Ends its tokens at once. Throws `not-found`. */
  async delete(clientId: string): Promise<void> {
    await this.#options.store.apiClients.delete(clientId)
  }
}

function requireScopes(scopes: readonly string[]): void {
  const unknown = scopes.find((scope) => !(API_SCOPES as readonly string[]).includes(scope))
  if (unknown === undefined && scopes.length > 0) return
  const problem = unknown === undefined ? 'An API client needs a scope' : `There is no scope '${unknown}'`
  throw new SluiceError('bad-request', `${problem}. Scopes: ${API_SCOPES.join(', ')}`)
}
