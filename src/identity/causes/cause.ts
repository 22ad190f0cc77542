import type { ErrorCode } from '../../kernel/errors.ts'
import type { Application } from '../../store/clients.ts'
import type { Dialect } from '../../store/subaccounts.ts'

/** What is known about a refusal, by name. Never a secret, a token or a body. */
export interface Facts {
  readonly clientId?: string
  readonly dialect?: Dialect
  /** The application that was called and the one that the client is for. */
  readonly application?: Application
  readonly clientApplication?: Application
  readonly resource?: string
  readonly scheme?: 'bearer' | 'basic' | 'dpop' | 'certificate' | 'assertion' | 'session' | 'other'
  readonly needed?: readonly string[]
  readonly held?: readonly string[]
  readonly user?: string
  /** Name of the service instance that owns the client. */
  readonly instance?: string
  readonly audience?: readonly string[]
  readonly acceptedAudience?: readonly string[]
  /** ISO 8601. */
  readonly expiredAt?: string
  readonly checkedAt?: string
  /** What exactly was wrong with a header, a token or a parameter. */
  readonly defect?: string
  readonly parameter?: string
  readonly value?: string
  readonly method?: string
  /** Grant types of the client. */
  readonly grants?: readonly string[]
  readonly allowed?: readonly string[]
  readonly limit?: number
  /** Roles that the user has for the other application. */
  readonly heldElsewhere?: readonly string[]
  readonly tokenUrl?: string
}

type Text = string | ((facts: Facts) => string)

/** One cause: how the wire says it, what happened, and what to do. */
export interface CauseDefinition {
  readonly code: ErrorCode
  /** OAuth error code (RFC 6749 §5.2, RFC 6750 §3.1). */
  readonly error: string
  /** Public text. */
  readonly text: Text
  readonly happened: Text
  readonly remedy: Text
}

export const say = (text: Text, facts: Facts): string => (typeof text === 'string' ? text : text(facts))

/** `A, B and C` for sentences; `none` when there are none. */
export function enumerate(names: readonly string[] = []): string {
  if (names.length === 0) return 'none'
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
