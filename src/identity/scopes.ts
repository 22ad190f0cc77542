import { Refusal } from './refusals.ts'

const scopeList = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/

/**
 * The scopes that a token gets: what was asked for, which must be among the client's; everything when nothing was asked
 * (RFC 6749 §3.3). Throws the refusals `scope-malformed` and `scope-unknown`.
 */
export function narrowScopes(requested: string | undefined, authorities: readonly string[], clientId: string): readonly string[] {
  if (requested === undefined) return authorities
  if (!scopeList.test(requested)) throw new Refusal('scope-malformed', { clientId })
  const scopes = [...new Set(requested.split(' '))]
  const unknown = scopes.find((scope) => !authorities.includes(scope))
  if (unknown !== undefined) throw new Refusal('scope-unknown', { clientId, value: unknown.slice(0, 200), held: authorities })
  return scopes
}
