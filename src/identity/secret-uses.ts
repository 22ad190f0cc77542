import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { ClientStore } from '../store/clients.ts'

/** Milliseconds between two writes; uses within one interval are one. */
const INTERVAL = 60_000

export interface SecretUseOptions {
  readonly store: Pick<ClientStore, 'noteSecretUse'>
  readonly clock: Clock
  readonly logger: Logger
}

/** When each secret opened last: remembered at once, written in groups, so that no call waits for it. */
export class SecretUses {
  readonly #options: SecretUseOptions
  #uses = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(options: SecretUseOptions) {
    this.#options = options
  }

  note(secretId: string): void {
    this.#uses.set(secretId, this.#options.clock.now())
    this.#timer ??= setTimeout(() => void this.flush(), INTERVAL).unref()
  }

  /** Resolves when every use so far is stored, or its loss was logged. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const uses = [...this.#uses].map(([id, usedAt]) => ({ id, usedAt }))
    this.#uses = new Map()
    if (uses.length === 0) return
    try {
      await this.#options.store.noteSecretUse(uses)
    } catch (thrown) {
      this.#options.logger.warn('Last use of client secrets was not stored', { secrets: uses.length, reason: messageOf(thrown) })
    }
  }
}
