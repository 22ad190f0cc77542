import { SluiceError } from '../../kernel/errors.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { octetsOf } from './content-info.ts'
import { readIdentifier, writeIdentifier } from './object-identifier.ts'
import { TAG } from './tags.ts'

/** A symmetric cipher for content. */
export interface ContentCipher {
  readonly identifier: string
  /** As `node:crypto` names it. */
  readonly name: string
  readonly mode: 'cbc' | 'gcm' | 'ccm'
  readonly keyBytes: number
  readonly ivBytes: number
}

const aes = (mode: 'cbc' | 'gcm' | 'ccm', bits: number, last: number): ContentCipher => ({
  identifier: `2.16.840.1.101.3.4.1.${last}`,
  name: `aes-${bits}-${mode}`,
  mode,
  keyBytes: bits / 8,
  ivBytes: mode === 'cbc' ? 16 : 12,
})

const camellia = (bits: number, last: number): ContentCipher => ({
  identifier: `1.2.392.200011.61.1.1.1.${last}`,
  name: `camellia-${bits}-cbc`,
  mode: 'cbc',
  keyBytes: bits / 8,
  ivBytes: 16,
})

/** OpenSSL has DES only three times over: with the same key each time it is the simple one. */
const TRIPLE = 'des-ede3-cbc'

/** RFC 3370, RFC 3565, RFC 3657, RFC 5084; for the names see the drop-down list of the product. */
const CIPHERS: readonly (readonly [name: string, cipher: ContentCipher])[] = [
  ['AES/CBC/PKCS5Padding', aes('cbc', 128, 2)],
  ['AES/CBC/PKCS5Padding', aes('cbc', 192, 22)],
  ['AES/CBC/PKCS5Padding', aes('cbc', 256, 42)],
  ['AES/GCM/NoPadding', aes('gcm', 128, 6)],
  ['AES/GCM/NoPadding', aes('gcm', 192, 26)],
  ['AES/GCM/NoPadding', aes('gcm', 256, 46)],
  ['AES/CCM/NoPadding', aes('ccm', 128, 7)],
  ['AES/CCM/NoPadding', aes('ccm', 192, 27)],
  ['AES/CCM/NoPadding', aes('ccm', 256, 47)],
  ['Camellia/CBC/PKCS5Padding', camellia(128, 2)],
  ['Camellia/CBC/PKCS5Padding', camellia(192, 3)],
  ['Camellia/CBC/PKCS5Padding', camellia(256, 4)],
  ['DESede/CBC/PKCS5Padding', { identifier: '1.2.840.113549.3.7', name: TRIPLE, mode: 'cbc', keyBytes: 24, ivBytes: 8 }],
  ['DES/CBC/PKCS5Padding', { identifier: '1.3.14.3.2.7', name: TRIPLE, mode: 'cbc', keyBytes: 8, ivBytes: 8 }],
]

/** The ciphers under a name of the product, by growing length of their keys; empty for a name that is not supported. */
export const ciphersNamed = (name: string): ContentCipher[] => CIPHERS.flatMap(([each, cipher]) => (each === name ? [cipher] : []))

export const bitsOf = ({ keyBytes }: ContentCipher): number => keyBytes * 8

/** The key as `node:crypto` takes it. */
export const cipherKey = ({ name, keyBytes }: ContentCipher, key: Uint8Array): Uint8Array =>
  name === TRIPLE && keyBytes === 8 ? Buffer.concat([key, key, key]) : key

const DEFAULT_MAC_BYTES = 12

/** AlgorithmIdentifier with the vector that both sides must know, and the bytes of the authentication code (RFC 5084 §3.2). */
export function writeCipher({ identifier, mode }: ContentCipher, iv: Uint8Array, macBytes: number): Uint8Array {
  const vector = writeElement(TAG.octetString, iv)
  const parameters = mode === 'cbc' ? vector : writeElement(TAG.sequence, vector, writeElement(TAG.integer, Buffer.of(macBytes)))
  return writeElement(TAG.sequence, writeIdentifier(identifier), parameters)
}

/** Throws `processing-failed` for a cipher that is not supported. */
export function readCipher(element: BerElement): { cipher: ContentCipher; iv: Uint8Array; macBytes: number } {
  const [type, parameters] = readElements(element.content)
  const identifier = readIdentifier(type)
  const cipher = CIPHERS.map(([, each]) => each).find((each) => each.identifier === identifier)
  if (!cipher || !parameters) {
    throw new SluiceError('processing-failed', `The content encryption algorithm ${identifier} is not supported`)
  }
  if (cipher.mode === 'cbc') return { cipher, iv: octetsOf(parameters), macBytes: 0 }
  const [iv, macBytes] = readElements(parameters.content)
  return { cipher, iv: iv ? octetsOf(iv) : new Uint8Array(), macBytes: macBytes?.content[0] ?? DEFAULT_MAC_BYTES }
}
