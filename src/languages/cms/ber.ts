import { SluiceError } from '../../kernel/errors.ts'

/** An element of the basic encoding rules (ITU-T X.690). */
export interface BerElement {
  /** The identifier octet. */
  readonly tag: number
  /** All octets of the element. */
  readonly raw: Uint8Array
  readonly content: Uint8Array
}

/** The elements one after the other. Throws `processing-failed` for octets that are none. */
export function readElements(bytes: Uint8Array): BerElement[] {
  const elements: BerElement[] = []
  for (let offset = 0; offset < bytes.length; ) {
    const element = readElement(bytes, offset)
    elements.push(element)
    offset += element.raw.length
  }
  return elements
}

/** An element with a definite length. */
export function writeElement(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.of(tag), lengthOctets(content.length), content])
}

const INDEFINITE = 0x80

function readElement(bytes: Uint8Array, offset: number): BerElement {
  const tag = bytes[offset]!
  const first = bytes[offset + 1] ?? INVALID
  if ((tag & 0x1f) === 0x1f || first > 0x84) throw invalid(offset)
  const start = offset + 2 + (first > INDEFINITE ? first - INDEFINITE : 0)
  if (first === INDEFINITE) return readIndefinite(bytes, offset, start)
  let length = first
  if (first > INDEFINITE) length = bytes.subarray(offset + 2, start).reduce((sum, octet) => sum * 256 + octet, 0)
  if (start + length > bytes.length) throw invalid(offset)
  return { tag, raw: bytes.subarray(offset, start + length), content: bytes.subarray(start, start + length) }
}

const INVALID = 0xff

/** Elements up to the end-of-contents octets. */
function readIndefinite(bytes: Uint8Array, offset: number, start: number): BerElement {
  let end = start
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) {
    if (end >= bytes.length) throw invalid(offset)
    end += readElement(bytes, end).raw.length
  }
  return { tag: bytes[offset]!, raw: bytes.subarray(offset, end + 2), content: bytes.subarray(start, end) }
}

function lengthOctets(length: number): Uint8Array {
  if (length < INDEFINITE) return Buffer.of(length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Buffer.of(INDEFINITE + octets.length, ...octets)
}

const invalid = (offset: number): SluiceError =>
  new SluiceError('processing-failed', `The body is no PKCS#7 message: there is no valid element at byte ${offset}`)
