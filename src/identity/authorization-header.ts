import type { HttpRequest } from '../kernel/http.ts'
import { type Credentials, readBasic } from './basic-credentials.ts'
import { Refusal } from './refusals.ts'

/** An access token; `dpop` comes with a proof of possession (RFC 9449 §7.1). */
export interface PresentedToken {
  readonly scheme: 'bearer' | 'dpop'
  readonly token: string
}

/** What a caller presents. */
export type Presented = PresentedToken | { readonly scheme: 'basic'; readonly readings: readonly Credentials[] }

const header = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?: +(.*))?$/
const tokenInQuery = /(?:^|&)access_token=/
const token68 = /^[A-Za-z0-9._~+/-]+=*$/

/**
 * Reads the one `Authorization` header; schemes compare without case (RFC 9110 §11.1). Throws a refusal for none, several, a
 * broken one and another scheme. Tokens in the query or the body are never read (RFC 9700 §4.3.2); one in the query beside that
 * in the header is refused (RFC 6750 §2). A body belongs to whom it is for, and is not looked at here.
 */
export function readAuthorization(request: HttpRequest): Presented {
  const known = read.get(request.headerValues) ?? parseHeader(request)
  read.set(request.headerValues, known)
  return known
}

/** Several checks of one request look at its header. */
const read = new WeakMap<HttpRequest['headerValues'], Presented>()

function parseHeader(request: HttpRequest): Presented {
  const values = request.headerValues.authorization ?? []
  if (values.length > 1) throw new Refusal('several-authorization-headers')
  const [value] = values
  const inQuery = tokenInQuery.test(request.query)
  if (value === undefined) throw new Refusal('no-authorization-header', inQuery ? { defect: 'token-in-query' } : {})
  const presented = parse(value, request.headers['x-cf-encoded-credentials'] === 'true')
  if (inQuery && presented.scheme !== 'basic') throw new Refusal('several-tokens', { scheme: presented.scheme })
  return presented
}

function parse(value: string, encoded: boolean): Presented {
  const [, scheme, rest] = header.exec(value) ?? []
  if (scheme === undefined) throw garbled('other', 'no-scheme')
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return { scheme: 'bearer', token: token(rest, 'bearer') }
    case 'dpop':
      return { scheme: 'dpop', token: token(rest, 'dpop') }
    case 'basic':
      if (!rest) throw garbled('basic', 'no-credentials')
      return { scheme: 'basic', readings: readBasic(rest, encoded) }
    default:
      // A token without scheme reads like a scheme, and must not be kept.
      if (!rest || !/^[A-Za-z]{2,16}$/.test(scheme)) throw garbled('other', 'no-scheme')
      throw new Refusal('unsupported-scheme', { scheme: 'other', value: scheme })
  }
}

function token(rest: string | undefined, scheme: PresentedToken['scheme']): string {
  if (!rest) throw garbled(scheme, 'no-token')
  if (!token68.test(rest)) throw garbled(scheme, 'characters-that-no-token-has')
  return rest
}

const garbled = (scheme: 'basic' | 'bearer' | 'dpop' | 'other', defect: string): Refusal =>
  new Refusal('garbled-authorization-header', { scheme, defect })
