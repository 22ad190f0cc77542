import type { Clock } from '../../kernel/clock.ts'
import { messageOf } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import { DAY } from '../signing-keys/key-state.ts'
import type { ExpiringThings } from './expiring-things.ts'

/** Days before the end from which on it is told. */
export const WARNING_DAYS = 30

export interface WatchOptions {
  readonly expiring: Pick<ExpiringThings, 'within'>
  readonly clock: Clock
  readonly logger: Logger
}

/** Warns once a day in the log of what ends soon. */
export class ExpiryWatch {
  readonly #options: WatchOptions
  #nextDay = 0

  constructor(options: WatchOptions) {
    this.#options = options
  }

  /** To be called at least once a day; never throws. */
  async run(): Promise<void> {
    const { expiring, clock, logger } = this.#options
    const now = clock.now()
    if (now < this.#nextDay) return
    this.#nextDay = now + DAY
    try {
      for (const { kind, dialect, name, expiresAt, remedy } of await expiring.within(WARNING_DAYS)) {
        const verb = expiresAt <= now ? 'has expired' : 'expires soon'
        logger.warn(`A ${kind} ${verb}`, { subaccount: dialect, name, expiresAt: new Date(expiresAt).toISOString(), remedy })
      }
    } catch (thrown) {
      logger.error('What expires soon could not be read', { reason: messageOf(thrown) })
    }
  }
}
