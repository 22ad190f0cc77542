import { constants, type KeyObject, type SigningOptions, sign, verify } from 'node:crypto'
import type { Jws } from './jwt.ts'

/** How a key of a client signs (RFC 7518 §3.1, RFC 8037, RFC 9864). */
interface JwsAlgorithm {
  readonly digest: 'sha256' | 'sha384' | 'sha512' | null
  readonly options: SigningOptions
  /** The key decides what may verify with it; the header is only compared (RFC 8725 §3.1). */
  fits(key: KeyObject): boolean
}

const ecdsa = (digest: JwsAlgorithm['digest'], curve: string): JwsAlgorithm => ({
  digest,
  options: { dsaEncoding: 'ieee-p1363' },
  fits: (key) => key.asymmetricKeyDetails?.namedCurve === curve,
})

const rsa = (digest: JwsAlgorithm['digest'], options: SigningOptions): JwsAlgorithm => ({
  digest,
  options,
  // Verifying with a longer one costs the server more than it should spend on a stranger.
  fits: ({ asymmetricKeyType: type, asymmetricKeyDetails: details }) =>
    type === 'rsa' && (details?.modulusLength ?? 0) >= 2048 && (details?.modulusLength ?? 0) <= 4096,
})

const pkcs1 = (digest: JwsAlgorithm['digest']): JwsAlgorithm => rsa(digest, { padding: constants.RSA_PKCS1_PADDING })

/** The salt is as long as the digest (RFC 7518 §3.5). */
const pss = (digest: JwsAlgorithm['digest'], saltLength: number): JwsAlgorithm =>
  rsa(digest, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })

const edwards: JwsAlgorithm = { digest: null, options: {}, fits: (key) => key.asymmetricKeyType === 'ed25519' }

/** What keys of clients may sign with: asymmetric algorithms only, so neither `none` nor one with a shared secret. */
const ALGORITHMS: ReadonlyMap<unknown, JwsAlgorithm> = new Map([
  ['ES256', ecdsa('sha256', 'prime256v1')],
  ['ES384', ecdsa('sha384', 'secp384r1')],
  ['ES512', ecdsa('sha512', 'secp521r1')],
  ['EdDSA', edwards],
  ['Ed25519', edwards],
  ['PS256', pss('sha256', 32)],
  ['PS384', pss('sha384', 48)],
  ['PS512', pss('sha512', 64)],
  ['RS256', pkcs1('sha256')],
  ['RS384', pkcs1('sha384')],
  ['RS512', pkcs1('sha512')],
])

export const CLIENT_ALGORITHMS: readonly string[] = [...ALGORITHMS.keys()].map(String)

/** Whether the header names one of the algorithms. */
export const isClientAlgorithm = ({ header }: Jws): boolean => ALGORITHMS.has(header.alg)

/** Whether the signature was made with the private half of the key, in the way that the header names. */
export function isSignedBy({ header, signedText, signature }: Jws, key: KeyObject): boolean {
  const algorithm = ALGORITHMS.get(header.alg)
  if (!algorithm?.fits(key)) return false
  return verify(algorithm.digest, Buffer.from(signedText), { key, ...algorithm.options }, signature)
}

/** Whether clients may have such a key, public or private. */
export const isClientKey = (key: KeyObject): boolean => clientAlgorithmOf(key) !== undefined

/** The first algorithm in the list that the key, public or private, is for. */
export const clientAlgorithmOf = (key: KeyObject): string | undefined => CLIENT_ALGORITHMS.find((name) => ALGORITHMS.get(name)?.fits(key))

/** Signs as a client does. Throws a `TypeError` when the key is not for the algorithm. */
export function signText(text: string, name: string, key: KeyObject): Buffer {
  const algorithm = ALGORITHMS.get(name)
  if (!algorithm?.fits(key)) throw new TypeError(`The key is not for ${name}`)
  return sign(algorithm.digest, Buffer.from(text), { key, ...algorithm.options })
}
