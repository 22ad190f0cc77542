import { narrowScopes } from '../scopes.ts'
import type { Grant } from './grant.ts'

/** RFC 6749 §4.4. There is no refresh token. */
export const clientCredentials: Grant = {
  grantType: 'client_credentials',
  scopes: ({ parameters, client, authorities }) => narrowScopes(parameters.get('scope'), authorities, client.clientId),
}
