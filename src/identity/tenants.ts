import type { HttpRequest } from '../kernel/http.ts'
import type { Store } from '../store/store.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { ChangeCache } from './change-cache.ts'
import { Refusal } from './refusals.ts'
import { authenticationDomain, type HostNames, hostNameOf, tenantHosts, withHost } from './tenant-hosts.ts'

export interface TenantOptions extends HostNames {
  readonly store: Pick<Store, 'subaccounts' | 'onChange'>
}

/** Which subaccount a request is for: by its host, when each subaccount has one, by `zid` and `x-zid` (contract oauth.md §1.1). */
export class Tenants {
  readonly #options: TenantOptions
  readonly #subaccounts: ChangeCache<readonly Subaccount[]>

  constructor(options: TenantOptions) {
    this.#options = options
    this.#subaccounts = new ChangeCache(options.store, ['subaccounts'], () => options.store.subaccounts.list())
  }

  /** Whether every subaccount has a host of its own. */
  get haveHosts(): boolean {
    return this.#options.domain !== ''
  }

  /** Oldest first. */
  async all(): Promise<readonly Subaccount[]> {
    return (await this.#subaccounts.get('all')) ?? []
  }

  /** Origin that the subaccount's URLs begin with: its own host, or that of the server. Never taken from a request (K22). */
  originOf(subaccount: Subaccount): string {
    const { domain, publicUrl } = this.#options
    if (domain === '') return publicUrl()
    return withHost(publicUrl(), tenantHosts(subaccount, domain)[0]!)
  }

  /** Every origin under which callers reach this server: each listener under each name. */
  async origins(): Promise<readonly string[]> {
    const { domain, origins } = this.#options
    if (domain === '') return origins()
    const hosts = [authenticationDomain(domain), ...(await this.all()).flatMap((subaccount) => tenantHosts(subaccount, domain))]
    return [...new Set([...origins(), ...origins().flatMap((origin) => hosts.map((host) => withHost(origin, host)))])]
  }

  /** Where a client shows its TLS certificate: an https listener under the host for that, else under the public name. */
  certificateOrigin(subaccount: Subaccount | undefined): string | undefined {
    const { domain, publicUrl, origins } = this.#options
    const secure = origins().filter((origin) => origin.startsWith('https:'))
    const { hostname } = new URL(publicUrl())
    const listener = secure.find((origin) => new URL(origin).hostname === hostname) ?? secure[0]
    if (listener === undefined || subaccount === undefined || domain === '') return listener
    return withHost(listener, tenantHosts(subaccount, domain).at(-1)!)
  }

  /**
   * The subaccount that the request names; `undefined` = none, on a host of the server. Throws the refusals `host-unknown`,
   * `tenant-unknown` and `tenant-conflict`.
   *
   * @param zid what the query says, where a query may say it
   */
  async named(request: HttpRequest, zid?: string): Promise<Subaccount | undefined> {
    const byHost = await this.ofHost(request)
    const given = [zid, request.headers['x-zid']].filter((id): id is string => id !== undefined && id !== '')
    const ids = new Set([...given, ...(byHost ? [byHost.id] : [])])
    if (ids.size > 1) throw new Refusal('tenant-conflict', { value: given[0]?.slice(0, 100) })
    const [id] = ids
    if (id === undefined) return undefined
    const subaccount = (await this.all()).find((candidate) => candidate.id === id)
    if (subaccount === undefined) throw new Refusal('tenant-unknown', { value: id.slice(0, 100) })
    return subaccount
  }

  /**
   * The subaccount whose host was called; `undefined` = a host of the server. An unknown host is nobody's: there is no default
   * tenant (contract oauth.md X46). Throws the refusal `host-unknown`.
   */
  async ofHost({ headers }: HttpRequest): Promise<Subaccount | undefined> {
    const { domain, origins } = this.#options
    if (domain === '') return undefined
    const subaccounts = await this.all()
    const name = hostNameOf(headers.host)
    const owner = subaccounts.find((subaccount) => name !== undefined && tenantHosts(subaccount, domain).includes(name))
    if (owner) return owner
    const own = [authenticationDomain(domain), ...origins().flatMap((origin) => hostNameOf(new URL(origin).host) ?? [])]
    if (name !== undefined && own.includes(name)) return undefined
    const allowed = [...own, ...subaccounts.map((subaccount) => tenantHosts(subaccount, domain)[0]!)]
    throw new Refusal('host-unknown', { value: (headers.host ?? '').slice(0, 100), allowed: [...new Set(allowed)] })
  }
}
