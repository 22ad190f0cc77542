import { readKeySet } from '../identity/client-keys.ts'
import { TOKEN_PROFILES } from '../identity/profiles/index.ts'
import type { ClientOptions } from '../store/clients.ts'

/** The JWT of the dialect; a word for it, so that an update can go back to it. */
const STANDARD = 'standard'

export const TOKEN_PROFILE_WORDS = [STANDARD, ...TOKEN_PROFILES] as const

/** What an administrator may choose for a client and its tokens, beyond its dialect. */
export interface TokenChoice {
  readonly tokenProfile?: (typeof TOKEN_PROFILE_WORDS)[number] | undefined
  readonly dpopBound?: boolean | undefined
  /** Public keys for `private_key_jwt`, as a JWK set; `null` = none. */
  readonly jwks?: unknown
}

/** As stored: only what was opted into. Throws `bad-request` for keys that cannot be used. */
export const tokenOptions = ({ tokenProfile, dpopBound, jwks }: TokenChoice): ClientOptions => ({
  ...(tokenProfile !== undefined && tokenProfile !== STANDARD && { tokenProfile }),
  ...(dpopBound === true && { dpopBound }),
  ...(jwks !== undefined && jwks !== null && { jwks: readKeySet(jwks) }),
})
