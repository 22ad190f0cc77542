import type { StoredCertificate } from '../store/certificates.ts'
import type { Application, Client, ClientSecret } from '../store/clients.ts'
import type { Store } from '../store/store.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { ChangeCache } from './change-cache.ts'
import type { ClientProof } from './client-proof.ts'

/** A client with everything that decides about its calls. */
export interface KnownClient {
  readonly client: Client
  readonly secrets: readonly ClientSecret[]
  /** The one that was presented, when the client authenticated with a secret. */
  readonly presented?: ClientSecret
  /** When it authenticated otherwise. */
  readonly proof?: ClientProof
  readonly certificates: readonly StoredCertificate[]
  readonly subaccount: Subaccount
}

/** Clients and role assignments as they are now: read once, forgotten when they change. */
export class ClientDirectory {
  readonly #store: Store
  readonly #clients: ChangeCache<KnownClient>
  readonly #roles: ChangeCache<readonly string[]>

  constructor(store: Store) {
    this.#store = store
    this.#clients = new ChangeCache(store, ['clients', 'certificates', 'subaccounts'], (clientId) => this.#load(clientId))
    this.#roles = new ChangeCache(store, ['roles'], (key) => this.#loadRoles(key))
  }

  /** Exact spelling of the id. */
  find(clientId: string): Promise<KnownClient | undefined> {
    return this.#clients.get(clientId)
  }

  /** Roles assigned to a user of the Neo dialect for the application. */
  async assignedRoles(subaccountId: string, application: Application, user: string): Promise<readonly string[]> {
    return (await this.#roles.get(JSON.stringify([subaccountId, application, user]))) ?? []
  }

  async #load(clientId: string): Promise<KnownClient | undefined> {
    const found = await this.#store.clients.find(clientId)
    if (found === undefined) return undefined
    const subaccounts = await this.#store.subaccounts.list()
    const subaccount = subaccounts.find((candidate) => candidate.id === found.client.subaccountId)
    return subaccount && { ...found, certificates: await this.#store.certificates.list({ clientId }), subaccount }
  }

  async #loadRoles(key: string): Promise<readonly string[]> {
    const [subaccountId, application, user] = JSON.parse(key) as [string, Application, string]
    const assignments = await this.#store.roles.assignments({ subaccountId, application, user })
    return assignments.map((assignment) => assignment.role)
  }
}
