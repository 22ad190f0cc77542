import type { ClientAuthentication } from './client-authentication.ts'

/** `client_id` and `client_secret` in the form body (RFC 6749 §2.3.1). */
export const body: ClientAuthentication = {
  metadataName: 'client_secret_post',
  find(_request, parameters) {
    const clientId = parameters.get('client_id')
    return clientId === undefined ? undefined : [{ clientId, secret: parameters.get('client_secret') ?? '' }]
  },
}
