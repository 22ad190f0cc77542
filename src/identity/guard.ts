import type { ClientCertificate, HttpRequest } from '../kernel/http.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import type { Admin } from './admin.ts'
import { type Presented, type PresentedToken, readAuthorization } from './authorization-header.ts'
import type { Credentials } from './basic-credentials.ts'
import type { CertificateAuthenticator } from './certificate-authenticator.ts'
import { listedCaller, userCaller } from './certificate-caller.ts'
import type { ClientAuthenticator } from './client-authenticator.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import type { LiveTokens } from './live-tokens.ts'
import type { Need, Principal } from './principal.ts'
import { Refusal } from './refusals.ts'
import { explainMissingRole } from './role-refusal.ts'
import { effectiveRoles } from './roles-in-effect.ts'
import type { BrowserSessions } from './sessions/browser-sessions.ts'
import { sessionOf } from './sessions/session-caller.ts'
import type { Tenants } from './tenants.ts'
import { requireApplication } from './token-audience.ts'

export interface GuardOptions {
  readonly directory: ClientDirectory
  readonly clients: ClientAuthenticator
  readonly tokens: LiveTokens
  readonly certificates: CertificateAuthenticator
  readonly admin: Admin
  readonly sessions: BrowserSessions
  readonly tenants: Pick<Tenants, 'ofHost'>
}

/** The administrator of this installation. */
export const ADMIN_USER = 'admin'

/** Decides who may call integration flows and the management API. */
export class Guard {
  readonly #options: GuardOptions

  constructor(options: GuardOptions) {
    this.#options = options
  }

  /** The caller, when it may do what is needed. Throws a refusal with the cause and its facts otherwise. */
  async authorize(request: HttpRequest, need: Need): Promise<Principal> {
    const principal = await this.authenticate(request, need)
    await this.permit(principal, need)
    return principal
  }

  /** The caller, when it may call the application at all; roles are not looked at. */
  authenticate(request: HttpRequest, need: Need): Promise<Principal> {
    return completing(need, async () => {
      const principal = await this.#caller(request, need)
      if (principal.kind !== 'admin') requireTenantOf(await this.#options.tenants.ofHost(request), principal)
      return principal
    })
  }

  /** As `authorize`, with a token that did not come with a request, so nobody knows whether its holder has the key that it is bound to. */
  async authorizeToken(token: string, need: Need): Promise<Principal> {
    const principal = await completing(need, () => {
      requireNoCertificate(need)
      return this.#token({ scheme: 'bearer', token }, need)
    })
    await this.permit(principal, need)
    return principal
  }

  /** As `authorize`, for a client that did not call: what it may do once it proved who it is. */
  async authorizeClient(clientId: string, need: Need): Promise<Principal> {
    const principal = await completing(need, () => {
      requireNoCertificate(need)
      return this.#client(clientId, need)
    })
    await this.permit(principal, need)
    return principal
  }

  /** Whether an authenticated caller has the roles; roles count as they are now. Throws a refusal with status 403. */
  async permit(principal: Principal, need: Need): Promise<void> {
    if (principal.kind === 'admin' || holdsRoles(principal, need)) return
    throw await explainMissingRole(principal, need, this.#options.directory)
  }

  /** What a channel lists counts alone; otherwise the header; without one the certificate of the connection, then the browser session. */
  #caller(request: HttpRequest, need: Need): Promise<Principal> | Principal {
    const { clientCertificate, headerValues } = request
    if (need.certificates !== undefined) return listedCaller(request, need.certificates, this.#options.certificates)
    if (clientCertificate !== undefined && headerValues.authorization === undefined) return this.#certificate(clientCertificate, need)
    if (isForBrowsers(request, need) && sessionOf(request, this.#options.sessions) !== undefined) return adminPrincipal('session', need)
    return this.#identify(readAuthorization(request), need, request)
  }

  #identify(presented: Presented, need: Need, request: HttpRequest): Promise<Principal> {
    switch (presented.scheme) {
      case 'basic':
        return this.#basic(presented.readings, need, request.remoteAddress)
      case 'dpop':
        return underScheme('dpop', () => this.#token(presented, need, request))
      case 'bearer':
        return this.#token(presented, need, request)
    }
  }

  async #token(presented: PresentedToken, need: Need, request?: HttpRequest): Promise<Principal> {
    const { admin, tokens } = this.#options
    const { scheme, token } = presented
    if (scheme === 'bearer' && admin.isToken(token)) return adminPrincipal('bearer', need)
    const { known, verified } = await (request === undefined ? tokens.find(presented) : tokens.present(request, presented))
    requireApplication(known, need.application, verified.audience)
    return this.#principal(known, scheme, need, verified.narrowed ? verified.scopes : undefined)
  }

  async #basic(readings: readonly Credentials[], need: Need, remoteAddress: string): Promise<Principal> {
    const { admin, clients } = this.#options
    if (readings.some(({ clientId, secret }) => clientId === ADMIN_USER && admin.isPassword(secret))) return adminPrincipal('basic', need)
    return this.#withoutToken(await clients.authenticate(readings, remoteAddress), need)
  }

  async #certificate(presented: ClientCertificate, need: Need): Promise<Principal> {
    const { certificates, directory } = this.#options
    const stored = await certificates.identify(presented)
    const { clientId, user } = stored
    if (user !== null) return userCaller({ ...stored, user }, need, directory)
    const known = clientId === null ? undefined : await directory.find(clientId)
    if (known === undefined) throw new Refusal('certificate-unknown', { scheme: 'certificate', value: stored.subjectDn })
    return underScheme('certificate', () => this.#withoutToken(known, need, 'certificate'))
  }

  async #client(clientId: string, need: Need): Promise<Principal> {
    const known = await this.#options.directory.find(clientId)
    if (known === undefined) throw new Refusal('unknown-client', { clientId })
    return this.#withoutToken(known, need)
  }

  #withoutToken(known: KnownClient, need: Need, authentication: 'basic' | 'certificate' = 'basic'): Promise<Principal> {
    const { clientId, grantTypes } = known.client
    if (!grantTypes.includes('client_credentials'))
      throw new Refusal('basic-not-allowed', { scheme: 'basic', clientId, grants: grantTypes })
    requireApplication(known, need.application, undefined)
    return this.#principal(known, authentication, need, undefined)
  }

  async #principal(known: KnownClient, authentication: Principal['authentication'], need: Need, scopes: ReadonlySet<string> | undefined) {
    const roles = await effectiveRoles(known, need.application, scopes, this.#options.directory)
    const { client, subaccount } = known
    return {
      kind: 'client' as const,
      clientId: client.clientId,
      subaccountId: subaccount.id,
      dialect: subaccount.dialect,
      instanceId: client.instanceId,
      authentication,
      ...roles,
    }
  }
}

/** A browser sends its cookies everywhere on this origin; they say nothing to integration flows, and nothing beside a header. */
const isForBrowsers = ({ headerValues }: HttpRequest, { application }: Need): boolean =>
  application === 'tmn' && headerValues.authorization === undefined

/** What belongs to a subaccount opens nothing on the host of another one (contract oauth.md X46). */
function requireTenantOf(called: Subaccount | undefined, { subaccountId, clientId, authentication }: Principal): void {
  if (called === undefined || subaccountId === undefined || called.id === subaccountId) return
  throw new Refusal('caller-of-other-tenant', { scheme: authentication === 'session' ? 'other' : authentication, clientId })
}

/** Roles do not open a channel that lists certificates. */
function requireNoCertificate({ certificates }: Need): void {
  if (certificates !== undefined) throw new Refusal('client-certificate-required')
}

/** Checks of a token do not know how it was presented; the answer must. */
async function underScheme<T>(scheme: 'dpop' | 'certificate', decide: () => Promise<T>): Promise<T> {
  try {
    return await decide()
  } catch (thrown) {
    throw thrown instanceof Refusal ? new Refusal(thrown.reason, { ...thrown.facts, scheme }) : thrown
  }
}

/** Adds what was needed to whatever refuses. */
async function completing(need: Need, decide: () => Promise<Principal> | Principal): Promise<Principal> {
  try {
    return await decide()
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    const { application, resource, roles } = need
    throw thrown.with({ application, resource, needed: thrown.facts.dialect === 'neo' ? roles.neo : roles.cloudFoundry })
  }
}

function holdsRoles(principal: Principal, need: Need): boolean {
  const granting = grantingRoles(principal, need)
  if (principal.dialect === 'neo') return granting.length === need.roles.neo.length
  return need.roles.cloudFoundry.length === 0 || granting.length > 0
}

/** The roles that open what is needed: all of them in the Neo dialect, any of them in the other. */
export function grantingRoles({ dialect, roles }: Pick<Principal, 'dialect' | 'roles'>, need: Need): string[] {
  return (dialect === 'neo' ? need.roles.neo : need.roles.cloudFoundry).filter((role) => roles.has(role))
}

function adminPrincipal(authentication: Principal['authentication'], need: Need): Principal {
  if (need.application !== 'tmn') throw new Refusal('admin-on-integration-flow', { scheme: authentication })
  return {
    kind: 'admin',
    user: ADMIN_USER,
    clientId: undefined,
    subaccountId: undefined,
    dialect: undefined,
    instanceId: null,
    authentication,
    roles: new Set(),
    rolesOutsideToken: [],
  }
}
