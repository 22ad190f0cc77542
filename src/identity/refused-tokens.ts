import type { Clock } from '../kernel/clock.ts'
import type { HttpRequest } from '../kernel/http.ts'
import type { AuditedAction, AuditLog } from './audit-log.ts'
import { sourceOf } from './rate-limit/source.ts'
import type { Refusal } from './refusals.ts'
import { tokenRefused } from './token-events.ts'

export interface RefusedTokenOptions {
  readonly audit: Pick<AuditLog, 'record'>
  readonly clock: Clock
}

/** Refusals of one kind that get an entry of their own within the time, in milliseconds. */
const SINGLE_ENTRIES = 20
const TIME = 60_000

/** Kinds that are counted at once. */
const KINDS_LIMIT = 10_000

interface Kind {
  readonly since: number
  readonly last: AuditedAction
  readonly count: number
}

/**
 * Refused token requests in the audit log. Whoever can reach the server can cause them, and nothing but time takes an entry away:
 * of those with one cause from one source the first of every minute have an entry each, the others one together.
 */
export class RefusedTokens {
  readonly #options: RefusedTokenOptions
  readonly #kinds = new Map<string, Kind>()

  constructor(options: RefusedTokenOptions) {
    this.#options = options
  }

  record(refusal: Refusal, request: HttpRequest): void {
    const { audit, clock } = this.#options
    const now = clock.now()
    const key = `${sourceOf(request.remoteAddress)} ${refusal.reason}`
    const known = this.#kinds.get(key)
    if (known !== undefined && now - known.since >= TIME) this.#end(key, known)
    if (this.#kinds.size >= KINDS_LIMIT && !this.#kinds.has(key)) this.settle()
    const { since, count } = this.#kinds.get(key) ?? { since: now, count: 0 }
    const action = tokenRefused(refusal, request)
    this.#kinds.set(key, { since, last: action, count: count + 1 })
    if (count < SINGLE_ENTRIES) audit.record(action)
  }

  /** Writes down what was only counted so far; counting begins anew. */
  settle(): void {
    for (const [key, kind] of this.#kinds) this.#end(key, kind)
  }

  #end(key: string, { since, last, count }: Kind): void {
    this.#kinds.delete(key)
    const more = count - SINGLE_ENTRIES
    if (more <= 0) return
    const details = { ...last.details, more, since: new Date(since).toISOString() }
    this.#options.audit.record({ ...last, user: 'several clients', objectName: 'several clients', details })
  }
}
