import { isClientAlgorithm, isSignedBy } from '../jws-algorithm.ts'
import { type Jws, readJws } from '../jwt.ts'
import { hasPrivateMembers, publicKeyOf, thumbprint } from '../public-jwk.ts'
import { type Cause, type Facts, Refusal } from '../refusals.ts'
import { parseStrictObject } from '../strict-json.ts'

/** What a signed proof says (RFC 9449 §4.2). */
export interface DpopProof {
  /** Of the key that signed it (`jkt`). */
  readonly thumbprint: string
  readonly id: string
  readonly method: string
  readonly uri: string
  /** Seconds since the epoch. */
  readonly issuedAt: number
  /** Base64url SHA-256 of an access token (`ath`). */
  readonly tokenHash: string | undefined
}

/** Longest `jti` that anybody needs. */
const LONGEST_ID = 256

/**
 * Takes a proof apart and verifies it with the key that it carries (RFC 9449 §4.3, nos. 2 to 7). Whether it belongs to a request
 * is decided by `DpopVerifier`. Throws refusals.
 */
export function readProof(text: string): DpopProof {
  const jws = readJws(text, malformed)
  if (jws.header.typ !== 'dpop+jwt') throw malformed('its type is not dpop+jwt')
  if (!isClientAlgorithm(jws)) throw refusal('dpop-proof-algorithm', { value: String(jws.header.alg).slice(0, 50) })
  return { thumbprint: verifiedThumbprint(jws), ...claimsOf(jws) }
}

function verifiedThumbprint(jws: Jws): string {
  const { jwk } = jws.header
  if (typeof jwk !== 'object' || jwk === null) throw malformed('its header holds no public key (jwk)')
  if (hasPrivateMembers(jwk)) throw refusal('dpop-proof-private-key')
  const key = publicKeyOf(jwk)
  if (key === undefined) throw malformed('the key in its header (jwk) cannot be read')
  if (!isSignedBy(jws, key)) throw refusal('dpop-proof-signature')
  return thumbprint(key)
}

function claimsOf({ payload }: Jws): Omit<DpopProof, 'thumbprint'> {
  const claims = parseStrictObject(payload)
  if (claims === undefined) throw malformed('its payload is no JSON object with unique members')
  const { jti, htm, htu, iat, ath } = claims
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_ID)
    throw malformed(`its jti is not a text of 1 to ${LONGEST_ID} characters`)
  if (typeof htm !== 'string') throw malformed('its htm is no text')
  if (typeof htu !== 'string') throw malformed('its htu is no text')
  if (typeof iat !== 'number' || !Number.isFinite(iat)) throw malformed('its iat is not a number of seconds')
  if (ath !== undefined && typeof ath !== 'string') throw malformed('its ath is no text')
  return { id: jti, method: htm, uri: htu, issuedAt: iat, tokenHash: ath }
}

const refusal = (cause: Cause, facts: Facts = {}): Refusal => new Refusal(cause, { scheme: 'dpop', ...facts })

const malformed = (defect: string): Refusal => refusal('dpop-proof-malformed', { defect })
