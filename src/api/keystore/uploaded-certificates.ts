import { X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { SluiceError } from '../../kernel/errors.ts'

/** Reads one certificate: DER, the same in base64, or PEM. Throws `unsupported-media-type`. */
export function uploadedCertificate(content: Uint8Array): Uint8Array {
  try {
    return new X509Certificate(binary(content)).raw
  } catch (cause) {
    throw new SluiceError('unsupported-media-type', 'The body is no X.509 certificate in DER, PEM or base64.', { cause })
  }
}

/** Reads a chain: PKCS#7 in DER, PEM or base64, or certificates in PEM one after another. Throws `unsupported-media-type`. */
export function uploadedChain(content: Uint8Array): Uint8Array[] {
  const blocks = Buffer.from(content)
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  try {
    if (blocks !== null) return blocks.map((block) => new X509Certificate(block).raw)
    const certificates = [...new x509.X509Certificates(Uint8Array.from(binary(content)))]
    if (certificates.length > 0) return certificates.map(({ rawData }) => new Uint8Array(rawData))
  } catch (cause) {
    throw new SluiceError('unsupported-media-type', 'The body is no certificate chain in PKCS#7 or PEM.', { cause })
  }
  throw new SluiceError('unsupported-media-type', 'The body has no certificate.')
}

/** The bytes behind PEM or base64; DER begins with the byte of a sequence, which neither does. */
function binary(content: Uint8Array): Buffer {
  if (content[0] === 0x30) return Buffer.from(content)
  const text = Buffer.from(content).toString('latin1')
  return Buffer.from(text.replace(/-----(BEGIN|END) [A-Z0-9 ]+-----/g, ''), 'base64')
}
