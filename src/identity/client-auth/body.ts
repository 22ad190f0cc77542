import type { ClientAuthentication } from './client-authentication.ts'

/** `client_id` and `client_secret` in the form body (RFC 6749 §2.3.1). */
export const body: ClientAuthentication = {
  metadataName: 'client_secret_post',
  find({ remoteAddress }, parameters) {
    const clientId = parameters.get('client_id')
    if (clientId === undefined) return undefined
    return ({ clients }) => clients.authenticate([{ clientId, secret: parameters.get('client_secret') ?? '' }], remoteAddress)
  },
}
