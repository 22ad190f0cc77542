import { uuid } from '../kernel/ids.ts'
import type { ClientSecret } from '../store/clients.ts'

type Given = Pick<ClientSecret, 'clientId' | 'kind' | 'hash' | 'createdAt'> & Partial<ClientSecret>

/** The current secret of its client from its creation on, without an end, unless more is given. */
export function newSecret(given: Given): ClientSecret {
  return {
    id: uuid(),
    keyId: null,
    encrypted: null,
    promotedAt: given.createdAt,
    expiresAt: null,
    lastUsedAt: null,
    ...given,
  }
}
