import { SluiceError } from '../kernel/errors.ts'
import type { HttpHandler } from '../kernel/http.ts'
import { DIALECTS } from './dialects/index.ts'
import { discovery } from './discovery.ts'
import { type KeySetOptions, tokenKey, tokenKeys } from './key-set.ts'
import { oauthError } from './oauth-error.ts'
import { Refusal } from './refusals.ts'
import { type TokenEndpointOptions, tokenEndpoint } from './token-endpoint.ts'

/** An address and what answers there, whatever the method. */
export interface Route {
  readonly path: string
  readonly handler: HttpHandler
}

/** Everything that the authorization server answers. */
export function identityRoutes(options: TokenEndpointOptions & KeySetOptions): readonly Route[] {
  const document = (path: string, handler: HttpHandler): Route => exactly(path, recording(handler, options))
  const configuration = discovery(options.publicUrl)
  return [
    ...Object.values(DIALECTS).map((dialect) => exactly(dialect.tokenPath, tokenEndpoint(dialect, options))),
    document('/token_keys', tokenKeys(options)),
    document('/token_key', tokenKey(options)),
    document('/.well-known/openid-configuration', configuration),
    document('/oauth/token/.well-known/openid-configuration', configuration),
  ]
}

/** A server may hand over everything below an address too. Throws `not-found` for that. */
function exactly(path: string, handler: HttpHandler): Route {
  return {
    path,
    async handler(request) {
      if (request.path !== path) throw new SluiceError('not-found', 'There is nothing at this address')
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
      return oauthError({ status, error, text }, 'json', facts.allowed === undefined ? {} : { Allow: facts.allowed.join(', ') })
    }
  }
}
