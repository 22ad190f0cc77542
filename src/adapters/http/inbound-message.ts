import type { Exchange } from '../../engine/exchange.ts'
import type { HttpRequest } from '../../kernel/http.ts'
import type { AllowedHeaders } from './allowed-headers.ts'
import type { EndpointAddress } from './endpoint-address.ts'
import { mayEnter } from './header-names.ts'
import { readBody } from './inbound-body.ts'

/** What an HTTPS sender channel lets in. */
export interface InboundRules extends EndpointAddress {
  readonly mount: '/http' | '/cxf'
  readonly allowed: AllowedHeaders
  /** Bytes. */
  readonly maximumBodySize: number
}

/**
 * Turns a request into a message: allowed headers and query parameters, the `Camel*` headers of contract odata-api.md §6, and
 * the body. A query parameter that shares its name with a header is appended to it. `Content-Type` is a header like any other:
 * it comes in only when the flow allows it (format document §6). Throws `too-large` and `bad-request`.
 */
export async function receiveMessage(request: HttpRequest, exchange: Exchange, rules: InboundRules): Promise<void> {
  for (const [name, values] of Object.entries(request.headerValues)) addAllowed(exchange, rules.allowed, name, values ?? [])
  for (const [name, value] of new URLSearchParams(request.query)) addAllowed(exchange, rules.allowed, name, [value])
  setRequestHeaders(exchange, request, rules)
  exchange.body = await readBody(request, rules.maximumBodySize)
}

function addAllowed(exchange: Exchange, allowed: AllowedHeaders, name: string, values: readonly string[]): void {
  const header = mayEnter(name) ? allowed(name) : undefined
  if (header === undefined) return
  const known = exchange.headers.get(header)
  exchange.headers.set(header, (known === undefined ? values : [known, ...values]).join(', '))
}

function setRequestHeaders({ headers }: Exchange, request: HttpRequest, rules: InboundRules): void {
  const path = rawPath(request.target)
  headers.set('CamelHttpMethod', request.method)
  headers.set('CamelHttpUrl', `${request.secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}${path}`)
  headers.set('CamelServletContextPath', rules.address)
  if (request.query !== '') headers.set('CamelHttpQuery', request.query)
  const below = rules.wildcard ? pathBelow(path, rules.mount + rules.address) : ''
  if (below !== '') headers.set('CamelHttpPath', below)
}

/** The path as sent, so that an encoded character stays encoded when a flow passes it on. */
const rawPath = (target: string): string => target.replace(/^https?:\/\/[^/?#]*/i, '').split('?')[0] || '/'

/** Segments of the path after those of the address: an address has no encoded characters, its sent form may have. */
function pathBelow(path: string, address: string): string {
  const depth = address.split('/').filter((segment) => segment !== '').length
  return path
    .split('/')
    .slice(depth + 1)
    .join('/')
}
