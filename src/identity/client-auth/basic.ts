import { readAuthorization } from '../authorization-header.ts'
import type { ClientAuthentication } from './client-authentication.ts'

/** HTTP Basic (RFC 6749 §2.3.1). */
export const basic: ClientAuthentication = {
  metadataName: 'client_secret_basic',
  find(request) {
    if (request.headerValues.authorization === undefined) return undefined
    const presented = readAuthorization(request)
    return presented.scheme === 'basic' ? ({ clients }) => clients.authenticate(presented.readings, request.remoteAddress) : undefined
  },
}
