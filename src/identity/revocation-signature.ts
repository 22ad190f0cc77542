import type { ClientSecret } from '../store/clients.ts'
import { murmur3 } from './murmur3.ts'

const signatureOf = (secret: Pick<ClientSecret, 'clientId' | 'hash'>): string => murmur3(`${secret.clientId}${secret.hash}`).toString(16)

/**
 * The claim `rev_sig`: ties a token to the newest secret of its client, eight hex digits at most (contract oauth.md §1.5). A
 * client without secrets has none.
 */
export function revocationSignature(secrets: readonly ClientSecret[]): string | undefined {
  const newest = secrets.reduce<ClientSecret | undefined>(
    (best, secret) => (best && best.createdAt > secret.createdAt ? best : secret),
    undefined,
  )
  return newest && signatureOf(newest)
}

/** Whether one of the client's secrets still makes this signature. */
export const isCurrent = (signature: string, secrets: readonly ClientSecret[]): boolean =>
  secrets.some((secret) => signatureOf(secret) === signature)
