import { constants, type KeyObject, type SigningOptions, verify } from 'node:crypto'
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

const rsa = (options: SigningOptions): JwsAlgorithm => ({
  digest: 'sha256',
  options,
  // Verifying with a longer one costs the server more than it should spend on a stranger.
  fits: ({ asymmetricKeyType: type, asymmetricKeyDetails: details }) =>
    type === 'rsa' && (details?.modulusLength ?? 0) >= 2048 && (details?.modulusLength ?? 0) <= 4096,
})

const edwards: JwsAlgorithm = { digest: null, options: {}, fits: (key) => key.asymmetricKeyType === 'ed25519' }

/** What keys of clients may sign with: asymmetric algorithms only, so neither `none` nor one with a shared secret. */
const ALGORITHMS: ReadonlyMap<unknown, JwsAlgorithm> = new Map([
  ['ES256', ecdsa('sha256', 'prime256v1')],
  ['ES384', ecdsa('sha384', 'secp384r1')],
  ['ES512', ecdsa('sha512', 'secp521r1')],
  ['EdDSA', edwards],
  ['Ed25519', edwards],
  ['PS256', rsa({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })],
  ['RS256', rsa({ padding: constants.RSA_PKCS1_PADDING })],
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
