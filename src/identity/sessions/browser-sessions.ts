import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import { Lru } from '../../kernel/lru.ts'

/** A browser in which the administrator has logged in. */
export interface BrowserSession {
  /** Must come with every request that changes something: another site can make the browser send the cookie, but cannot read this. */
  readonly csrfToken: string
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}

/** A session ends when nobody used it for so long, and in any case after a working day; milliseconds. */
const IDLE = 2 * 3_600_000
const LONGEST = 12 * 3_600_000

/** Browsers that are logged in at once; the one that was used longest ago is logged out first. */
const SESSIONS = 1000

interface Kept {
  readonly csrfToken: string
  readonly openedAt: number
  usedAt: number
}

/**
 * The sessions of the cockpit. They live in memory, so that a restart logs every browser out, and are found by the hash of their
 * id, so that how long a look-up takes tells nothing about it.
 */
export class BrowserSessions {
  readonly #clock: Clock
  readonly #sessions = new Lru<string, Kept>(SESSIONS)

  constructor(options: { readonly clock: Clock }) {
    this.#clock = options.clock
  }

  /** @returns the id, which only the browser keeps */
  open(): { readonly id: string; readonly session: BrowserSession } {
    const id = randomBytes(32).toString('base64url')
    const now = this.#clock.now()
    const kept = { csrfToken: randomBytes(32).toString('base64url'), openedAt: now, usedAt: now }
    this.#sessions.set(hash(id), kept)
    return { id, session: shown(kept) }
  }

  /** The session while it lasts; being asked for keeps it alive. */
  use(id: string): BrowserSession | undefined {
    const kept = this.#sessions.get(hash(id))
    if (kept === undefined) return undefined
    const now = this.#clock.now()
    if (now >= endOf(kept)) {
      this.close(id)
      return undefined
    }
    kept.usedAt = now
    return shown(kept)
  }

  close(id: string): void {
    this.#sessions.delete(hash(id))
  }
}

const hash = (id: string): string => createHash('sha256').update(id).digest('base64url')

const endOf = ({ openedAt, usedAt }: Kept): number => Math.min(usedAt + IDLE, openedAt + LONGEST)

const shown = (kept: Kept): BrowserSession => ({ csrfToken: kept.csrfToken, expiresAt: endOf(kept) })
