import { randomBytes } from 'node:crypto'
import { type BerElement, readElements, writeElement } from './ber.ts'
import type { CmsCertificate } from './certificate.ts'
import { type ContentCipher, readCipher, writeCipher } from './content-ciphers.ts'
import { type EncryptedContent, encryptContent, MAC_BYTES } from './content-encryption.ts'
import { CONTENT_TYPE, notCms, octetsOf, readContentInfo, writeContentInfo, writeOctets, writeVersion } from './content-info.ts'
import { writeIdentifier } from './object-identifier.ts'
import { type RecipientInfo, readRecipientInfos, writeRecipientInfo } from './recipient-info.ts'
import { TAG } from './tags.ts'

export interface Enveloping {
  readonly cipher: ContentCipher
  /** Certificates with RSA keys; each of them can open the envelope. */
  readonly recipients: readonly CmsCertificate[]
  /** Bytes of the pieces in which the content comes; in one piece when it is not positive. */
  readonly blockSize: number
}

/** EnvelopedData (RFC 5652 §6), or AuthEnvelopedData for a cipher that authenticates (RFC 5083), in a ContentInfo. */
export function envelop(content: Uint8Array, { cipher, recipients, blockSize }: Enveloping): Uint8Array {
  const key = randomBytes(cipher.keyBytes)
  const encrypted = encryptContent(content, cipher, key)
  const isAuthenticated = encrypted.mac.length > 0
  const envelope = writeElement(
    TAG.sequence,
    writeVersion(0),
    writeRecipients(recipients, key),
    writeEncryptedContent(encrypted, cipher, blockSize),
    ...(isAuthenticated ? [writeElement(TAG.octetString, encrypted.mac)] : []),
  )
  return writeContentInfo(isAuthenticated ? CONTENT_TYPE.authEnvelopedData : CONTENT_TYPE.envelopedData, envelope)
}

export const writeRecipients = (recipients: readonly CmsCertificate[], key: Uint8Array): Uint8Array =>
  writeElement(TAG.set, ...recipients.map((recipient) => writeRecipientInfo(recipient, key)))

export const writeEncryptedContent = ({ ciphertext, iv }: EncryptedContent, cipher: ContentCipher, blockSize: number): Uint8Array =>
  writeElement(
    TAG.sequence,
    writeIdentifier(CONTENT_TYPE.data),
    writeCipher(cipher, iv, MAC_BYTES),
    writeOctets(ciphertext, blockSize, { whole: TAG.contextOctets(0), pieces: TAG.context(0) }),
  )

/** A closed envelope of any kind. */
export interface Envelope {
  readonly type: string
  readonly recipients: readonly RecipientInfo[]
  readonly cipher: ContentCipher
  readonly encrypted: EncryptedContent
  /** What the authentication code covers besides the content. */
  readonly authenticated: Uint8Array
  /** The set of signatures of SignedAndEnvelopedData. */
  readonly signerInfos: BerElement | undefined
}

/** Reads EnvelopedData, AuthEnvelopedData and SignedAndEnvelopedData. Throws `processing-failed` for anything else. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const { type, parts } = readContentInfo(bytes)
  if (!ENVELOPES.has(type)) throw notCms()
  const isSigned = type === CONTENT_TYPE.signedAndEnvelopedData
  // An originator, which nobody writes, stands before the recipients; digests of signatures behind them.
  const fields = parts.slice(parts[1]?.tag === TAG.context(0) ? 2 : 1)
  const [recipients] = fields
  const [encryptedContent, ...after] = fields.slice(isSigned ? 2 : 1)
  const [, algorithm, ciphertext] = encryptedContent?.tag === TAG.sequence ? readElements(encryptedContent.content) : []
  if (!algorithm || !ciphertext) throw notCms()
  const { cipher, iv, macBytes } = readCipher(algorithm)
  return {
    type,
    recipients: readRecipientInfos(recipients),
    cipher,
    encrypted: { iv, ciphertext: octetsOf(ciphertext), mac: macOf(after, macBytes) },
    authenticated: authenticatedOf(after),
    signerInfos: isSigned ? after.at(-1) : undefined,
  }
}

const ENVELOPES: ReadonlySet<string> = new Set([
  CONTENT_TYPE.envelopedData,
  CONTENT_TYPE.authEnvelopedData,
  CONTENT_TYPE.signedAndEnvelopedData,
])

/** A shorter code can be guessed (RFC 5084 §3.2). */
const LEAST_MAC_BYTES = 12

function macOf(after: readonly BerElement[], macBytes: number): Uint8Array {
  if (macBytes === 0) return new Uint8Array()
  const mac = after.find(({ tag }) => tag === TAG.octetString)?.content
  if (mac?.length !== macBytes || macBytes < LEAST_MAC_BYTES) throw notCms()
  return mac
}

/** The attributes as a set (RFC 5083 §2.2). */
function authenticatedOf(after: readonly BerElement[]): Uint8Array {
  const attributes = after.find(({ tag }) => tag === TAG.context(1))
  return attributes ? writeElement(TAG.set, attributes.content) : new Uint8Array()
}
