import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'

/** Where a message goes; throws `processing-failed` when that is no http or https URL. */
export type TargetUrl = (exchange: Exchange) => URL

/**
 * Compiles address and query of an HTTP receiver channel, both of which may hold Simple expressions. Message headers take part
 * as in Camel: `CamelHttpUri` replaces the address, `CamelHttpPath` is appended to it, and `CamelHttpQuery` replaces a query
 * without expressions (one with expressions is itself written to that header, so it wins). The same headers come from a
 * caller's request when the flow does not remove them.
 */
export function compileTargetUrl(address: string, query: string): TargetUrl {
  const addressOf = compileSimpleText(address)
  const queryOf = compileSimpleText(query)
  const queryIsDynamic = query.includes('${')
  return (exchange) => {
    const [base, baseQuery] = cut(headerText(exchange, 'CamelHttpUri') ?? addressOf(exchange).trim())
    const path = headerText(exchange, 'CamelHttpPath')
    const own = [baseQuery, queryOf(exchange).trim()].filter((part) => part !== '').join('&')
    const override = queryIsDynamic ? undefined : headerText(exchange, 'CamelHttpQuery')
    return parseTarget(path === undefined ? base : appendPath(base, path), override ?? own)
  }
}

function headerText(exchange: Exchange, name: string): string | undefined {
  const value = String(exchange.headers.get(name) ?? '').trim()
  return value === '' ? undefined : value
}

function cut(uri: string): [address: string, query: string] {
  const mark = uri.indexOf('?')
  return mark < 0 ? [uri, ''] : [uri.slice(0, mark), uri.slice(mark + 1)]
}

const appendPath = (base: string, path: string): string => `${base.replace(/\/$/, '')}/${path.replace(/^\//, '')}`

function parseTarget(address: string, query: string): URL {
  const parts = /^(https?:\/\/[^/]+)(.*)$/i.exec(address)
  const encoded = parts ? parts[1]! + encodeUnsafe(parts[2]!) : ''
  if (!URL.canParse(encoded)) {
    throw new SluiceError('processing-failed', `The address '${withoutUser(address)}' is not an http or https URL`)
  }
  const url = new URL(encoded)
  url.search = encodeUnsafe(query.replace(/^\?/, ''))
  return url
}

const withoutUser = (address: string): string => address.replace(/\/\/[^/@]*@/, '//')

/** Encodes what may not stand in a URL and leaves everything that is encoded already. */
const encodeUnsafe = (text: string): string => text.replace(/%(?![0-9A-Fa-f]{2})|[\s"#<>[\\\]^`{|}]/g, encodeURIComponent)
