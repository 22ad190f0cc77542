import { type Certificate, readCertificate } from '../../identity/certificate.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * The one certificate in a PEM text. In JSON that was escaped twice, line breaks arrive as `\n` in two characters. Throws
 * `bad-request` for none, several, a private key, and one that has expired.
 *
 * @param source what to call the text in errors
 */
export function readPem(text: string, source: string, clock: Clock): Certificate {
  const pem = text.replaceAll('\\n', '\n')
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) throw refused(source, 'holds a private key, which must stay with the caller')
  const [block, ...others] = pem.match(BLOCK) ?? []
  if (block === undefined) throw refused(source, 'holds no certificate in PEM')
  if (others.length > 0) throw refused(source, 'holds several certificates. Give that of the client alone')
  const certificate = readCertificate(block)
  if (certificate === undefined) throw refused(source, 'holds a certificate that cannot be read, or one without a subject')
  if (certificate.expiresAt < clock.now())
    throw refused(source, `holds a certificate that expired at ${new Date(certificate.expiresAt).toISOString()}`)
  return certificate
}

const refused = (source: string, reason: string): SluiceError => new SluiceError('bad-request', `${source} ${reason}`)
