import type { Store } from '../../store/store.ts'
import { claimsOf, type JwtMembers, parseJwt } from '../jwt.ts'
import type { LiveToken, LiveTokens } from '../live-tokens.ts'
import { Refusal } from '../refusals.ts'
import { tokenHash } from '../token-hash.ts'
import type { TokenServiceCaller } from './caller.ts'

/** A good token with everything that it says. */
export interface InspectedToken extends LiveToken {
  readonly claims: JwtMembers
}

export interface InspectionOptions {
  readonly store: Pick<Store, 'tokens'>
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
  return { ...live, claims: await readClaims(token, live, options.store) }
}

function maySee(caller: TokenServiceCaller, { known }: LiveToken): boolean {
  if (caller.kind === 'admin' || caller.known.client.clientId === known.client.clientId) return true
  return caller.known.subaccount.id === known.subaccount.id && caller.authorities.includes(RESOURCE_AUTHORITY)
}

/** The stored claims of an opaque token have no `jti`, which is its value. */
async function readClaims(token: string, { verified }: LiveToken, store: InspectionOptions['store']): Promise<JwtMembers> {
  if (verified.id !== null) return claimsOf(parseJwt(token))
  return { jti: token, ...(await store.tokens.find(tokenHash(token)))?.claims }
}
