import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../kernel/clock.ts'
import { messageOf } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { Chore } from './chores.ts'

export interface RetentionOptions {
  readonly chores: readonly Chore[]
  readonly clock: Clock
  readonly logger: Logger
}

const INTERVAL_MS = 600_000

/** So many messages with all that belongs to them are deleted in about ten milliseconds. */
const BATCH = 100

/** Between batches, so that calls come first however much there is to delete. */
const PAUSE_MS = 20

/** Takes away what is too old, every ten minutes, in batches between which everybody else has a turn. */
export class Retention {
  readonly #options: RetentionOptions
  readonly #stopping = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #sweep: Promise<void> = Promise.resolve()

  constructor(options: RetentionOptions) {
    this.#options = options
  }

  start(): void {
    this.#timer = setInterval(() => void this.sweep(), INTERVAL_MS).unref()
  }

  /** Resolves when everything that was too old is gone; one sweep at a time. A chore that fails is logged and tried again next time. */
  sweep(): Promise<void> {
    this.#sweep = this.#sweep.then(() => this.#sweepAll())
    return this.#sweep
  }

  /** Resolves when the batch in work is done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stopping.abort()
    await this.#sweep
  }

  async #sweepAll(): Promise<void> {
    for (const chore of this.#options.chores) await this.#perform(chore)
  }

  async #perform({ what, run }: Chore): Promise<void> {
    const { clock, logger } = this.#options
    try {
      while (!this.#stopping.signal.aborted && (await run(clock.now(), BATCH)) >= BATCH) await this.#pause()
    } catch (thrown) {
      logger.error('What is too old could not be deleted', { what, reason: messageOf(thrown) })
    }
  }

  async #pause(): Promise<void> {
    const { signal } = this.#stopping
    await pause(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
