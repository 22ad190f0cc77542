import type { HttpRequest } from '../kernel/http.ts'
import type { CertificateAuthenticator } from './certificate-authenticator.ts'
import { Refusal } from './refusals.ts'
import type { VerifiedToken } from './verify-token.ts'

/**
 * Lets a token that is bound to a client certificate come over a connection with that certificate only (RFC 8705 §3). Throws the
 * refusals `token-without-certificate`, `token-of-other-certificate` and those of a certificate that is not valid.
 */
export function requireBoundCertificate(
  { clientCertificate }: HttpRequest,
  { confirmation, clientId }: Pick<VerifiedToken, 'confirmation' | 'clientId'>,
  certificates: CertificateAuthenticator,
): void {
  const bound = confirmation['x5t#S256']
  if (bound === undefined) return
  const facts = { scheme: 'bearer', clientId } as const
  if (clientCertificate === undefined) throw new Refusal('token-without-certificate', facts)
  const { thumbprint } = certificates.read(clientCertificate, { clientId })
  if (thumbprint !== bound) throw new Refusal('token-of-other-certificate', facts)
}
