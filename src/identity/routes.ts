import type { HttpHandler } from '../kernel/http.ts'
import { DIALECTS } from './dialects/index.ts'
import { metadataPath, openidConfiguration, serverMetadata } from './discovery.ts'
import { type KeySetOptions, tokenKey, tokenKeys } from './key-set.ts'
import { oauthError } from './oauth-error.ts'
import { Refusal } from './refusals.ts'
import { SESSION_PATH, type SessionEndpointOptions, sessionEndpoint } from './sessions/session-endpoint.ts'
import { type TokenEndpointOptions, tokenEndpoint } from './token-endpoint.ts'
import { type TokenServiceOptions, tokenServiceRoutes } from './token-services/index.ts'

/** An address and what answers there, whatever the method. */
export interface Route {
  readonly path: string
  readonly handler: HttpHandler
}

/** Everything that the authorization server answers, and where the cockpit logs in. */
export function identityRoutes(
  options: TokenEndpointOptions & KeySetOptions & TokenServiceOptions & SessionEndpointOptions,
): readonly Route[] {
  const document = (path: string, handler: HttpHandler): Route => exactly(path, recording(handler, options))
  const configuration = openidConfiguration(options)
  return [
    ...Object.values(DIALECTS).map((dialect) => exactly(dialect.tokenPath, tokenEndpoint(dialect, options))),
    document('/token_keys', tokenKeys(options)),
    document('/token_key', tokenKey(options)),
    ...tokenServiceRoutes(options).map(({ path, handler, below }) => {
      const hosted = recording(onKnownHost(handler, options), options)
      return below ? { path, handler: hosted } : exactly(path, hosted)
    }),
    document('/.well-known/openid-configuration', configuration),
    document('/oauth/token/.well-known/openid-configuration', configuration),
    ...Object.values(DIALECTS).map((dialect) => document(metadataPath(dialect), serverMetadata(dialect, options))),
    document(SESSION_PATH, sessionEndpoint(options)),
  ]
}

/** These answer for every subaccount, and on the host of nobody for none (contract oauth.md X46). */
function onKnownHost(handler: HttpHandler, { tenants }: KeySetOptions): HttpHandler {
  return async (request) => {
    await tenants.named(request)
    return handler(request)
  }
}

/** A server may hand over everything below an address too. Throws the refusal `address-not-found` for that. */
function exactly(path: string, handler: HttpHandler): Route {
  return {
    path,
    async handler(request) {
      if (request.path !== path) throw new Refusal('address-not-found', { resource: request.path })
      return handler(request)
    },
  }
}

/** Answers and records refusals of the public documents. */
function recording(handler: HttpHandler, { refusals }: Pick<TokenEndpointOptions, 'refusals'>): HttpHandler {
  return async (request) => {
    try {
      return await handler(request)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      refusals.record(request, thrown)
      const { status, error, message: text, facts } = thrown
      return oauthError({ status, error, text }, 'json', {
        ...(facts.allowed !== undefined && { Allow: facts.allowed.join(', ') }),
        ...(status === 429 && { 'Retry-After': String(facts.limit) }),
      })
    }
  }
}
