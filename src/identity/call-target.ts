import type { Need } from './principal.ts'

/** What a call to an address asks of its caller, for questions without a call. */
export interface CallTarget {
  /** All of these; an expanded answer has more than one. */
  readonly needs: readonly Need[]
  /** Refuses also who may call, because nothing answers there. */
  requireFound(): void
}
