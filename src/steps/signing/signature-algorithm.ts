import type { KeyType } from '../../languages/cms/signature-algorithms.ts'

export interface SignatureAlgorithm {
  /** As `node:crypto` names it. */
  readonly digest: string
  readonly keyType: KeyType
}

/** `SHA256/RSA`, `SHA3-256/ECDSA` and, for some, `SHA256withDSA`. */
const ALGORITHM = /^(MD5|RIPEMD160|SHA1?|SHA(?:224|256|384|512)|SHA3-(?:224|256|384|512))(?:\/|with)(RSA|DSA|ECDSA)$/

const KEY_TYPES: Readonly<Record<string, KeyType>> = { RSA: 'rsa', DSA: 'dsa', ECDSA: 'ec' }

/** What a name of the product means; `undefined` for what is not supported. */
export function readSignatureAlgorithm(name: string): SignatureAlgorithm | undefined {
  const [, digest, key = ''] = ALGORITHM.exec(name.trim()) ?? []
  return digest === undefined ? undefined : { digest: digest === 'SHA' ? 'sha1' : digest.toLowerCase(), keyType: KEY_TYPES[key]! }
}
