import { constants, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import type { CmsCertificate } from './certificate.ts'
import { notCms, octetsOf, writeVersion } from './content-info.ts'
import { readIdentifier, writeIdentifier } from './object-identifier.ts'
import { TAG } from './tags.ts'

const RSA = '1.2.840.113549.1.1.1'
const RSA_OAEP = '1.2.840.113549.1.1.7'

/** The key of the content for one recipient (RFC 5652 §6.2.1). */
export interface RecipientInfo {
  /** Names the certificate of the recipient. */
  readonly identifier: BerElement
  readonly algorithm: BerElement
  readonly encryptedKey: Uint8Array
}

export const writeRecipientInfo = ({ issuerAndSerialNumber, publicKey }: CmsCertificate, key: Uint8Array): Uint8Array =>
  writeElement(
    TAG.sequence,
    writeVersion(0),
    issuerAndSerialNumber,
    writeElement(TAG.sequence, writeIdentifier(RSA), writeElement(TAG.null)),
    writeElement(TAG.octetString, publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key)),
  )

/** Those that carry the key under RSA; other kinds are left out. */
export const readRecipientInfos = (set: BerElement | undefined): RecipientInfo[] => {
  if (set?.tag !== TAG.set) throw notCms()
  return readElements(set.content).flatMap(({ tag, content }) => {
    const [, identifier, algorithm, encryptedKey] = readElements(content)
    return tag === TAG.sequence && identifier && algorithm && encryptedKey
      ? [{ identifier, algorithm, encryptedKey: octetsOf(encryptedKey) }]
      : []
  })
}

/**
 * The key of the content. A key that was not well padded, or is not so many bytes long, comes out as a random one: that
 * nobody can tell from the answer which it was keeps the private key from being probed (RFC 3218 §2.3).
 */
export function unwrapKey({ algorithm, encryptedKey }: RecipientInfo, privateKey: KeyObject, bytes: number): Uint8Array {
  const [type, parameters] = readElements(algorithm.content)
  const identifier = readIdentifier(type)
  const random = randomBytes(bytes)
  if (identifier !== RSA && identifier !== RSA_OAEP) {
    throw new SluiceError('processing-failed', `The key encryption algorithm ${identifier} is not supported`)
  }
  try {
    const key = identifier === RSA ? withoutPadding(privateKey, encryptedKey, bytes) : unwrapOaep(privateKey, encryptedKey, parameters)
    return key.length === bytes ? key : random
  } catch {
    return random
  }
}

/** Node refuses to take this padding off by itself, because its answer tells whether it was right (RFC 8017 §7.2.2). */
function withoutPadding(privateKey: KeyObject, encryptedKey: Uint8Array, bytes: number): Uint8Array {
  const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encryptedKey)
  const start = block.length - bytes
  const padding = block.subarray(2, start - 1)
  const isPadded = block[0] === 0 && block[1] === 2 && padding.length >= 8 && !padding.includes(0) && block[start - 1] === 0
  return isPadded ? block.subarray(start) : new Uint8Array()
}

const HASHES: ReadonlyMap<string, string> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

/** Both hashes are the same one in practice; it is SHA-1 when the parameters do not say (RFC 4055 §4.1). */
function unwrapOaep(privateKey: KeyObject, encryptedKey: Uint8Array, parameters: BerElement | undefined): Uint8Array {
  const stated = parameters && readElements(parameters.content).find(({ tag }) => tag === TAG.context(0))
  const [algorithm] = stated ? readElements(stated.content) : []
  const identifier = algorithm ? readIdentifier(readElements(algorithm.content)[0]) : ''
  const oaepHash = stated ? HASHES.get(identifier) : 'sha1'
  return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, encryptedKey)
}
