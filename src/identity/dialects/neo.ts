import { clientUser } from '../names.ts'
import type { DialectRules, GrantedToken } from './dialect.ts'

/** A JWT cannot be called back, so it never lives longer, whatever the client says (contract oauth.md §2). */
const LONGEST_JWT = 12 * 60 * 60

const noCredentials = () => ({ error: 'invalid_client', text: 'Client authentication with HTTP Basic is required' })

/** The OAuth service of the Neo environment (contract oauth.md §2). What SAP does not document follows RFC 6749. */
export const neo: DialectRules = {
  name: 'neo',
  tokenPath: '/oauth2/api/v1/token',
  issuerPath: '/oauth2/api/v1',
  keysPath: undefined,
  tenantClaim: 'account',
  clientAuthentications: ['basic'],
  headers: { 'X-Content-Type-Options': 'nosniff' },
  format: (requested) => (requested === 'jwt' || requested === 'jwtrfc' ? 'jwt' : 'opaque'),
  authorities: () => [],
  lifetime(client, format) {
    if (format === 'opaque') return client.tokenLifetime
    return Math.min(client.tokenLifetime ?? LONGEST_JWT, LONGEST_JWT)
  },
  claims,
  answer,
  wire: {
    'no-authorization-header': noCredentials,
    'unsupported-scheme': noCredentials,
    'garbled-authorization-header': () => ({ error: 'invalid_client', text: 'The Authorization header cannot be read' }),
  },
  challenge: () => 'Basic realm="sluice"',
}

function claims(token: GrantedToken): Record<string, unknown> {
  return {
    iss: token.issuer,
    sub: clientUser(token.client.clientId),
    client_id: token.client.clientId,
    aud: [token.client.application],
    account: token.subaccount.id,
    iat: token.issuedAt,
    exp: token.expiresAt,
    jti: token.id,
  }
}

/** A token without end says 0, as clients without lifetime did on the real service. */
function answer(token: GrantedToken, accessToken: string): Record<string, unknown> {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: token.expiresAt === null ? 0 : token.expiresAt - token.issuedAt,
    scope: '',
  }
}
