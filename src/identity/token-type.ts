import type { Client } from '../store/clients.ts'
import { profileOf } from './profiles/index.ts'
import { Refusal } from './refusals.ts'
import type { VerifiedToken } from './verify-token.ts'

/**
 * Holds a JWT to the type that its client uses now, so that nothing else that was signed can pass for its access token (RFC 9068
 * §4; contract oauth.md K10). Throws the refusal `token-type`.
 */
export function requireTokenType({ clientId, options }: Client, { type }: VerifiedToken): void {
  const expected = profileOf(options)?.type ?? 'JWT'
  if (type === undefined || type === expected) return
  throw new Refusal('token-type', { scheme: 'bearer', clientId, value: type, allowed: [expected] })
}
