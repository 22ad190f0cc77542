import { SluiceError } from '../../kernel/errors.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { readIdentifier, writeIdentifier } from './object-identifier.ts'
import { TAG } from './tags.ts'

/** Content types (RFC 5652 §4 to §8, RFC 2315 §11, RFC 5083 §2.1). */
export const CONTENT_TYPE = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  signedAndEnvelopedData: '1.2.840.113549.1.7.4',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
} as const

export interface ContentInfo {
  readonly type: string
  /** What stands in the sequence of the content. */
  readonly parts: readonly BerElement[]
}

/** A content with its type around it (RFC 5652 §3). */
export const writeContentInfo = (type: string, content: Uint8Array): Uint8Array =>
  writeElement(TAG.sequence, writeIdentifier(type), writeElement(TAG.context(0), content))

/** Throws `processing-failed` for octets that are no ContentInfo. Signed data may stand alone, as the splitter writes it. */
export function readContentInfo(bytes: Uint8Array): ContentInfo {
  const [root] = readElements(bytes)
  if (root?.tag !== TAG.sequence) throw notCms()
  const parts = readElements(root.content)
  if (parts[0]?.tag === TAG.integer) return { type: CONTENT_TYPE.signedData, parts }
  const [content] = parts[1]?.tag === TAG.context(0) ? readElements(parts[1].content) : []
  const type = readIdentifier(parts[0])
  if (type === '' || content?.tag !== TAG.sequence) throw notCms()
  return { type, parts: readElements(content.content) }
}

/** The octets of a string that may come in pieces. */
export const octetsOf = ({ tag, content }: BerElement): Uint8Array =>
  (tag & 0x20) === 0 ? content : Buffer.concat(readElements(content).map(octetsOf))

/** A string in one piece, or in pieces of so many bytes when it is longer. */
export function writeOctets(bytes: Uint8Array, blockSize: number, tags: { readonly whole: number; readonly pieces: number }): Uint8Array {
  if (blockSize <= 0 || bytes.length <= blockSize) return writeElement(tags.whole, bytes)
  const pieces: Uint8Array[] = []
  for (let start = 0; start < bytes.length; start += blockSize) {
    pieces.push(writeElement(TAG.octetString, bytes.subarray(start, start + blockSize)))
  }
  return writeElement(tags.pieces, ...pieces)
}

/** Version numbers are small. */
export const writeVersion = (version: number): Uint8Array => writeElement(TAG.integer, Buffer.of(version))

export const notCms = (): SluiceError => new SluiceError('processing-failed', 'The body is no PKCS#7/CMS message')
