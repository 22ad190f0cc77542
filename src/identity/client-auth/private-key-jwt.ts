import type { ClientAuthentication } from './client-authentication.ts'

/** A JWT that the client signed with its private key (RFC 7523 §2.2). */
export const privateKeyJwt: ClientAuthentication = {
  metadataName: 'private_key_jwt',
  find(_request, parameters) {
    const assertion = parameters.get('client_assertion')
    if (assertion === undefined) return undefined
    return ({ assertions }) => assertions.authenticate({ type: parameters.get('client_assertion_type'), assertion })
  },
}
