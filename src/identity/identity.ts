import type { Clock } from '../kernel/clock.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { Admin } from './admin.ts'
import { ClientAuthenticator } from './client-authenticator.ts'
import { ClientDirectory } from './client-directory.ts'
import { Explainer } from './explain.ts'
import { Guard } from './guard.ts'
import { RefusalLog } from './refusal-log.ts'
import { type Edge, renderRefusal } from './refusal-wire.ts'
import type { Refusal } from './refusals.ts'
import { identityRoutes, type Route } from './routes.ts'
import { Secrets } from './secrets.ts'
import { SigningKeys } from './signing-keys.ts'
import { TokenVerifier } from './verify-token.ts'

export interface IdentityOptions {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly logger: Logger
  readonly admin: Admin
  /** Origin of this server without a trailing slash. Asked on every use, because a port may be chosen late. */
  readonly publicUrl: () => string
  /** Number of refusals that are kept for `explain`. */
  readonly refusalsKept: number
}

/** The authorization server and the guard. */
export interface Identity {
  readonly routes: readonly Route[]
  readonly guard: Guard
  readonly secrets: Secrets
  readonly explain: Explainer
  /** Records a refusal and renders the answer of the edge. */
  refuse(refusal: Refusal, request: HttpRequest, edge: Edge): HttpResponse
  /** Resolves when every refusal so far is stored; call it before the store is closed. */
  flush(): Promise<void>
}

export function createIdentity(options: IdentityOptions): Identity {
  const { store, vault, clock, logger, admin, publicUrl } = options
  const secrets = new Secrets(vault)
  const directory = new ClientDirectory(store)
  const clients = new ClientAuthenticator(directory, secrets)
  const keys = new SigningKeys({ store, vault, clock })
  const tokens = new TokenVerifier({ store, keys, clock, publicUrl })
  const refusals = new RefusalLog({ store: store.refusals, clock, logger, kept: options.refusalsKept })
  const guard = new Guard({ directory, clients, tokens, admin })
  return {
    routes: identityRoutes({ store, clients, keys, refusals, clock, logger, publicUrl }),
    guard,
    secrets,
    explain: new Explainer({ store, log: refusals, guard }),
    refuse(refusal, request, edge) {
      refusals.record(request, refusal)
      return renderRefusal(refusal, request, edge)
    },
    flush: () => refusals.flush(),
  }
}
