import { SluiceError } from '../../kernel/errors.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { readIdentifier, writeIdentifier } from './object-identifier.ts'
import { TAG } from './tags.ts'

/** Kinds of keys as `node:crypto` names them. */
export type KeyType = 'rsa' | 'dsa' | 'ec'

/** Digests by the names of `node:crypto` (RFC 3370, RFC 5754, RFC 8702, ISO/IEC 10118-3). */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['md5', '1.2.840.113549.2.5'],
  ['sha1', '1.3.14.3.2.26'],
  ['ripemd160', '1.3.36.3.2.1'],
  ['sha256', '2.16.840.1.101.3.4.2.1'],
  ['sha384', '2.16.840.1.101.3.4.2.2'],
  ['sha512', '2.16.840.1.101.3.4.2.3'],
  ['sha224', '2.16.840.1.101.3.4.2.4'],
  ['sha3-224', '2.16.840.1.101.3.4.2.7'],
  ['sha3-256', '2.16.840.1.101.3.4.2.8'],
  ['sha3-384', '2.16.840.1.101.3.4.2.9'],
  ['sha3-512', '2.16.840.1.101.3.4.2.10'],
])

const RSA = '1.2.840.113549.1.1.1'

/** Signatures with RSA, of which the first does not name the digest. */
const RSA_SIGNATURES: ReadonlySet<string> = new Set([
  RSA,
  ...[4, 5, 11, 12, 13, 14].map((last) => `1.2.840.113549.1.1.${last}`),
  ...[13, 14, 15, 16].map((last) => `2.16.840.1.101.3.4.3.${last}`),
  '1.3.36.3.3.1.2',
])

const DSA_SIGNATURES: ReadonlyMap<string, string> = new Map([
  ['sha1', '1.2.840.10040.4.3'],
  ['sha224', '2.16.840.1.101.3.4.3.1'],
  ['sha256', '2.16.840.1.101.3.4.3.2'],
  ['sha384', '2.16.840.1.101.3.4.3.3'],
  ['sha512', '2.16.840.1.101.3.4.3.4'],
  ['sha3-224', '2.16.840.1.101.3.4.3.5'],
  ['sha3-256', '2.16.840.1.101.3.4.3.6'],
  ['sha3-384', '2.16.840.1.101.3.4.3.7'],
  ['sha3-512', '2.16.840.1.101.3.4.3.8'],
])

const EC_SIGNATURES: ReadonlyMap<string, string> = new Map([
  ['sha1', '1.2.840.10045.4.1'],
  ['sha224', '1.2.840.10045.4.3.1'],
  ['sha256', '1.2.840.10045.4.3.2'],
  ['sha384', '1.2.840.10045.4.3.3'],
  ['sha512', '1.2.840.10045.4.3.4'],
  ['sha3-224', '2.16.840.1.101.3.4.3.9'],
  ['sha3-256', '2.16.840.1.101.3.4.3.10'],
  ['sha3-384', '2.16.840.1.101.3.4.3.11'],
  ['sha3-512', '2.16.840.1.101.3.4.3.12'],
])

/** Whether signatures of this kind can be written. */
export const canSign = (digest: string, keyType: KeyType): boolean =>
  keyType === 'rsa' ? DIGESTS.has(digest) : signaturesOf(keyType).has(digest)

export const writeDigestAlgorithm = (digest: string): Uint8Array => writeElement(TAG.sequence, writeIdentifier(DIGESTS.get(digest)!))

export function writeSignatureAlgorithm(digest: string, keyType: KeyType): Uint8Array {
  if (keyType === 'rsa') return writeElement(TAG.sequence, writeIdentifier(RSA), writeElement(TAG.null))
  return writeElement(TAG.sequence, writeIdentifier(signaturesOf(keyType).get(digest)!))
}

/** The name of the digest that an AlgorithmIdentifier stands for. Throws `processing-failed` for others. */
export function readDigestAlgorithm(element: BerElement): string {
  const identifier = readIdentifier(readElements(element.content)[0])
  const [digest] = [...DIGESTS].find(([, known]) => known === identifier) ?? []
  if (digest === undefined) throw unsupported(`digest algorithm ${identifier}`)
  return digest
}

/** The kind of key that an AlgorithmIdentifier stands for. Throws `processing-failed` for others. */
export function readSignatureKeyType(element: BerElement): KeyType {
  const identifier = readIdentifier(readElements(element.content)[0])
  if (RSA_SIGNATURES.has(identifier)) return 'rsa'
  if (identifier === DSA || [...DSA_SIGNATURES.values()].includes(identifier)) return 'dsa'
  if (identifier === EC || [...EC_SIGNATURES.values()].includes(identifier)) return 'ec'
  throw unsupported(`signature algorithm ${identifier}`)
}

/** Some name the kind of key in the place of the signature algorithm. */
const DSA = '1.2.840.10040.4.1'
const EC = '1.2.840.10045.2.1'

const signaturesOf = (keyType: 'dsa' | 'ec'): ReadonlyMap<string, string> => (keyType === 'dsa' ? DSA_SIGNATURES : EC_SIGNATURES)

const unsupported = (what: string): SluiceError => new SluiceError('processing-failed', `The ${what} is not supported`)
