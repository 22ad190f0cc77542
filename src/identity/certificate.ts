import { createHash, X509Certificate } from 'node:crypto'
import { parseName } from '../kernel/distinguished-name.ts'

/** An X.509 certificate as far as it says who somebody is. Times in milliseconds since the epoch. */
export interface Certificate {
  /** Base64url SHA-256 of the DER: `x5t#S256` of RFC 8705 §3.1. */
  readonly thumbprint: string
  /** From the person to the country, as RFC 4514 §2.1 writes names. */
  readonly subjectDn: string
  readonly issuerDn: string
  /** Subject and issuer in a spelling that compares. */
  readonly names: string
  /** Hexadecimal, upper case. */
  readonly serialNumber: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly pem: string
}

/** Reads DER or PEM; nothing when it is no certificate or its names cannot be compared. */
export function readCertificate(encoded: Uint8Array | string): Certificate | undefined {
  const certificate = parse(encoded)
  if (certificate === undefined) return undefined
  const [subject, issuer] = [parseName(oneLine(certificate.subject)), parseName(oneLine(certificate.issuer))]
  if (subject === undefined || issuer === undefined) return undefined
  return {
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    subjectDn: oneLine(certificate.subject),
    issuerDn: oneLine(certificate.issuer),
    names: JSON.stringify([subject, issuer]),
    serialNumber: certificate.serialNumber,
    issuedAt: Date.parse(certificate.validFrom),
    expiresAt: Date.parse(certificate.validTo),
    pem: certificate.toString(),
  }
}

function parse(encoded: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(encoded)
  } catch {
    return undefined
  }
}

/** Node gives the attributes as lines in the order of the encoding. A certificate without a subject has none. */
const oneLine = (name: string | undefined): string => (name ?? '').split('\n').reverse().join(', ')
