import type { FormatName } from '../formats/index.ts'
import { clientUser } from '../names.ts'
import { LONGEST_TOKEN_LIFETIME } from '../token-lifetime.ts'
import type { DialectRules, GrantedToken } from './dialect.ts'

/** A JWT cannot be called back on the real service, so it never lives longer, whatever the client says (contract oauth.md §2). */
const LONGEST: Readonly<Record<FormatName, number>> = { jwt: 12 * 60 * 60, opaque: LONGEST_TOKEN_LIFETIME }

const noCredentials = () => ({ error: 'invalid_client', text: 'Client authentication with HTTP Basic is required' })

/** The OAuth service of the Neo environment (contract oauth.md §2). What SAP does not document follows RFC 6749. */
export const neo: DialectRules = {
  name: 'neo',
  tokenPath: '/oauth2/api/v1/token',
  issuerPath: '/oauth2/api/v1',
  keysPath: undefined,
  tenantClaim: 'account',
  clientAuthentications: ['basic', 'privateKeyJwt'],
  headers: { 'X-Content-Type-Options': 'nosniff' },
  takesAttributes: false,
  takesUsers: false,
  format: (requested) => (requested === 'jwt' || requested === 'jwtrfc' ? 'jwt' : 'opaque'),
  authorities: () => [],
  lifetime: (client, format) => Math.min(client.tokenLifetime ?? LONGEST_TOKEN_LIFETIME, LONGEST[format]),
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
    ...(token.proof?.method === 'private_key_jwt' && { client_auth_method: token.proof.method }),
    iat: token.issuedAt,
    exp: token.expiresAt,
    jti: token.id,
    ...(token.confirmation && { cnf: token.confirmation }),
  }
}

/** A client without lifetime is told 0 for an opaque token, as on the real service: its next token ends it. */
function answer(token: GrantedToken, accessToken: string): Record<string, unknown> {
  return {
    access_token: accessToken,
    token_type: token.confirmation?.jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: token.client.tokenLifetime === null && token.format === 'opaque' ? 0 : token.expiresAt - token.issuedAt,
    scope: '',
  }
}
