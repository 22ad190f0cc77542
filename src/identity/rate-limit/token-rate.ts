import type { Clock } from '../../kernel/clock.ts'
import { Lru } from '../../kernel/lru.ts'
import { Refusal } from '../refusals.ts'

export interface TokenRateOptions {
  readonly clock: Clock
  /** Tokens that a client may get in a second on average, and as many at once; 0 = no limit. */
  readonly perSecond: number
}

/** Clients that are remembered. */
const REMEMBERED = 10_000

/**
 * Holds back clients that ask for a token with every call. The real service allows 60 a second (contract oauth.md §1.4). A client
 * is counted once it is known, so that nobody can use up what is another's.
 */
export class TokenRate {
  readonly #options: TokenRateOptions
  /** When the client would have got all its tokens, had it asked at the allowed pace. */
  readonly #paid = new Lru<string, number>(REMEMBERED)

  constructor(options: TokenRateOptions) {
    this.#options = options
  }

  /** Throws the refusal `too-many-token-requests`. */
  take(clientId: string): void {
    const { clock, perSecond } = this.#options
    if (perSecond === 0) return
    const now = clock.now()
    const known = this.#paid.get(clientId) ?? now
    // It is ahead by more than a second's worth only when the clock was put back.
    const paid = (known > now + 1000 ? now : Math.max(known, now)) + 1000 / perSecond
    if (paid > now + 1000) {
      const limit = Math.ceil((paid - now - 1000) / 1000)
      throw new Refusal('too-many-token-requests', { clientId, value: String(perSecond), limit })
    }
    this.#paid.set(clientId, paid)
  }
}
