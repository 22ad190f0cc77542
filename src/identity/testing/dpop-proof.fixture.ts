import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { thumbprint } from '../public-jwk.ts'

/** A client's key for proofs. */
export interface ProofKey {
  readonly privateKey: KeyObject
  readonly jwk: JsonWebKey
  readonly thumbprint: string
}

export function proofKey({ privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })): ProofKey {
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) as JsonWebKey, thumbprint: thumbprint(publicKey) }
}

export interface ProofParts {
  readonly key: ProofKey
  readonly method?: string
  readonly uri: string
  /** Seconds since the epoch. */
  readonly issuedAt: number
  /** The access token that goes along. */
  readonly token?: string
  /** Over the members of the header and of the payload; `undefined` leaves one out. */
  readonly header?: object
  readonly claims?: object
}

let count = 0

/** A proof signed with ES256, good unless told otherwise. */
export function dpopProof({ key, method = 'POST', uri, issuedAt, token, header, claims }: ProofParts): string {
  const ath = token && createHash('sha256').update(token).digest('base64url')
  const head = encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.jwk, ...header })
  const body = encode({ jti: `proof-${++count}`, htm: method, htu: uri, iat: issuedAt, ath, ...claims })
  return signed(`${head}.${body}`, key.privateKey)
}

/** Any text with an ES256 signature behind it. */
export function signed(text: string, privateKey: KeyObject): string {
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

export const encode = (members: object): string => Buffer.from(JSON.stringify(members)).toString('base64url')
