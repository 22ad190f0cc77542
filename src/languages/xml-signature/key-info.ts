import { X509Certificate } from 'node:crypto'
import type { Element } from 'slimdom'
import { XMLDSIG, XMLDSIG_11 } from './algorithms.ts'
import { type KeyValue, keyValueOf, withoutZeros } from './key-value.ts'
import type { SignatureWriter } from './signature-writer.ts'

/** What a signature can tell about the key that verifies it. */
export type KeyInfoPart = 'certificate-chain' | 'certificate' | 'issuer-serial' | 'key-value'

/** KeyInfo (“XML Signature Syntax and Processing” 1.1 §4.5); certificates in DER, that of the signer first. */
export function writeKeyInfo(writer: SignatureWriter, chain: readonly Uint8Array[], parts: ReadonlySet<KeyInfoPart>): Element {
  const own = new X509Certificate(chain[0]!)
  const keyInfo = writer.element('KeyInfo')
  if (parts.has('key-value')) keyInfo.append(writer.element('KeyValue', {}, writeKeyValue(writer, keyValueOf(own.publicKey))))
  const shown = parts.has('certificate-chain') ? chain : parts.has('certificate') ? chain.slice(0, 1) : []
  const data = [
    ...(parts.has('issuer-serial') ? [writeIssuerSerial(writer, own)] : []),
    ...shown.map((der) => writer.element('X509Certificate', {}, base64(der))),
  ]
  if (data.length > 0) keyInfo.append(writer.element('X509Data', {}, ...data))
  return keyInfo
}

/** Whether the element means this certificate; `undefined` when it says nothing that is understood here. */
export function meansCertificate(keyInfo: Element, certificate: X509Certificate): boolean | undefined {
  const certificates = textsOf(keyInfo, XMLDSIG, 'X509Certificate')
  if (certificates.length > 0) return certificates.some((text) => Buffer.from(text, 'base64').equals(certificate.raw))
  const serials = textsOf(keyInfo, XMLDSIG, 'X509SerialNumber')
  if (serials.length > 0) return serials.some((text) => text.trim() === serialOf(certificate))
  const [value] = keyInfo.getElementsByTagNameNS(XMLDSIG, 'KeyValue')
  return value ? meansKey(value, keyValueOf(certificate.publicKey)) : undefined
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const textsOf = (element: Element, namespace: string, name: string): string[] =>
  element.getElementsByTagNameNS(namespace, name).map(({ textContent }) => textContent ?? '')

function writeKeyValue(writer: SignatureWriter, { namespace, name, numbers, curve }: KeyValue): Element {
  if (namespace === XMLDSIG) {
    return writer.element(name, {}, ...numbers.map(([number, value]) => writer.element(number, {}, base64(value))))
  }
  const curves = curve === undefined ? [] : [writer.foreign(XMLDSIG_11, 'NamedCurve', { URI: curve })]
  return writer.foreign(
    namespace,
    name,
    {},
    ...curves,
    ...numbers.map(([number, value]) => writer.foreign(XMLDSIG_11, number, {}, base64(value))),
  )
}

const writeIssuerSerial = (writer: SignatureWriter, certificate: X509Certificate): Element =>
  writer.element(
    'X509IssuerSerial',
    {},
    writer.element('X509IssuerName', {}, issuerOf(certificate)),
    writer.element('X509SerialNumber', {}, serialOf(certificate)),
  )

/** The most specific part first (RFC 4514 §2.1). */
const issuerOf = ({ issuer }: X509Certificate): string => issuer.split('\n').reverse().join(',')

const serialOf = ({ serialNumber }: X509Certificate): string => BigInt(`0x${serialNumber}`).toString()

const meansKey = (value: Element, { namespace, numbers }: KeyValue): boolean =>
  numbers.every(([name, number]) =>
    textsOf(value, namespace, name).some((text) => Buffer.compare(withoutZeros(Buffer.from(text, 'base64')), withoutZeros(number)) === 0),
  )
