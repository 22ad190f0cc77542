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
const token68 = /^[A-Za-z0-9._~+/-]+=*$/

/**
 * Reads the one `Authorization` header; schemes compare without case (RFC 9110 §11.1). Throws a refusal for none, several, a
 * broken one and another scheme. Tokens in the query or the body are never read (RFC 9700 §4.3.2).
 */
export function readAuthorization(request: HttpRequest): Presented {
  const values = request.headerValues.authorization ?? []
  if (values.length > 1) throw new Refusal('several-authorization-headers')
  const [value] = values
  if (value === undefined) {
    throw new Refusal('no-authorization-header', /(?:^|&)access_token=/.test(request.query) ? { defect: 'token-in-query' } : {})
  }
  return parse(value, request.headers['x-cf-encoded-credentials'] === 'true')
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
