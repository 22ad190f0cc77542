import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { dateTimeOffset, int32, type Properties, text } from '../../odata/edm.ts'

/** What is shown of a certificate. Times are milliseconds since the epoch. */
export interface CertificateFacts {
  readonly keyType: string
  readonly keySize: number | null
  readonly ellipticCurve: string | null
  readonly validFrom: number
  readonly validTo: number
  readonly serialNumber: string
  readonly signatureAlgorithm: string
  readonly subject: string
  readonly issuer: string
  readonly fingerprints: { readonly sha1: string; readonly sha256: string; readonly sha512: string }
}

const KEY_TYPES: Readonly<Record<string, string>> = { rsa: 'RSA', 'rsa-pss': 'RSA', ec: 'EC', dsa: 'DSA' }
const CURVE_SIZES: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 }
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'secp256r1' }

/** Reads a certificate in DER. Throws for what is none. */
export function certificateFacts(der: Uint8Array): CertificateFacts {
  const certificate = new X509Certificate(der)
  const { asymmetricKeyType = '', asymmetricKeyDetails } = certificate.publicKey
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {}
  const parsed = new x509.X509Certificate(Uint8Array.from(der))
  return {
    keyType: KEY_TYPES[asymmetricKeyType] ?? asymmetricKeyType,
    keySize: modulusLength ?? CURVE_SIZES[namedCurve ?? ''] ?? null,
    ellipticCurve: namedCurve === undefined ? null : (CURVES[namedCurve] ?? namedCurve),
    validFrom: parsed.notBefore.getTime(),
    validTo: parsed.notAfter.getTime(),
    serialNumber: `0x${parsed.serialNumber.replace(/^0+(?=.)/, '').toUpperCase()}`,
    signatureAlgorithm: signatureName(parsed.signatureAlgorithm),
    subject: parsed.subject,
    issuer: parsed.issuer,
    fingerprints: { sha1: certificate.fingerprint, sha256: certificate.fingerprint256, sha512: certificate.fingerprint512 },
  }
}

/** `SHA256withRSA`: the name that Java gives to a signature. */
function signatureName({ name, hash }: { readonly name: string; readonly hash?: unknown }): string {
  const digest = typeof hash === 'object' && hash !== null && 'name' in hash ? String(hash.name).replace('-', '') : ''
  if (name === 'RSA-PSS') return 'RSASSA-PSS'
  return digest === '' ? name : `${digest}with${name.startsWith('RSA') ? 'RSA' : name}`
}

/** `null` while the certificate is valid, as the service shows it. */
function validityAt({ validFrom, validTo }: CertificateFacts, now: number): string | null {
  if (now < validFrom) return 'notYetValid'
  return now > validTo ? 'expired' : null
}

/** Properties that entries and the links of their chains share. */
export const certificateProperties: Properties<{ readonly facts: CertificateFacts; readonly now: number }> = {
  KeyType: text(({ facts }) => facts.keyType),
  KeySize: int32(({ facts }) => facts.keySize),
  ValidNotBefore: dateTimeOffset(({ facts }) => facts.validFrom),
  ValidNotAfter: dateTimeOffset(({ facts }) => facts.validTo),
  SerialNumber: text(({ facts }) => facts.serialNumber),
  SignatureAlgorithm: text(({ facts }) => facts.signatureAlgorithm),
  EllipticCurve: text(({ facts }) => facts.ellipticCurve),
  Validity: text(({ facts, now }) => validityAt(facts, now)),
  SubjectDN: text(({ facts }) => facts.subject),
  IssuerDN: text(({ facts }) => facts.issuer),
  Version: int32(() => 3),
  FingerprintSha1: text(({ facts }) => facts.fingerprints.sha1),
  FingerprintSha256: text(({ facts }) => facts.fingerprints.sha256),
  FingerprintSha512: text(({ facts }) => facts.fingerprints.sha512),
}
