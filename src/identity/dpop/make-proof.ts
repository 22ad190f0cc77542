import { createHash, createPublicKey, type KeyObject, randomUUID } from 'node:crypto'
import { clientAlgorithmOf, signText } from '../jws-algorithm.ts'

/** The request that a proof is for. */
export interface ProvenRequest {
  readonly method: string
  readonly url: string
  /** The access token that goes along, if any. */
  readonly token?: string | undefined
}

/**
 * A proof as clients make it, good once (RFC 9449 §4.2). Throws a `TypeError` for a key that no client may have.
 *
 * @param key private
 * @param now milliseconds since the epoch
 */
export function makeProof(key: KeyObject, { method, url, token }: ProvenRequest, now: number): string {
  const alg = clientAlgorithmOf(key)
  if (alg === undefined) throw new TypeError('The key cannot sign proofs')
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  const claims = {
    jti: randomUUID(),
    htm: method,
    htu: url.replace(/[?#].*$/s, ''),
    iat: Math.floor(now / 1000),
    ...(token !== undefined && { ath: createHash('sha256').update(token).digest('base64url') }),
  }
  const text = `${encoded({ typ: 'dpop+jwt', alg, jwk })}.${encoded(claims)}`
  return `${text}.${signText(text, alg, key).toString('base64url')}`
}

const encoded = (members: object): string => Buffer.from(JSON.stringify(members)).toString('base64url')
