import type { Application } from '../store/clients.ts'
import type { Dialect } from '../store/subaccounts.ts'

/** What an endpoint asks of its caller. */
export interface Need {
  /** `iflmap` for integration flows, `tmn` for the management API. */
  readonly application: Application
  readonly roles: {
    /** One of these is enough; empty = any authenticated caller. */
    readonly cloudFoundry: readonly string[]
    /** All of these. */
    readonly neo: readonly string[]
  }
  /** Certificates of which the caller must have one, instead of roles. */
  readonly certificates?: readonly { readonly subjectDn: string; readonly issuerDn: string }[]
  /** Path or entity set, for refusals. */
  readonly resource: string
}

/** Who is calling. */
export interface Principal {
  /** `user`: of the Neo dialect, by a certificate; `certificate`: on the list of a sender channel. */
  readonly kind: 'client' | 'user' | 'certificate' | 'admin'
  /** Name for logs and `SapAuthenticatedUserName`. */
  readonly user: string
  readonly clientId: string | undefined
  readonly subaccountId: string | undefined
  readonly dialect: Dialect | undefined
  readonly instanceId: string | null
  /**
   * Callers with an access token need no CSRF token on the management API (contract odata-api.md §2). A browser session has proven
   * one of its own before it counts.
   */
  readonly authentication: 'bearer' | 'dpop' | 'basic' | 'certificate' | 'session'
  /** Roles that count in this call. */
  readonly roles: ReadonlySet<string>
  /** Roles that the client holds now and the token was narrowed not to have. */
  readonly rolesOutsideToken: readonly string[]
}
