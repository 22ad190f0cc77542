import type { Clock } from '../kernel/clock.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { Admin } from './admin.ts'
import { AssertionAuthenticator } from './assertion-authenticator.ts'
import { AuditLog } from './audit-log.ts'
import { CertificateAuthenticator } from './certificate-authenticator.ts'
import { ClientAuthenticator } from './client-authenticator.ts'
import { ClientDirectory } from './client-directory.ts'
import { DpopVerifier } from './dpop/dpop-verifier.ts'
import { Explainer } from './explain.ts'
import { Guard } from './guard.ts'
import { LiveTokens } from './live-tokens.ts'
import { FailureThrottle } from './rate-limit/failure-throttle.ts'
import { TokenRate } from './rate-limit/token-rate.ts'
import { RefusalLog, type RefusedRequest } from './refusal-log.ts'
import { type Edge, renderRefusal, toldText } from './refusal-wire.ts'
import type { Refusal } from './refusals.ts'
import { RefusedTokens } from './refused-tokens.ts'
import { identityRoutes, type Route } from './routes.ts'
import { SecretUses } from './secret-uses.ts'
import { Secrets } from './secrets.ts'
import { BrowserSessions } from './sessions/browser-sessions.ts'
import { SigningKeys } from './signing-keys.ts'
import { Tenants } from './tenants.ts'
import { STRICT_RULES, type TokenRequestRules } from './token-request-rules.ts'
import { TokenRevocation } from './token-services/token-revocation.ts'
import { TrialTokens } from './trial-tokens.ts'
import { UserTokens } from './users/user-tokens.ts'
import { TokenVerifier } from './verify-token.ts'

export interface IdentityOptions {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly logger: Logger
  readonly admin: Admin
  /** Origin of this server without a trailing slash. Asked on every use, because a port may be chosen late. */
  readonly publicUrl: () => string
  /** Every origin under which callers reach this server, for proofs that name what was called. */
  readonly origins: () => readonly string[]
  /** Domain below which every subaccount has hosts of its own; empty = all share those of the server. */
  readonly tenantDomain?: string
  /** Number of refusals that are kept for `explain`. */
  readonly refusalsKept: number
  /** What differs from `STRICT_RULES` for token requests. */
  readonly rules?: Partial<TokenRequestRules>
  /** How long refusals and entries of the audit log are kept, in days. */
  readonly refusalsKeptDays: number
  readonly auditKeptDays: number
}

/** The authorization server and the guard. */
export interface Identity {
  readonly routes: readonly Route[]
  readonly tenants: Tenants
  readonly guard: Guard
  /** The administrator as a user of the Cloud Foundry API. */
  readonly users: UserTokens
  readonly secrets: Secrets
  readonly tokens: LiveTokens
  readonly revocation: TokenRevocation
  /** What clients would get, for the administrator. */
  readonly trialTokens: TrialTokens
  readonly explain: Explainer
  readonly audit: AuditLog
  /** What the audit log says of token requests that an edge refuses. */
  readonly refusedTokens: RefusedTokens
  /** Keeps a refusal that its edge words itself, with what the caller was told. */
  record(refusal: Refusal, request: RefusedRequest, answered?: { status: number; text: string }): void
  /** Records a refusal and renders the answer of the edge. */
  refuse(refusal: Refusal, request: HttpRequest, edge: Edge): HttpResponse
  /** Takes away refusals and entries of the audit log that are too old. */
  prune(): Promise<void>
  /** Resolves when every refusal, entry of the audit log and use of a secret so far is stored; call it before the store is closed. */
  flush(): Promise<void>
}

export function createIdentity(options: IdentityOptions): Identity {
  const { store, vault, clock, logger, admin, publicUrl, origins } = options
  const secrets = new Secrets(vault)
  const directory = new ClientDirectory(store)
  const uses = new SecretUses({ store: store.clients, clock, logger })
  const rules = { ...STRICT_RULES, ...options.rules }
  const throttle = new FailureThrottle({ clock, ...rules })
  const rate = new TokenRate({ clock, perSecond: rules.tokensPerSecond })
  const clients = new ClientAuthenticator({ directory, secrets, uses, throttle, clock })
  const keys = new SigningKeys({ store, vault, clock })
  const tenants = new Tenants({ store, domain: options.tenantDomain ?? '', publicUrl, origins })
  const verifier = new TokenVerifier({ store, keys, clock, tenants })
  const dpop = new DpopVerifier({ store, clock, tenants })
  const certificates = new CertificateAuthenticator({ store, directory, clock })
  const assertions = new AssertionAuthenticator({ store, directory, clock, tenants, origins })
  const refusals = new RefusalLog({ store: store.refusals, clock, logger, kept: options.refusalsKept, keptDays: options.refusalsKeptDays })
  const audit = new AuditLog({ store: store.auditLog, vault, clock, logger, keptDays: options.auditKeptDays })
  const refusedTokens = new RefusedTokens({ audit, clock })
  const tokens = new LiveTokens({ directory, tokens: verifier, dpop, certificates })
  const users = new UserTokens({ vault, keys, tokens: verifier, admin, clock, tenants, throttle, rate })
  const sessions = new BrowserSessions({ clock })
  const guard = new Guard({ directory, clients, tokens, certificates, admin, sessions, tenants })
  const revocation = new TokenRevocation({ store, clock })
  return {
    routes: identityRoutes({
      store,
      users,
      tenants,
      rules,
      rate,
      directory,
      tokens,
      admin,
      sessions,
      throttle,
      revocation,
      clients,
      assertions,
      certificates,
      dpop,
      keys,
      refusals,
      audit,
      refusedTokens,
      clock,
      logger,
      publicUrl,
    }),
    tenants,
    guard,
    users,
    secrets,
    tokens,
    revocation,
    trialTokens: new TrialTokens({ store, directory, keys, tenants, clock }),
    explain: new Explainer({ store, log: refusals, guard }),
    audit,
    refusedTokens,
    record: (refusal, request, answered) => refusals.record(request, refusal, answered),
    refuse(refusal, request, edge) {
      refusals.record(request, refusal, { status: refusal.status, text: toldText(refusal, edge) })
      return renderRefusal(refusal, request, edge)
    },
    async prune() {
      refusedTokens.settle()
      await Promise.all([refusals.prune(), audit.prune()])
    },
    async flush() {
      refusedTokens.settle()
      await Promise.all([refusals.flush(), audit.flush(), uses.flush()])
    },
  }
}
