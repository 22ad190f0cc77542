import type { HttpHandler } from '../../kernel/http.ts'
import { checkToken } from './check-token.ts'
import { type EndpointOptions, tokenServiceEndpoint } from './endpoint.ts'
import { type IntrospectionOptions, introspection, uaaIntrospection } from './introspection.ts'
import { revocation } from './revocation.ts'
import { shownPath, UAA_REVOCATION_PATH, type UaaRevocationOptions, uaaRevocation } from './uaa-revocation.ts'

export type TokenServiceOptions = EndpointOptions & IntrospectionOptions & UaaRevocationOptions

export interface TokenServiceRoute {
  readonly path: string
  readonly handler: HttpHandler
  /** Whether everything below the path is meant too. */
  readonly below?: true
}

/** RFC 7662; UAA's introspection, which answers in another shape, is `/introspect`. */
export const INTROSPECTION_PATH = '/oauth/introspect'
/** RFC 7009, which UAA does not have. */
export const REVOCATION_PATH = '/oauth/revoke'

/** Where callers ask about tokens and call them back. */
export function tokenServiceRoutes(options: TokenServiceOptions): readonly TokenServiceRoute[] {
  return [
    { path: '/introspect', handler: tokenServiceEndpoint(uaaIntrospection(options), options) },
    { path: '/check_token', handler: tokenServiceEndpoint(checkToken(options), options) },
    { path: INTROSPECTION_PATH, handler: tokenServiceEndpoint(introspection(options), options) },
    { path: REVOCATION_PATH, handler: tokenServiceEndpoint(revocation(options), options) },
    { path: UAA_REVOCATION_PATH, handler: tokenServiceEndpoint(uaaRevocation(options), options, shownPath), below: true },
  ]
}
