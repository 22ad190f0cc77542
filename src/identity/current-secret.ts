import type { ClientSecret } from '../store/clients.ts'

type Promoted = Pick<ClientSecret, 'promotedAt'>

/** The secret that was promoted last, the later in the list of two at once; one that waits only when there is no other. */
export function currentSecret<S extends Promoted>(secrets: readonly S[]): S | undefined {
  return secrets.reduce<S | undefined>((best, secret) => (best && rank(best) > rank(secret) ? best : secret), undefined)
}

const rank = ({ promotedAt }: Promoted): number => promotedAt ?? Number.NEGATIVE_INFINITY

/** Secrets that take turns: those of one service key, or those of a client without service keys. */
export const turnsWith = (secrets: readonly ClientSecret[], { keyId }: Pick<ClientSecret, 'keyId'>): ClientSecret[] =>
  secrets.filter((secret) => secret.keyId === keyId)
