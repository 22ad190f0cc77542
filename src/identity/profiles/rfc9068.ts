import { wholeClaim } from '../narrowing.ts'
import type { JwtProfile } from './profile.ts'

/** What the server itself reads besides the claims of the RFC: tenant, secret and key of the client that a token depends on. */
const OWN_CLAIMS = ['rev_sig', 'cnf']

/**
 * The JWT profile of RFC 9068 §2: for other resource servers that expect it. The client speaks for itself, so it is the subject;
 * scopes are one text, and left out when there are none (contract oauth.md §4.9).
 */
export const rfc9068: JwtProfile = {
  type: 'at+jwt',
  claims(token, dialect) {
    const { clientId } = token.client
    const claims = dialect.claims(token)
    const own = [dialect.tenantClaim, ...OWN_CLAIMS].filter((name) => claims[name] !== undefined)
    return {
      iss: token.issuer,
      exp: token.expiresAt,
      aud: claims.aud,
      sub: clientId,
      client_id: clientId,
      iat: token.issuedAt,
      jti: token.id,
      ...(token.scopes.length > 0 && { scope: token.scopes.join(' ') }),
      ...wholeClaim(token),
      ...Object.fromEntries(own.map((name) => [name, claims[name]])),
    }
  },
}
