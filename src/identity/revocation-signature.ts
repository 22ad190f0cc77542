import type { ClientSecret } from '../store/clients.ts'
import { currentSecret, turnsWith } from './current-secret.ts'
import { murmur3 } from './murmur3.ts'

/** Something that a client can prove itself with, as far as tokens depend on it. */
export type Credential = Pick<ClientSecret, 'clientId' | 'hash'>

/** `rev_sig` of a token that depends on this credential. */
export const signatureOf = ({ clientId, hash }: Credential): string => murmur3(`${clientId}${hash}`).toString(16)

/**
 * The claim `rev_sig`: ties a token to the current secret of its client, eight hex digits at most (contract oauth.md §1.5). Of
 * several service keys it is the presented one's, so that deleting a key ends the tokens of that key alone. A client without
 * secrets has none.
 */
export function revocationSignature(secrets: readonly ClientSecret[], presented?: ClientSecret): string | undefined {
  const current = currentSecret(presented === undefined ? secrets : turnsWith(secrets, presented))
  return current && signatureOf(current)
}

/** Whether one of the client's credentials still makes this signature. */
export const isCurrent = (signature: string, credentials: readonly Credential[]): boolean =>
  credentials.some((credential) => signatureOf(credential) === signature)
