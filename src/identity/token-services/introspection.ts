import type { HttpHandler } from '../../kernel/http.ts'
import { clientUser } from '../names.ts'
import { Refusal } from '../refusals.ts'
import { type CallerOptions, requireAuthority, type TokenServiceCaller, tokenServiceCaller } from './caller.ts'
import { jsonAnswer, readTokenForm, requireToken } from './endpoint.ts'
import { type InspectedToken, type InspectionOptions, inspectToken, RESOURCE_AUTHORITY } from './token-inspection.ts'

export type IntrospectionOptions = CallerOptions & InspectionOptions

/** `/introspect` as UAA has it: all claims, `scope` as a list; for callers with the authority `uaa.resource` (contract oauth.md §1.7). */
export function uaaIntrospection(options: IntrospectionOptions): HttpHandler {
  return async (request) => {
    const parameters = await readTokenForm(request)
    const caller = await tokenServiceCaller(request, parameters, options)
    requireAuthority(caller, RESOURCE_AUTHORITY, request.path)
    const found = await introspect(requireToken(parameters, request), caller, options)
    return jsonAnswer(found === undefined ? { active: false } : { ...found.claims, active: true })
  }
}

/** Introspection of RFC 7662, for tokens of both dialects. A client without `uaa.resource` sees its own tokens. */
export function introspection(options: IntrospectionOptions): HttpHandler {
  return async (request) => {
    const parameters = await readTokenForm(request)
    const caller = await tokenServiceCaller(request, parameters, options)
    const found = await introspect(requireToken(parameters, request), caller, options)
    return jsonAnswer(found === undefined ? { active: false } : { active: true, ...standardMembers(found) })
  }
}

/** Whatever is wrong with a token, the caller learns that it is not active and nothing else (RFC 7662 §2.2). */
async function introspect(token: string, caller: TokenServiceCaller, options: IntrospectionOptions): Promise<InspectedToken | undefined> {
  try {
    return await inspectToken(token, caller, options)
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined
    throw thrown
  }
}

/** The members of RFC 7662 §2.2, whatever shape the token has. */
function standardMembers({ known, verified, claims }: InspectedToken): Record<string, unknown> {
  const { clientId } = known.client
  return {
    scope: [...verified.scopes].join(' '),
    client_id: clientId,
    token_type: verified.confirmation.jkt === undefined ? 'Bearer' : 'DPoP',
    exp: claims.exp,
    iat: claims.iat,
    sub: claims.sub ?? (known.subaccount.dialect === 'neo' ? clientUser(clientId) : clientId),
    aud: claims.aud,
    iss: claims.iss,
    jti: claims.jti,
    ...(claims.cnf !== undefined && { cnf: claims.cnf }),
  }
}
