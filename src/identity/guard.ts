import type { HttpRequest } from '../kernel/http.ts'
import type { Admin } from './admin.ts'
import { type Presented, readAuthorization } from './authorization-header.ts'
import type { Credentials } from './basic-credentials.ts'
import type { ClientAuthenticator } from './client-authenticator.ts'
import type { ClientDirectory, KnownClient } from './client-directory.ts'
import type { Need, Principal } from './principal.ts'
import { Refusal } from './refusals.ts'
import { isCurrent } from './revocation-signature.ts'
import { explainMissingRole } from './role-refusal.ts'
import { effectiveRoles } from './roles-in-effect.ts'
import { requireApplication } from './token-audience.ts'
import type { TokenVerifier, VerifiedToken } from './verify-token.ts'

export interface GuardOptions {
  readonly directory: ClientDirectory
  readonly clients: ClientAuthenticator
  readonly tokens: TokenVerifier
  readonly admin: Admin
}

/** The administrator of this installation. */
const ADMIN_USER = 'admin'

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
    return completing(need, async () => this.#identify(readAuthorization(request), need))
  }

  /** As `authorize`, with a token that did not come with a request. */
  async authorizeToken(token: string, need: Need): Promise<Principal> {
    const principal = await completing(need, () => this.#bearer(token, need))
    await this.permit(principal, need)
    return principal
  }

  /** Whether an authenticated caller has the roles; roles count as they are now. Throws a refusal with status 403. */
  async permit(principal: Principal, need: Need): Promise<void> {
    if (principal.kind === 'admin' || holdsRoles(principal, need)) return
    throw await explainMissingRole(principal, need, this.#options.directory)
  }

  #identify(presented: Presented, need: Need): Promise<Principal> {
    return presented.scheme === 'bearer' ? this.#bearer(presented.token, need) : this.#basic(presented.readings, need)
  }

  async #bearer(token: string, need: Need): Promise<Principal> {
    const { admin, tokens, directory } = this.#options
    const scheme = 'bearer'
    if (admin.isToken(token)) return adminPrincipal('bearer', need)
    const verified = await tokens.verify(token)
    const { clientId, revocationSignature } = verified
    const known = await directory.find(clientId)
    if (known === undefined || !isIssuedTo(known, verified)) throw new Refusal('client-deleted', { scheme, clientId })
    const isRevoked = revocationSignature !== undefined && !isCurrent(revocationSignature, known.secrets)
    if (isRevoked) throw new Refusal('token-revoked', { scheme, clientId })
    requireApplication(known, need.application, verified.audience)
    return this.#principal(known, 'bearer', need, verified.scopes)
  }

  async #basic(readings: readonly Credentials[], need: Need): Promise<Principal> {
    const { admin, clients } = this.#options
    if (readings.some(({ clientId, secret }) => clientId === ADMIN_USER && admin.isPassword(secret))) return adminPrincipal('basic', need)
    const known = await clients.authenticate(readings)
    const { clientId, grantTypes } = known.client
    if (!grantTypes.includes('client_credentials'))
      throw new Refusal('basic-not-allowed', { scheme: 'basic', clientId, grants: grantTypes })
    requireApplication(known, need.application, undefined)
    return this.#principal(known, 'basic', need, undefined)
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

/** A client that was registered anew under the id of a deleted one does not get its tokens. */
const isIssuedTo = ({ client, subaccount }: KnownClient, token: VerifiedToken): boolean =>
  subaccount.id === token.subaccountId && client.createdAt < token.issuedAt + 1000

/** Adds what was needed to whatever refuses. */
async function completing(need: Need, decide: () => Promise<Principal>): Promise<Principal> {
  try {
    return await decide()
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    const { application, resource, roles } = need
    throw thrown.with({ application, resource, needed: thrown.facts.dialect === 'neo' ? roles.neo : roles.cloudFoundry })
  }
}

function holdsRoles({ dialect, roles }: Principal, need: Need): boolean {
  if (dialect === 'neo') return need.roles.neo.every((role) => roles.has(role))
  return need.roles.cloudFoundry.length === 0 || need.roles.cloudFoundry.some((role) => roles.has(role))
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
