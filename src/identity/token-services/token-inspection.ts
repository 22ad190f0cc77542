import { type JwtMembers, verifiedClaims } from '../jwt.ts'
import type { LiveToken, LiveTokens } from '../live-tokens.ts'
import { Refusal } from '../refusals.ts'
import type { TokenServiceCaller } from './caller.ts'

/** A good token with everything that it says. */
export interface InspectedToken extends LiveToken {
  readonly claims: JwtMembers
}

export interface InspectionOptions {
  readonly tokens: LiveTokens
}

/** The authority to look at tokens of others (contract oauth.md §1.7). */
export const RESOURCE_AUTHORITY = 'uaa.resource'

/**
 * A token as the caller may see it: its own, with the authority `uaa.resource` those of its subaccount, the administrator every
 * one. Throws the refusal that our own endpoints would; for a token that the caller may not see `token-unknown`.
 */
export async function inspectToken(token: string, caller: TokenServiceCaller, options: InspectionOptions): Promise<InspectedToken> {
  const live = await options.tokens.find({ scheme: 'bearer', token })
  if (!maySee(caller, live)) throw new Refusal('token-unknown', { scheme: 'bearer' })
  return { ...live, claims: readClaims(token, live) }
}

function maySee(caller: TokenServiceCaller, { known }: LiveToken): boolean {
  if (caller.kind === 'admin' || caller.known.client.clientId === known.client.clientId) return true
  return caller.known.subaccount.id === known.subaccount.id && caller.authorities.includes(RESOURCE_AUTHORITY)
}

/** The stored claims of an opaque token have no `jti`, which is its value; and a change of its client's lifetime may have moved its end. */
function readClaims(token: string, { verified: { claims, expiresAt } }: LiveToken): JwtMembers {
  if (claims === undefined) return verifiedClaims(token)
  return { jti: token, ...claims, ...(expiresAt !== null && { exp: expiresAt / 1000 }) }
}
