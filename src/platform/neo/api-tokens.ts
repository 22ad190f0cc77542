import type { Admin } from '../../identity/admin.ts'
import type { AuditedAction } from '../../identity/audit-log.ts'
import { readAuthorization } from '../../identity/authorization-header.ts'
import type { Credentials } from '../../identity/basic-credentials.ts'
import { ADMIN_USER } from '../../identity/guard.ts'
import type { Identity } from '../../identity/identity.ts'
import { oauthError } from '../../identity/oauth-error.ts'
import { readParameters } from '../../identity/parameters.ts'
import { Refusal } from '../../identity/refusals.ts'
import type { Secrets } from '../../identity/secrets.ts'
import { SHOWN } from '../../identity/token-events.ts'
import { tokenHash } from '../../identity/token-hash.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { HttpHandler, HttpRequest } from '../../kernel/http.ts'
import { hex32 } from '../../kernel/ids.ts'
import type { Store } from '../../store/store.ts'
import { json } from '../rest/rest-handler.ts'
import { API_SCOPES } from './api-clients.ts'

/** Seconds; not configurable (contracts: oauth §2). */
const LIFETIME = 1500

export interface ApiTokenOptions {
  readonly store: Pick<Store, 'apiClients'>
  readonly admin: Admin
  readonly secrets: Pick<Secrets, 'verify'>
  readonly clock: Clock
}

/** Who calls a platform API. */
export interface ApiCaller {
  /** Client id, or the administrator. */
  readonly user: string
  readonly scopes: readonly string[]
}

/** Tokens of the platform APIs: opaque, short-lived, for API clients and the administrator. */
export class ApiTokens {
  readonly #options: ApiTokenOptions

  constructor(options: ApiTokenOptions) {
    this.#options = options
  }

  /** Who asks for a token with HTTP Basic. Throws refusals. */
  async authenticate(request: HttpRequest): Promise<ApiCaller> {
    const presented = readAuthorization(request)
    if (presented.scheme !== 'basic') throw new Refusal('unsupported-scheme', { scheme: 'other', value: presented.scheme })
    const { admin } = this.#options
    const isAdmin = presented.readings.some(({ clientId, secret }) => clientId === ADMIN_USER && admin.isPassword(secret))
    return isAdmin ? { user: ADMIN_USER, scopes: API_SCOPES } : this.#client(presented.readings)
  }

  async issue({ user, scopes }: ApiCaller): Promise<{ token: string; lifetime: number }> {
    const { store, clock } = this.#options
    const token = hex32()
    const clientId = user === ADMIN_USER ? null : user
    await store.apiClients.addToken({ hash: tokenHash(token), clientId, scopes, expiresAt: clock.now() + LIFETIME * 1000 })
    return { token, lifetime: LIFETIME }
  }

  /** Who calls with a token, when it has the scope. The admin token is one too. Throws refusals. */
  async authorize(request: HttpRequest, scope: (typeof API_SCOPES)[number]): Promise<ApiCaller> {
    const caller = await this.#caller(request)
    if (scope === 'hcp.readAuthorizationSettings' || caller.scopes.includes(scope)) return caller
    throw new Refusal('api-scope-missing', { clientId: caller.user, resource: request.path, needed: [scope], held: caller.scopes })
  }

  async #caller(request: HttpRequest): Promise<ApiCaller> {
    const presented = readAuthorization(request)
    if (presented.scheme !== 'bearer') throw new Refusal('api-token-required')
    const { store, admin, clock } = this.#options
    if (admin.isToken(presented.token)) return { user: ADMIN_USER, scopes: API_SCOPES }
    const found = await store.apiClients.findToken(tokenHash(presented.token))
    if (found === undefined || found.expiresAt <= clock.now()) throw new Refusal('api-token-unknown')
    return { user: found.clientId ?? ADMIN_USER, scopes: found.scopes }
  }

  async #client(readings: readonly Credentials[]): Promise<ApiCaller> {
    const { store, secrets } = this.#options
    let known: string | undefined
    for (const { clientId, secret } of readings) {
      const client = await store.apiClients.find(clientId)
      known = client?.clientId ?? known
      const isRight = await secrets.verify(secret, client ? [{ kind: 'generated', hash: client.secretHash }] : [])
      if (client && isRight) return { user: client.clientId, scopes: client.scopes }
    }
    if (known !== undefined) throw new Refusal('api-client-secret-wrong', { clientId: known })
    throw new Refusal('api-client-unknown', { clientId: readings[0]?.clientId.slice(0, 200) ?? '' })
  }
}

export interface ApiTokenEndpointOptions {
  readonly tokens: ApiTokens
  readonly identity: Pick<Identity, 'record' | 'audit' | 'refusedTokens'>
}

export const API_TOKEN_PATH = '/oauth2/apitoken/v1'

/** `POST /oauth2/apitoken/v1?grant_type=client_credentials` */
export function apiTokenEndpoint({ tokens, identity }: ApiTokenEndpointOptions): HttpHandler {
  return async (request) => {
    try {
      return await answer(request, tokens, identity)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      identity.record(thrown, request)
      identity.refusedTokens.record(thrown, request)
      return refused(thrown)
    }
  }
}

async function answer(request: HttpRequest, tokens: ApiTokens, { audit }: Pick<Identity, 'audit'>) {
  const { method, path } = request
  if (path !== API_TOKEN_PATH) throw new Refusal('address-not-found', { resource: path })
  if (method !== 'POST') throw new Refusal('method-not-allowed', { method, allowed: ['POST'] })
  const grantType = (await readParameters(request)).get('grant_type')
  const caller = await tokens.authenticate(request)
  if (grantType === undefined) throw new Refusal('grant-missing', { clientId: caller.user })
  if (grantType !== 'client_credentials') throw new Refusal('grant-unknown', { clientId: caller.user, value: grantType.slice(0, 100) })
  const { token, lifetime } = await tokens.issue(caller)
  audit.record(tokenIssued(token, caller, request))
  return json(200, { access_token: token, token_type: 'Bearer', expires_in: lifetime, scope: caller.scopes.join(' ') })
}

const tokenIssued = (token: string, { user, scopes }: ApiCaller, request: HttpRequest): AuditedAction => ({
  request,
  user,
  userType: userTypeOf(user),
  action: 'create',
  objectType: 'platform API token',
  objectName: token.slice(0, SHOWN),
  details: { scopes },
})

/** Ids of API clients are generated, so none is the name of the administrator. */
export const userTypeOf = (user: string): AuditedAction['userType'] => (user === ADMIN_USER ? 'administrator' : 'client')

function refused({ status, error, message: text, facts }: Refusal) {
  const headers = {
    ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="sluice"' }),
    ...(facts.allowed && status === 405 && { Allow: facts.allowed.join(', ') }),
  }
  return oauthError({ status, error, text }, 'json', headers)
}
