import type { Subaccount } from '../store/subaccounts.ts'

/** Where the server is found; host names come from here, never from a request. */
export interface HostNames {
  /** Domain below which every subaccount has hosts of its own; empty = all share those of the server. */
  readonly domain: string
  readonly publicUrl: () => string
  /** Every origin of the server. */
  readonly origins: () => readonly string[]
}

/** `authentication.example.org`: answers for every subaccount that `zid` names (contract oauth.md §0 no. 4). */
export const authenticationDomain = (domain: string): string => `authentication.${domain}`

/** Hosts of a subaccount, the one that stands in its URLs first (contract oauth.md §1.1, §2). */
export function tenantHosts({ dialect, subdomain }: Pick<Subaccount, 'dialect' | 'subdomain'>, domain: string): readonly string[] {
  const name = subdomain.toLowerCase()
  if (dialect === 'neo') return [`oauthasservices-${name}.${domain}`]
  return [`${name}.${authenticationDomain(domain)}`, `${name}.authentication.cert.${domain}`]
}

/** The same origin under another name. */
export function withHost(origin: string, host: string): string {
  const { protocol, port } = new URL(origin)
  return `${protocol}//${host}${port && `:${port}`}`
}

/** The name in a Host header: lower case, without port and final dot; `undefined` when it is no name or address. */
export function hostNameOf(header: string | undefined): string | undefined {
  const name = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/.exec(header?.toLowerCase() ?? '')?.[1]
  return name?.replace(/\.$/, '')
}
