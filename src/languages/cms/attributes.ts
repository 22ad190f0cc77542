import { SluiceError } from '../../kernel/errors.ts'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { readIdentifier, writeIdentifier } from './object-identifier.ts'
import { TAG } from './tags.ts'

/** Signed attributes (RFC 5652 §11). */
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'

export interface SignedAttributes {
  readonly contentType: string
  readonly messageDigest: Uint8Array
  /** Milliseconds since the epoch. */
  readonly signingTime: number | undefined
}

/** The attributes one behind the other, in the order of DER: what stands in their set. */
export function writeAttributes({ contentType, messageDigest, signingTime }: SignedAttributes): Uint8Array {
  const attributes = [
    writeAttribute(CONTENT_TYPE, writeIdentifier(contentType)),
    writeAttribute(MESSAGE_DIGEST, writeElement(TAG.octetString, messageDigest)),
    ...(signingTime === undefined ? [] : [writeAttribute(SIGNING_TIME, writeTime(signingTime))]),
  ]
  return Buffer.concat(attributes.sort(Buffer.compare))
}

/** The two that must be there, each once with one value. Throws `processing-failed` when they are not. */
export function readAttributes(set: Uint8Array): Pick<SignedAttributes, 'contentType' | 'messageDigest'> {
  const attributes = readElements(set).map(({ content }) => readElements(content))
  const soleValue = (identifier: string): BerElement => {
    const found = attributes.filter(([type]) => readIdentifier(type) === identifier).map(([, values]) => values)
    const [value, ...others] = found.length === 1 && found[0] ? readElements(found[0].content) : []
    if (!value || others.length > 0)
      throw new SluiceError('processing-failed', 'The signed attributes of the PKCS#7 signature are not valid')
    return value
  }
  return { contentType: readIdentifier(soleValue(CONTENT_TYPE)), messageDigest: soleValue(MESSAGE_DIGEST).content }
}

const writeAttribute = (identifier: string, value: Uint8Array): Uint8Array =>
  writeElement(TAG.sequence, writeIdentifier(identifier), writeElement(TAG.set, value))

/** Two digits for the year up to 2049 (RFC 5652 §11.3). */
function writeTime(time: number): Uint8Array {
  const digits = `${new Date(time).toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`
  return new Date(time).getUTCFullYear() < 2050
    ? writeElement(TAG.utcTime, Buffer.from(digits.slice(2)))
    : writeElement(TAG.generalizedTime, Buffer.from(digits))
}
