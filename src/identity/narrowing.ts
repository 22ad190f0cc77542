import type { GrantedToken } from './dialects/dialect.ts'
import type { JwtMembers } from './jwt.ts'

/**
 * Whether a token was asked for with fewer scopes than the client could have had (RFC 6749 §3.3): it stays as narrow as it is.
 * Any other token stands for its client, and has what the client has when it is used. A token that does not say what the client
 * could have had counts as narrowed, unless it says that it is whole or names no scopes at all.
 */
export function isNarrowed({ scope, authorities, whole }: JwtMembers): boolean {
  if (scope === undefined || whole === true) return false
  const granted = new Set(names(scope))
  const possible = new Set(names(authorities))
  return granted.size !== possible.size || [...granted].some((name) => !possible.has(name))
}

/** The claim of a token that leaves out what its client could have had, and has all of it. */
export function wholeClaim({ scopes, authorities }: Pick<GrantedToken, 'scopes' | 'authorities'>): { readonly whole?: true } {
  return scopes.length > 0 && !isNarrowed({ scope: scopes, authorities }) ? { whole: true } : {}
}

/** A list, or one text with spaces between the names. */
const names = (value: unknown): unknown[] => (typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value : [])
