import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import { hex32 } from '../kernel/ids.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Client } from '../store/clients.ts'
import type { Store } from '../store/store.ts'
import { readAuthorization } from './authorization-header.ts'
import type { Credentials } from './basic-credentials.ts'
import { CLIENT_AUTHENTICATIONS } from './client-auth/index.ts'
import type { ClientAuthenticator } from './client-authenticator.ts'
import type { KnownClient } from './client-directory.ts'
import { DIALECTS, type DialectRules, type GrantedToken } from './dialects/index.ts'
import { FORMATS } from './formats/index.ts'
import type { Grant } from './grants/grant.ts'
import { findGrant } from './grants/index.ts'
import { type Parameters, readParameters } from './parameters.ts'
import type { RefusalLog } from './refusal-log.ts'
import { Refusal } from './refusals.ts'
import type { SigningKeys } from './signing-keys.ts'
import { internalFailure, refused, success } from './token-answer.ts'

export interface TokenEndpointOptions {
  readonly store: Pick<Store, 'tokens'>
  readonly clients: ClientAuthenticator
  readonly keys: SigningKeys
  readonly refusals: RefusalLog
  readonly clock: Clock
  readonly logger: Logger
  readonly publicUrl: () => string
}

/** The token endpoint of a dialect (RFC 6749 §3.2, §4.4; contract oauth.md §1.2–1.4, §2). */
export function tokenEndpoint(dialect: DialectRules, options: TokenEndpointOptions): HttpHandler {
  return async (request) => {
    try {
      const { token, accessToken } = await answerTokenRequest(request, dialect, options)
      return success(dialect.answer(token, accessToken), request, dialect)
    } catch (thrown) {
      return answerFailure(thrown, request, dialect, options)
    }
  }
}

/** The checks, in the order of the RFC. Each throws a refusal. */
async function answerTokenRequest(request: HttpRequest, dialect: DialectRules, options: TokenEndpointOptions) {
  requirePost(request)
  const parameters = await readParameters(request)
  const readings = presentedCredentials(request, parameters, dialect)
  const known = await options.clients.authenticate(readings)
  requireDialect(known, dialect, options.publicUrl())
  requireSameClientId(parameters, known.client)
  const grant = findGrant(parameters.get('grant_type'))
  requireGrantOfClient(grant, known.client)
  const token = grantToken(grant, known, { parameters, dialect, now: options.clock.now(), publicUrl: options.publicUrl() })
  const { store, keys } = options
  const accessToken = await FORMATS[token.format](token, { store, keys, dialect, publicUrl: options.publicUrl() })
  return { token, accessToken }
}

function requirePost({ method }: HttpRequest): void {
  if (method !== 'POST') throw new Refusal('method-not-allowed', { method, allowed: ['POST'] })
}

/** UAA lets Basic win over a secret in the body, and real clients send both; Neo knows Basic only (contract oauth.md §1.2, §2). */
function presentedCredentials(request: HttpRequest, parameters: Parameters, dialect: DialectRules): readonly Credentials[] {
  const inBody = parameters.has('client_secret')
  for (const name of dialect.clientAuthentications) {
    const readings = CLIENT_AUTHENTICATIONS[name].find(request, parameters)
    if (readings === undefined) continue
    if (inBody && !dialect.clientAuthentications.includes('body')) throw new Refusal('several-client-authentications')
    return readings
  }
  if (inBody) throw new Refusal('credentials-in-body')
  const presented = readAuthorization(request)
  throw new Refusal('unsupported-scheme', { scheme: 'other', value: presented.scheme })
}

/** The secret was right, so the caller may be told by `sluice explain`; the wire says "Bad credentials" all the same. */
function requireDialect({ client, subaccount }: KnownClient, dialect: DialectRules, publicUrl: string): void {
  if (subaccount.dialect === dialect.name) return
  const tokenUrl = publicUrl + DIALECTS[subaccount.dialect].tokenPath
  throw new Refusal('client-of-other-dialect', { clientId: client.clientId, dialect: subaccount.dialect, tokenUrl })
}

function requireSameClientId(parameters: Parameters, { clientId }: Client): void {
  const given = parameters.get('client_id')
  if (given !== undefined && given !== clientId) throw new Refusal('client-id-mismatch', { clientId, value: given.slice(0, 200) })
}

function requireGrantOfClient({ grantType }: Grant, { clientId, grantTypes }: Client): void {
  if (!grantTypes.includes(grantType)) throw new Refusal('grant-not-allowed', { clientId, value: grantType, grants: grantTypes })
}

function grantToken(
  grant: Grant,
  { client, secrets, subaccount }: KnownClient,
  context: { parameters: Parameters; dialect: DialectRules; now: number; publicUrl: string },
): GrantedToken {
  const { parameters, dialect } = context
  const authorities = dialect.authorities(client, subaccount)
  const scopes = grant.scopes({ parameters, client, authorities })
  const format = dialect.format(parameters.get('token_format'))
  const lifetime = dialect.lifetime(client, format)
  const issuedAt = Math.floor(context.now / 1000)
  return {
    client,
    secrets,
    subaccount,
    authorities,
    scopes,
    format,
    grantType: grant.grantType,
    id: hex32(),
    issuer: context.publicUrl + dialect.issuerPath,
    issuedAt,
    expiresAt: lifetime === null ? null : issuedAt + lifetime,
  }
}

function answerFailure(thrown: unknown, request: HttpRequest, dialect: DialectRules, options: TokenEndpointOptions): HttpResponse {
  if (!(thrown instanceof Refusal)) {
    options.logger.error('Token request failed', { requestId: request.id, reason: messageOf(thrown) })
    return internalFailure(request, dialect)
  }
  const { response, answered } = refused(thrown, request, dialect)
  options.refusals.record(request, thrown, answered)
  return response
}
