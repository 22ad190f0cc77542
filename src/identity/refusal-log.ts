import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import { GroupWriter } from '../kernel/group-writer.ts'
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
  /** How long they are kept, in days. */
  readonly keptDays: number
}

const DAY = 86_400_000

/** The request that was refused, as far as it could be read. */
export type RefusedRequest = Pick<HttpRequest, 'id' | 'method' | 'path' | 'remoteAddress'>

/** Keeps refused calls for `sluice explain`. Written in groups, so that refusing never waits for the store. */
export class RefusalLog {
  readonly #options: RefusalLogOptions
  readonly #writer: GroupWriter<StoredRefusal>
  #sincePrune = 0

  constructor(options: RefusalLogOptions) {
    this.#options = options
    this.#writer = new GroupWriter({
      write: (group) => this.#add(group),
      lost: (group, reason) =>
        options.logger.error('Refusals could not be kept', {
          count: group.length,
          reason: reason ? messageOf(reason) : 'too many at once',
        }),
    })
  }

  /** @param answered what the caller was told, where an edge words it differently */
  record(
    request: RefusedRequest,
    refusal: Refusal,
    answered: { status: number; text: string } = { status: refusal.status, text: refusal.message },
  ): void {
    this.#writer.add({
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
  }

  /** Resolves when everything recorded so far is in the store. */
  flush(): Promise<void> {
    return this.#writer.flush()
  }

  /** Takes away what is too old or too much. */
  async prune(): Promise<void> {
    const { store, clock, kept, keptDays } = this.#options
    await store.prune(kept, clock.now() - keptDays * DAY)
  }

  async #add(group: readonly StoredRefusal[]): Promise<void> {
    const { store, kept } = this.#options
    await store.add(group)
    this.#sincePrune += group.length
    if (this.#sincePrune < kept / 10) return
    this.#sincePrune = 0
    await this.prune()
  }
}
