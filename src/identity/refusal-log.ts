import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import type { HttpRequest } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import type { RefusalStore, StoredRefusal } from '../store/refusals.ts'
import type { Refusal } from './refusals.ts'

export interface RefusalLogOptions {
  readonly store: RefusalStore
  readonly clock: Clock
  readonly logger: Logger
  /** Number of refusals that are kept. */
  readonly kept: number
}

/** Refusals are collected this long before they are written, milliseconds. */
const GROUP_TIME = 5

/** More than this waiting means that the store does not keep up: the oldest are dropped. */
const WAITING_LIMIT = 10_000

/** Keeps refused calls for `sluice explain`. Written in groups, so that refusing never waits for the store. */
export class RefusalLog {
  readonly #options: RefusalLogOptions
  #waiting: StoredRefusal[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #sincePrune = 0

  constructor(options: RefusalLogOptions) {
    this.#options = options
  }

  /** @param answered what the caller was told, where an edge words it differently */
  record(
    request: HttpRequest,
    refusal: Refusal,
    answered: { status: number; text: string } = { status: refusal.status, text: refusal.message },
  ): void {
    if (this.#waiting.length >= WAITING_LIMIT) this.#waiting.shift()
    this.#waiting.push({
      requestId: request.id,
      time: this.#options.clock.now(),
      cause: refusal.reason,
      status: answered.status,
      method: request.method,
      path: request.path,
      remoteAddress: request.remoteAddress,
      clientId: refusal.facts.clientId ?? null,
      text: answered.text,
      facts: { ...refusal.facts },
    })
    this.#timer ??= setTimeout(() => this.#write(), GROUP_TIME)
  }

  /** Resolves when everything recorded so far is in the store. */
  flush(): Promise<void> {
    if (this.#waiting.length > 0) this.#write()
    return this.#writing
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const group = this.#waiting
    this.#waiting = []
    this.#writing = this.#writing.then(() => this.#add(group))
  }

  async #add(group: readonly StoredRefusal[]): Promise<void> {
    const { store, logger, kept } = this.#options
    try {
      await store.add(group)
      this.#sincePrune += group.length
      if (this.#sincePrune < kept / 10) return
      this.#sincePrune = 0
      await store.prune(kept)
    } catch (thrown) {
      logger.error('Refusals could not be kept', { count: group.length, reason: messageOf(thrown) })
    }
  }
}
