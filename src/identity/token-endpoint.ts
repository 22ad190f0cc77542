import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Client } from '../store/clients.ts'
import type { Store } from '../store/store.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import type { AuditLog } from './audit-log.ts'
import type { Authenticators } from './client-auth/client-authentication.ts'
import { presentedClient } from './client-auth/presented-client.ts'
import type { KnownClient } from './client-directory.ts'
import type { Confirmation } from './confirmation.ts'
import { DIALECTS, type DialectRules } from './dialects/index.ts'
import type { DpopVerifier } from './dpop/dpop-verifier.ts'
import { FORMATS } from './formats/index.ts'
import { grantToken, issueTime } from './grant-token.ts'
import type { Grant } from './grants/grant.ts'
import { findGrant } from './grants/index.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { isLoopback } from './rate-limit/source.ts'
import type { TokenRate } from './rate-limit/token-rate.ts'
import type { RefusalLog } from './refusal-log.ts'
import { Refusal } from './refusals.ts'
import type { RefusedTokens } from './refused-tokens.ts'
import type { SigningKeys } from './signing-keys.ts'
import type { Tenants } from './tenants.ts'
import { internalFailure, refused, success } from './token-answer.ts'
import { tokenIssued } from './token-events.ts'
import type { TokenRequestRules } from './token-request-rules.ts'
import { isCfClient } from './users/cf-client.ts'
import type { UserTokens } from './users/user-tokens.ts'

export interface TokenEndpointOptions extends Authenticators {
  readonly store: Pick<Store, 'tokens' | 'revocations'>
  readonly dpop: DpopVerifier
  readonly keys: SigningKeys
  readonly refusals: RefusalLog
  readonly audit: AuditLog
  readonly refusedTokens: RefusedTokens
  readonly users: UserTokens
  readonly clock: Clock
  readonly logger: Logger
  readonly publicUrl: () => string
  readonly tenants: Tenants
  readonly rules: TokenRequestRules
  readonly rate: TokenRate
}

/** The token endpoint of a dialect (RFC 6749 §3.2, §4.4; contract oauth.md §1.2–1.4, §2). */
export function tokenEndpoint(dialect: DialectRules, options: TokenEndpointOptions): HttpHandler {
  return async (request) => {
    try {
      const { answer, event } = await answerTokenRequest(request, dialect, options)
      options.audit.record(event)
      return success(answer, request, dialect)
    } catch (thrown) {
      return answerFailure(thrown, request, dialect, options)
    }
  }
}

/** The checks, in the order of the RFC. Each throws a refusal. */
async function answerTokenRequest(request: HttpRequest, dialect: DialectRules, options: TokenEndpointOptions) {
  const { rules } = options
  requireMethod(request, rules)
  requireTls(request, rules)
  const tenant = await requireTenant(request, dialect, options)
  const parameters = await readParameters(request, rules)
  if (isCfClient(request, parameters, dialect)) return options.users.grant(request, parameters)
  const known = await presentedClient(request, parameters, dialect)(options)
  const origin = options.tenants.originOf(known.subaccount)
  requireDialect(known, dialect, origin)
  requireClientOf(tenant, known, origin)
  requireSameClientId(parameters, known.client)
  const grant = findGrant(parameters.get('grant_type'))
  requireGrantOfClient(grant, known.client)
  options.rate.take(known.client.clientId)
  const confirmation = confirmationOf(await options.dpop.bind(request, known.client), known)
  const now = await issueTime(known.client.clientId, options.clock.now(), options.store)
  const token = grantToken(grant, known, { confirmation, parameters, dialect, now, origin })
  const { store, keys } = options
  const accessToken = await FORMATS[token.format](token, { store, keys, dialect, publicUrl: origin })
  return { answer: dialect.answer(token, accessToken), event: tokenIssued(token, request) }
}

function requireMethod({ method }: HttpRequest, { getAllowed }: TokenRequestRules): void {
  const allowed = getAllowed ? ['POST', 'GET'] : ['POST']
  if (!allowed.includes(method)) throw new Refusal('method-not-allowed', { method, allowed })
}

/** Within one machine nobody listens (RFC 6749 §3.2; contract oauth.md T19). */
function requireTls({ secure, remoteAddress }: HttpRequest, { plainHttp }: TokenRequestRules): void {
  if (secure || plainHttp || isLoopback(remoteAddress)) return
  throw new Refusal('tls-required', { value: remoteAddress })
}

/** The subaccount that the request names by its host or `x-zid`; the other dialect has no token endpoint there (contract oauth.md X46). */
async function requireTenant(request: HttpRequest, dialect: DialectRules, { tenants }: TokenEndpointOptions) {
  const named = await tenants.named(request)
  if (named && named.dialect !== dialect.name) throw new Refusal('address-not-found', { resource: request.path })
  return named
}

/** To a client of another subaccount this one looks as if it did not know it (contract oauth.md X47). */
function requireClientOf(tenant: Subaccount | undefined, { client, subaccount }: KnownClient, origin: string): void {
  if (tenant === undefined || tenant.id === subaccount.id) return
  const tokenUrl = origin + DIALECTS[subaccount.dialect].tokenPath
  throw new Refusal('client-of-other-tenant', { clientId: client.clientId, dialect: subaccount.dialect, tokenUrl })
}

/** The secret was right, so the caller may be told by `sluice explain`; the wire says "Bad credentials" all the same. */
function requireDialect({ client, subaccount }: KnownClient, dialect: DialectRules, origin: string): void {
  if (subaccount.dialect === dialect.name) return
  const tokenUrl = origin + DIALECTS[subaccount.dialect].tokenPath
  throw new Refusal('client-of-other-dialect', { clientId: client.clientId, dialect: subaccount.dialect, tokenUrl })
}

function requireSameClientId(parameters: Parameters, { clientId }: Client): void {
  const given = parameters.get('client_id')
  if (given !== undefined && given !== clientId) throw new Refusal('client-id-mismatch', { clientId, value: given.slice(0, 200) })
}

function requireGrantOfClient({ grantType }: Grant, { clientId, grantTypes }: Client): void {
  if (!grantTypes.includes(grantType)) throw new Refusal('grant-not-allowed', { clientId, value: grantType, grants: grantTypes })
}

/** A token is bound to every key that the client showed: that of its DPoP proof, and its certificate (RFC 8705 §3). */
function confirmationOf(jkt: string | undefined, { proof }: KnownClient): Confirmation | undefined {
  const thumbprint = proof?.method === 'tls_client_auth' ? proof.thumbprint : undefined
  if (jkt === undefined && thumbprint === undefined) return undefined
  return { ...(jkt !== undefined && { jkt }), ...(thumbprint !== undefined && { 'x5t#S256': thumbprint }) }
}

function answerFailure(thrown: unknown, request: HttpRequest, dialect: DialectRules, options: TokenEndpointOptions): HttpResponse {
  if (!(thrown instanceof Refusal)) {
    options.logger.error('Token request failed', { requestId: request.id, reason: messageOf(thrown) })
    return internalFailure(request, dialect)
  }
  const { response, answered } = refused(thrown, request, dialect)
  options.refusals.record(request, thrown, answered)
  options.refusedTokens.record(thrown, request)
  return response
}
