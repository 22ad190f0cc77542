import type { ClientJwk } from './client-keys.ts'
import { CLIENT_ALGORITHMS, isSignedBy } from './jws-algorithm.ts'
import { type Jws, readJws } from './jwt.ts'
import { publicKeyOf } from './public-jwk.ts'
import { Refusal } from './refusals.ts'
import { parseStrictObject } from './strict-json.ts'

/** A client assertion taken apart (RFC 7523 §2.2, §3). Nothing in it can be trusted before its signature was verified. */
export interface Assertion {
  readonly jws: Jws
  readonly clientId: string
  readonly audience: unknown
  /** Seconds since the epoch. */
  readonly expiresAt: number
  readonly notBefore: number | undefined
  readonly issuedAt: number | undefined
  readonly id: string
}

/** RSA and elliptic curves (contract oauth.md §1.9): neither `none` nor one with a shared secret. */
export const ASSERTION_ALGORITHMS: readonly string[] = CLIENT_ALGORITHMS.filter((algorithm) => /^(?:RS|ES|PS)\d/.test(algorithm))

/** What this server and DPoP clients sign besides has types of its own and must not pass (RFC 8725 §3.11). */
const TYPES: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt']

/** Longest id that anybody needs. */
const LONGEST_ID = 256

/** Throws the refusals `assertion-malformed`, `assertion-algorithm` and `assertion-issuer`. */
export function readAssertion(text: string): Assertion {
  const jws = readJws(text, malformed)
  const { typ, alg } = jws.header
  if (!TYPES.includes(typ)) throw malformed('its type is not JWT')
  if (!ASSERTION_ALGORITHMS.includes(alg as string)) throw refusal('assertion-algorithm', { value: String(alg).slice(0, 50) })
  const claims = parseStrictObject(jws.payload)
  if (claims === undefined) throw malformed('its payload is no JSON object with unique members')
  const { iss, sub, aud, jti } = claims
  if (typeof sub !== 'string' || sub === '') throw malformed('it names no client (sub)')
  if (iss !== sub) throw refusal('assertion-issuer', { clientId: sub.slice(0, 200), value: String(iss).slice(0, 200) })
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_ID)
    throw malformed(`its jti is not a text of 1 to ${LONGEST_ID} characters`)
  const expiresAt = seconds(claims, 'exp')
  if (expiresAt === undefined) throw malformed('it does not say when it expires (exp)')
  return { jws, clientId: sub, audience: aud, expiresAt, notBefore: seconds(claims, 'nbf'), issuedAt: seconds(claims, 'iat'), id: jti }
}

/** The key that made the signature, of those that the header allows. Throws `assertion-key-unknown` and `assertion-signature`. */
export function signingKey({ jws, clientId }: Assertion, keys: readonly ClientJwk[]): ClientJwk {
  const { kid, alg } = jws.header
  const named = keys.filter((key) => (kid === undefined || key.kid === kid) && (key.alg === undefined || key.alg === alg))
  if (named.length === 0) throw refusal('assertion-key-unknown', { clientId, value: String(kid ?? alg).slice(0, 100) })
  const found = named.find((jwk) => {
    const key = publicKeyOf(jwk)
    return key !== undefined && isSignedBy(jws, key)
  })
  if (found === undefined) throw refusal('assertion-signature', { clientId })
  return found
}

function seconds(claims: Readonly<Record<string, unknown>>, name: 'exp' | 'nbf' | 'iat'): number | undefined {
  const value = claims[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw malformed(`its ${name} is not a number of seconds`)
  return value
}

const refusal = (...[cause, facts]: ConstructorParameters<typeof Refusal>): Refusal => new Refusal(cause, { scheme: 'assertion', ...facts })

const malformed = (defect: string): Refusal => refusal('assertion-malformed', { defect })
