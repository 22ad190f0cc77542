import { type KeyObject, X509Certificate } from 'node:crypto'
import { type BerElement, readElements, writeElement } from './ber.ts'
import { octetsOf } from './content-info.ts'
import { readIdentifier } from './object-identifier.ts'
import { TAG } from './tags.ts'

/** What CMS needs of a certificate (RFC 5280 §4.1). */
export interface CmsCertificate {
  readonly der: Uint8Array
  readonly publicKey: KeyObject
  /** IssuerAndSerialNumber (RFC 5652 §10.2.4). */
  readonly issuerAndSerialNumber: Uint8Array
  /** Empty when the certificate has none. */
  readonly subjectKeyIdentifier: Uint8Array
}

/** Reads a certificate in DER. */
export function readCertificate(der: Uint8Array): CmsCertificate {
  const fields = readElements(readElements(readElements(der)[0]!.content)[0]!.content)
  const [serial, , issuer] = fields[0]!.tag === TAG.context(0) ? fields.slice(1) : fields
  return {
    der,
    publicKey: new X509Certificate(der).publicKey,
    issuerAndSerialNumber: writeElement(TAG.sequence, issuer!.raw, serial!.raw),
    subjectKeyIdentifier: keyIdentifierOf(fields.find(({ tag }) => tag === TAG.context(3))),
  }
}

/** Whether a SignerIdentifier or RecipientIdentifier means this certificate (RFC 5652 §5.3, §6.2.1). */
export const isMeant = ({ issuerAndSerialNumber, subjectKeyIdentifier }: CmsCertificate, identifier: BerElement): boolean =>
  identifier.tag === TAG.sequence
    ? Buffer.compare(issuerAndSerialNumber, identifier.raw) === 0
    : subjectKeyIdentifier.length > 0 && Buffer.compare(subjectKeyIdentifier, octetsOf(identifier)) === 0

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14'

function keyIdentifierOf(extensions: BerElement | undefined): Uint8Array {
  if (!extensions) return new Uint8Array()
  const all = readElements(readElements(extensions.content)[0]!.content).map(({ content }) => readElements(content))
  const value = all.find(([identifier]) => readIdentifier(identifier) === SUBJECT_KEY_IDENTIFIER)?.at(-1)
  return value ? readElements(value.content)[0]!.content : new Uint8Array()
}
