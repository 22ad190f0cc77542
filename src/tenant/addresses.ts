import { hostname } from 'node:os'
import type { Settings } from '../config/settings.ts'
import { authenticationDomain, tenantHosts } from '../identity/tenant-hosts.ts'
import type { Subaccounts } from '../platform/subaccounts.ts'

/** Where callers find the tenant. */
export interface Addresses {
  readonly publicUrl: string
  /** Origin of the http listener, as this machine reaches it. */
  readonly localUrl: string
  /** Origin of the https listener. */
  readonly httpsUrl: string
  /** Origin where client certificates are asked for. */
  readonly certificateUrl: string
  /** The public URL and the https listener, by its own name and by the public one. */
  readonly origins: readonly string[]
}

/** The addresses of a tenant whose listeners have these ports. */
export function addressesOf({ host, publicUrl }: Settings, { port, httpsPort }: { port: number; httpsPort: number }): Addresses {
  const called = publicUrl.replace(/\/$/, '') || origin('http', host, port)
  const httpsOrigin = (name: string) => origin('https', name, httpsPort)
  return {
    publicUrl: called,
    localUrl: origin('http', LOOPBACK_OF[host] ?? host, port),
    httpsUrl: httpsOrigin(host),
    // Behind an https URL of its own, a proxy forwards the certificates.
    certificateUrl: called.startsWith('https:') ? called : httpsOrigin(hostnameOf(called)),
    origins: [...new Set([called, httpsOrigin(host), httpsOrigin(hostnameOf(called))])],
  }
}

/** An address that stands for every interface is none that can be called. */
const LOOPBACK_OF: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const origin = (scheme: string, host: string, port: number): string => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Without the brackets of an IPv6 address. */
const hostnameOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '')

/** The hosts that subaccounts have below the domain. */
const domainHosts = ({ neo, cloudFoundry }: Subaccounts, domain: string): string[] => [
  authenticationDomain(domain),
  ...[neo, cloudFoundry].flatMap((subaccount) => tenantHosts(subaccount, domain)),
]

/** Every name that callers may use; the certificate lists each by itself. */
export function certificateNames({ host, publicUrl, tenantDomain }: Settings, subaccounts: Subaccounts): string[] {
  const configured = publicUrl === '' ? [] : [hostnameOf(publicUrl)]
  const ofSubaccounts = tenantDomain === '' ? [] : domainHosts(subaccounts, tenantDomain)
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname(), host, ...configured, ...ofSubaccounts])].filter(
    (name) => name !== '0.0.0.0' && name !== '::',
  )
}
