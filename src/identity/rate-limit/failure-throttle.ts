import { createHash } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import { Lru } from '../../kernel/lru.ts'
import { sourceOf } from './source.ts'

export interface ThrottleOptions {
  readonly clock: Clock
  /** Failures of one client from one source that cost nothing; 0 = no limit. */
  readonly failuresPerClient: number
  /** Failures from one source, of whatever client, that cost nothing; 0 = no limit. */
  readonly failuresPerSource: number
}

/** Who tries, and as whom. */
export interface Attempt {
  readonly remoteAddress: string
  readonly clientId: string
}

/** How long the next attempt is not looked at. */
export interface Wait {
  readonly seconds: number
  readonly source: string
  /** Whether the failures of this client count, or those of all clients of the source. */
  readonly becauseOf: 'client' | 'source'
}

interface Failures {
  /** Drops with time. */
  readonly count: number
  readonly last: number
}

/** How fast failures are forgotten: one in so many milliseconds. */
const FORGET_CLIENT = 60_000
const FORGET_SOURCE = 6000

const LONGEST_WAIT = 60_000

/** Sources, and clients of sources, that are remembered; the ones that failed longest ago are forgotten first. */
const REMEMBERED = 20_000

/**
 * Slows down whoever guesses secrets: after some failures each one doubles the wait, up to a minute. Counted per client and source,
 * and per source over all clients; so nobody can lock a client out for another source (contract oauth.md X21, X22). Where a client
 * has authenticated before, the failures of other clients of that source do not hold it up. Each process counts for itself.
 */
export class FailureThrottle {
  readonly #options: ThrottleOptions
  readonly #clients = new Lru<string, Failures>(REMEMBERED)
  readonly #sources = new Lru<string, Failures>(REMEMBERED)
  /** Clients that have authenticated, by source and id: such an id is no secret. */
  readonly #trusted = new Lru<string, true>(REMEMBERED)

  constructor(options: ThrottleOptions) {
    this.#options = options
  }

  /** Nothing when the attempt may be looked at; it is answered the same whether the secret would be right or not. */
  waitOf(attempt: Attempt): Wait | undefined {
    if (this.#sources.size === 0) return undefined
    const { failuresPerClient, failuresPerSource } = this.#options
    const { source, key } = keysOf(attempt)
    const clientWait = this.#wait(this.#clients.get(key), failuresPerClient)
    if (clientWait > 0) return { seconds: Math.ceil(clientWait / 1000), source, becauseOf: 'client' }
    if (this.#trusted.get(nameOf(attempt)) === true) return undefined
    const sourceWait = this.#wait(this.#sources.get(source), failuresPerSource)
    return sourceWait > 0 ? { seconds: Math.ceil(sourceWait / 1000), source, becauseOf: 'source' } : undefined
  }

  failed(attempt: Attempt): void {
    const { source, key } = keysOf(attempt)
    this.#clients.set(key, this.#oneMore(this.#clients.get(key), FORGET_CLIENT))
    this.#sources.set(source, this.#oneMore(this.#sources.get(source), FORGET_SOURCE))
  }

  succeeded(attempt: Attempt): void {
    if (this.#clients.size > 0) this.#clients.delete(keysOf(attempt).key)
    this.#trusted.set(nameOf(attempt), true)
  }

  #oneMore(failures: Failures | undefined, forget: number): Failures {
    const now = this.#options.clock.now()
    return { count: remaining(failures, forget, now) + 1, last: now }
  }

  /** Milliseconds until the next attempt is looked at. */
  #wait(failures: Failures | undefined, free: number): number {
    if (failures === undefined || free === 0) return 0
    const now = this.#options.clock.now()
    const surplus = Math.round(failures.count) - free
    if (surplus < 0) return 0
    const wait = Math.min(1000 * 2 ** surplus, LONGEST_WAIT)
    // A clock that was put back must not make anybody wait longer.
    return failures.last > now ? 0 : failures.last + wait - now
  }
}

const remaining = (failures: Failures | undefined, forget: number, now: number): number =>
  failures === undefined ? 0 : Math.max(0, failures.count - Math.max(0, now - failures.last) / forget)

const nameOf = ({ remoteAddress, clientId }: Attempt): string => `${sourceOf(remoteAddress)}\n${clientId}`

/** What a stranger sends as id can be long, and can be a secret that slipped into the wrong field. */
function keysOf(attempt: Attempt): { source: string; key: string } {
  return { source: sourceOf(attempt.remoteAddress), key: createHash('sha256').update(nameOf(attempt)).digest('base64url') }
}
