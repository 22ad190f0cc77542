import { wholeClaim } from '../narrowing.ts'
import type { JwtProfile } from './profile.ts'

/** What this server reads of a token, apart from client and audience, whose names differ. */
const OWN_CLAIMS = ['iss', 'iat', 'exp', 'jti', 'rev_sig', 'cnf']

/**
 * As short as this server and SAP's libraries allow (contract oauth.md §3): the client is named once, rights once, and the audience
 * is the application that all of them belong to. Of what the client could have had it only says whether it is all there.
 */
export const compact: JwtProfile = {
  type: 'JWT',
  withoutKeySetUrl: true,
  claims(token, dialect) {
    const claims = dialect.claims(token)
    const own = [dialect.tenantClaim, ...OWN_CLAIMS].filter((name) => claims[name] !== undefined)
    return {
      ...(claims.ext_attr !== undefined && { ext_attr: { enhancer: 'XSUAA' } }),
      ...(claims.az_attr !== undefined && { az_attr: claims.az_attr }),
      cid: token.client.clientId,
      ...(token.scopes.length > 0 && { scope: token.scopes }),
      ...wholeClaim(token),
      aud: applications(claims.aud as readonly string[], token.client.clientId),
      ...Object.fromEntries(own.map((name) => [name, claims[name]])),
    }
  },
}

/** Audiences without the parts of an application that they name; the client id is one only when there is no other. */
function applications(audience: readonly string[], clientId: string): string | readonly string[] {
  const others = audience.filter((entry) => entry !== clientId && entry !== 'uaa').map((entry) => entry.split('.', 1)[0]!)
  const [first = clientId, ...more] = new Set(others)
  return more.length === 0 ? first : [first, ...more]
}
