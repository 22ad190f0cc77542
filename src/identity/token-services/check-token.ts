import type { HttpHandler } from '../../kernel/http.ts'
import { Refusal } from '../refusals.ts'
import { requireAuthority, type TokenServiceCaller, tokenServiceCaller } from './caller.ts'
import { jsonAnswer, readTokenForm } from './endpoint.ts'
import type { IntrospectionOptions } from './introspection.ts'
import { type InspectedToken, inspectToken, RESOURCE_AUTHORITY } from './token-inspection.ts'

/** `/check_token`, UAA's older introspection: the claims, or 400 with what is wrong (contract oauth.md §1.7). */
export function checkToken(options: IntrospectionOptions): HttpHandler {
  return async (request) => {
    const parameters = await readTokenForm(request)
    const caller = await tokenServiceCaller(request, parameters, options)
    requireAuthority(caller, RESOURCE_AUTHORITY, request.path)
    const token = parameters.get('token')
    if (token === undefined) throw new Refusal('token-to-check-missing')
    const found = await goodToken(token, caller, options)
    requireScopes(found, parameters.get('scopes')?.split(',') ?? [])
    return jsonAnswer(found.claims)
  }
}

async function goodToken(token: string, caller: TokenServiceCaller, options: IntrospectionOptions): Promise<InspectedToken> {
  try {
    return await inspectToken(token, caller, options)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    throw new Refusal('token-not-good', { clientId: thrown.facts.clientId, defect: thrown.reason })
  }
}

function requireScopes({ known, verified }: InspectedToken, requested: readonly string[]): void {
  const needed = requested.filter((scope) => !verified.scopes.has(scope)).map((scope) => scope.slice(0, 200))
  if (needed.length === 0) return
  throw new Refusal('scopes-not-in-token', { clientId: known.client.clientId, needed, held: [...verified.scopes] })
}
