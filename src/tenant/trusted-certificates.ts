import { readFileSync } from 'node:fs'
import type { Settings } from '../config/settings.ts'
import { ClientCertificates } from '../http/client-certificates.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { ClientAuthority } from '../platform/certificates/client-authority.ts'

/** Whose certificates are trusted, and which proxies may forward them. Throws `bad-request` that says what is wrong. */
export function clientCertificatesOf(
  { clientCaFile, trustedProxies, clientCertificateHeader }: Settings,
  authority: ClientAuthority,
): ClientCertificates {
  const configured = clientCaFile === '' ? [] : [readText(clientCaFile)]
  return new ClientCertificates({
    authorities: [authority.certificatePem, ...configured],
    trustedProxies: trustedProxies.split(',').flatMap((entry) => entry.trim() || []),
    header: clientCertificateHeader,
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new SluiceError('bad-request', `SLUICE_CLIENT_CA_FILE cannot be read: ${messageOf(cause)}`, { cause })
  }
}
