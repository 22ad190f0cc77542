import { decodeForm, decodeUtf8 } from './form-encoding.ts'
import { Refusal } from './refusals.ts'

/** A client id and secret as the caller may have meant them. */
export interface Credentials {
  readonly clientId: string
  readonly secret: string
}

const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/

/**
 * Reads the credentials of HTTP Basic. Clients send them raw or form-encoded (RFC 6749 §2.3.1), and a raw secret may contain
 * `%` and `+`; so there can be two readings, raw first (contract oauth.md §1.2).
 *
 * @param encoded the caller says that both halves are form-encoded (`X-CF-ENCODED-CREDENTIALS: true`): one reading
 * Throws the refusal `garbled-authorization-header` with the defect.
 */
export function readBasic(encodedPair: string, encoded: boolean): readonly Credentials[] {
  const raw = split(decodePair(encodedPair))
  if (!encoded && !/[%+]/.test(raw.clientId + raw.secret)) return [raw]
  const decoded = formDecoded(raw)
  if (encoded && decoded === undefined) throw garbled('bad-escape')
  if (encoded) return [decoded as Credentials]
  return decoded === undefined ? [raw] : [raw, decoded]
}

function decodePair(encodedPair: string): string {
  if (!base64.test(encodedPair)) throw garbled('not-base64')
  const text = decodeUtf8(Buffer.from(encodedPair, 'base64'))
  if (text === undefined) throw garbled('not-utf8')
  return text
}

function split(pair: string): Credentials {
  const colon = pair.indexOf(':')
  if (colon < 0) throw garbled('no-colon')
  return { clientId: pair.slice(0, colon), secret: pair.slice(colon + 1) }
}

function formDecoded(raw: Credentials): Credentials | undefined {
  const [clientId, secret] = [decodeForm(raw.clientId), decodeForm(raw.secret)]
  return clientId === undefined || secret === undefined ? undefined : { clientId, secret }
}

const garbled = (defect: string): Refusal => new Refusal('garbled-authorization-header', { scheme: 'basic', defect })
