import { Refusal } from '../refusals.ts'
import type { ClientAuthentication } from './client-authentication.ts'

/** The client certificate of the connection, with `client_id` and no secret (RFC 8705 §2). */
export const certificate: ClientAuthentication = {
  metadataName: 'tls_client_auth',
  find({ clientCertificate, headerValues }, parameters) {
    if (clientCertificate === undefined || headerValues.authorization !== undefined) return undefined
    const clientId = parameters.get('client_id')
    if (clientId === undefined) throw new Refusal('certificate-without-client-id', { scheme: 'certificate' })
    return ({ certificates }) => certificates.authenticate(clientCertificate, clientId)
  },
}
