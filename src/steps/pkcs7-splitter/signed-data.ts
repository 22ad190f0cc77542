import { SluiceError } from '../../kernel/errors.ts'
import { type BerElement, readElements, writeElement } from '../../languages/cms/ber.ts'

const INTEGER = 0x02
const OCTET_STRING = 0x04
const SEQUENCE = 0x30
const EXPLICIT_0 = 0xa0
/** 1.2.840.113549.1.7.2 with its tag and length (RFC 5652 §5.1). */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex')

/** The two halves of signed data. */
export interface SplitSignedData {
  readonly payload: Uint8Array
  /** The signed data without its content; in a ContentInfo when that was asked for. */
  readonly signature: Uint8Array
}

/**
 * Takes the content out of PKCS#7 signed data, in BER or DER, also in Base64 (RFC 5652 §5). Throws `processing-failed` for
 * anything else and for signed data without content.
 */
export function splitSignedData(body: Uint8Array, wrapsSignature: boolean): SplitSignedData {
  const [version, algorithms, encapsulated, ...rest] = readElements(signedDataOf(binaryOf(body)))
  if (!version || !algorithms || encapsulated?.tag !== SEQUENCE) throw notSigned()
  const [type, explicit] = readElements(encapsulated.content)
  const [content] = explicit?.tag === EXPLICIT_0 ? readElements(explicit.content) : []
  if (!type || !content) throw new SluiceError('processing-failed', 'The PKCS#7 signed data holds no content')
  const signature = writeElement(SEQUENCE, version.raw, algorithms.raw, writeElement(SEQUENCE, type.raw), ...rest.map(({ raw }) => raw))
  return {
    payload: octetsOf(content),
    signature: wrapsSignature ? writeElement(SEQUENCE, SIGNED_DATA, writeElement(EXPLICIT_0, signature)) : signature,
  }
}

/** Base64 text, with or without the lines of PEM, is decoded. */
function binaryOf(body: Uint8Array): Uint8Array {
  if (body[0] === SEQUENCE) return body
  const text = Buffer.from(body)
    .toString('latin1')
    .replace(/-----[A-Z0-9 ]+-----/g, '')
  return Buffer.from(text, 'base64')
}

/** The content of the SignedData sequence, which stands alone or in a ContentInfo. */
function signedDataOf(bytes: Uint8Array): Uint8Array {
  const [root] = readElements(bytes)
  if (root?.tag !== SEQUENCE) throw notSigned()
  const [first, explicit] = readElements(root.content)
  if (first?.tag === INTEGER) return root.content
  if (!first || Buffer.compare(first.raw, SIGNED_DATA) !== 0 || !explicit) throw notSigned()
  return readElements(explicit.content)[0]?.content ?? new Uint8Array()
}

/** A long octet string comes in pieces. */
const octetsOf = ({ tag, content }: BerElement): Uint8Array =>
  tag === OCTET_STRING ? content : Buffer.concat(readElements(content).map(octetsOf))

const notSigned = (): SluiceError => new SluiceError('processing-failed', 'The body is no PKCS#7 signed data')
