import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Store } from '../../store/store.ts'
import { tokenHash } from '../token-hash.ts'
import { LONGEST_TOKEN_LIFETIME } from '../token-lifetime.ts'
import type { VerifiedToken } from '../verify-token.ts'

export interface RevocationOptions {
  readonly store: Pick<Store, 'tokens' | 'revocations'>
  readonly clock: Clock
}

/** Milliseconds that a revocation outlives its token: a clock that went ahead and back must not make it good again (contract oauth.md X64). */
const OUTLIVES = 2 * 86_400_000

/**
 * Ends tokens before their time: an opaque one is deleted, the id of a JWT is remembered until it would have expired. Holds on
 * the next call, in every process that shares the store.
 */
export class TokenRevocation {
  readonly #options: RevocationOptions

  constructor(options: RevocationOptions) {
    this.#options = options
  }

  /** @param verified what the value says, in order */
  async revoke(value: string, { id, expiresAt }: VerifiedToken): Promise<void> {
    const { tokens, revocations } = this.#options.store
    if (id === null) await tokens.revoke(tokenHash(value)).catch(ignoreEnded)
    else await revocations.revokeToken({ id, expiresAt: expiresAt === null ? this.#forgottenAt() : expiresAt + OUTLIVES })
  }

  /** Ends the JWT that has this id. JWTs are not kept, so nobody knows whether there is one. */
  revokeId(id: string): Promise<void> {
    return this.#options.store.revocations.revokeToken({ id, expiresAt: this.#forgottenAt() })
  }

  /**
   * Ends every token that the client has. Its next one will be of a later second, so that none of this second needs to be told
   * from it. Returns how many opaque ones there were.
   */
  revokeClient(clientId: string): Promise<number> {
    const issuedUntil = Math.floor(this.#options.clock.now() / 1000) * 1000
    return this.#options.store.revocations.revokeClient({ clientId, issuedUntil, expiresAt: this.#forgottenAt() })
  }

  #forgottenAt(): number {
    return this.#options.clock.now() + LONGEST_TOKEN_LIFETIME * 1000
  }
}

/** Another request may have ended it first. */
function ignoreEnded(thrown: unknown): void {
  if (!(thrown instanceof SluiceError) || thrown.code !== 'not-found') throw thrown
}
