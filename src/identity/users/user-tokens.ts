import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpRequest } from '../../kernel/http.ts'
import { derivedUuid, hex32 } from '../../kernel/ids.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import type { Vault } from '../../store/vault.ts'
import type { Admin } from '../admin.ts'
import type { AuditedAction } from '../audit-log.ts'
import { readAuthorization } from '../authorization-header.ts'
import { cloudFoundry } from '../dialects/cloud-foundry.ts'
import { ADMIN_USER } from '../guard.ts'
import { jwtText, signJwt } from '../jwt.ts'
import type { Parameters } from '../parameters.ts'
import type { FailureThrottle } from '../rate-limit/failure-throttle.ts'
import type { TokenRate } from '../rate-limit/token-rate.ts'
import { Refusal } from '../refusals.ts'
import type { SigningKeys } from '../signing-keys.ts'
import type { Tenants } from '../tenants.ts'
import { SHOWN } from '../token-events.ts'
import type { TokenVerifier } from '../verify-token.ts'
import { CF_CLIENT, isUserToken } from './cf-client.ts'
import { PasswordLogin } from './password-login.ts'
import { RefreshTokens } from './refresh-tokens.ts'
import { findUserGrant } from './user-grants.ts'

/** Of UAA for the client `cf`, in seconds: tools refresh it by themselves. */
const LIFETIME = 600

export interface UserTokenOptions {
  readonly vault: Vault
  readonly keys: SigningKeys
  readonly tokens: TokenVerifier
  readonly admin: Admin
  readonly clock: Clock
  readonly tenants: Tenants
  readonly throttle: FailureThrottle
  readonly rate: TokenRate
}

/** Tokens of the administrator as a user of Cloud Foundry: issued to the client `cf`, good for the Cloud Foundry API. */
export class UserTokens {
  readonly #options: UserTokenOptions
  readonly #refreshTokens: RefreshTokens
  readonly #login: PasswordLogin

  constructor(options: UserTokenOptions) {
    this.#options = options
    this.#refreshTokens = new RefreshTokens(options)
    this.#login = new PasswordLogin(options)
  }

  /** Answers a token request of the client `cf` in the shape of UAA, with what the audit log says of it. Throws refusals. */
  async grant(request: HttpRequest, parameters: Parameters): Promise<{ answer: Record<string, unknown>; event: AuditedAction }> {
    const grantType = parameters.get('grant_type')
    const { remoteAddress } = request
    const scopes = findUserGrant(grantType)(parameters, { login: this.#login, refreshTokens: this.#refreshTokens, remoteAddress })
    this.#options.rate.take(CF_CLIENT)
    const jti = hex32()
    const answer = {
      access_token: await this.#sign({ jti, scopes, grantType }),
      token_type: 'bearer',
      refresh_token: this.#refreshTokens.issue(scopes),
      expires_in: LIFETIME - 1,
      scope: scopes.join(' '),
      jti,
    }
    return { answer, event: issued(request, { jti, scopes, grantType }) }
  }

  /** The administrator, by a token of the client `cf` with one of the scopes or by the admin token. Throws refusals. */
  async authorize(request: HttpRequest, needed: readonly string[]): Promise<{ user: string }> {
    const presented = readAuthorization(request)
    if (presented.scheme !== 'bearer') throw new Refusal('unsupported-scheme', { scheme: 'other', value: presented.scheme })
    const { admin, tokens } = this.#options
    if (admin.isToken(presented.token)) return { user: ADMIN_USER }
    const verified = await tokens.verify(presented.token)
    const { clientId, scopes, revocationSignature } = verified
    const facts = { clientId, resource: request.path }
    if (!isUserToken(verified)) throw new Refusal('user-token-required', facts)
    if (revocationSignature !== admin.passwordVersion) throw new Refusal('token-revoked', { scheme: 'bearer', ...facts })
    if (!needed.some((scope) => scopes.has(scope))) throw new Refusal('user-scope-missing', { ...facts, needed, held: [...scopes] })
    return { user: ADMIN_USER }
  }

  /** Members and their order as UAA writes them for a user (contract oauth.md §1.5). */
  async #sign(token: { jti: string; scopes: readonly string[]; grantType: string | undefined }): Promise<string> {
    const { keys, tenants, clock, admin } = this.#options
    const subaccount = await this.#subaccount()
    const origin = tenants.originOf(subaccount)
    const { kid, key } = await keys.active(subaccount.id)
    const issuedAt = Math.floor(clock.now() / 1000)
    const userId = derivedUuid(subaccount.id, 'user', ADMIN_USER)
    const claims = {
      jti: token.jti,
      sub: userId,
      scope: token.scopes,
      client_id: CF_CLIENT,
      cid: CF_CLIENT,
      azp: CF_CLIENT,
      grant_type: token.grantType,
      user_id: userId,
      origin: 'uaa',
      user_name: ADMIN_USER,
      email: ADMIN_USER,
      rev_sig: admin.passwordVersion,
      iat: issuedAt,
      exp: issuedAt + LIFETIME,
      iss: origin + cloudFoundry.issuerPath,
      zid: subaccount.id,
      aud: ['cloud_controller', 'openid', 'uaa', CF_CLIENT],
    }
    return signJwt(jwtText({ jku: `${origin}${cloudFoundry.keysPath}`, kid, typ: 'JWT' }, claims), key)
  }

  async #subaccount(): Promise<Subaccount> {
    const found = (await this.#options.tenants.all()).find(({ dialect }) => dialect === 'cloud-foundry')
    if (found === undefined) throw new SluiceError('unavailable', 'There is no Cloud Foundry subaccount')
    return found
  }
}

const issued = (
  request: HttpRequest,
  { jti, ...details }: { jti: string; scopes: readonly string[]; grantType: string | undefined },
): AuditedAction => ({
  request,
  user: ADMIN_USER,
  userType: 'administrator',
  action: 'create',
  objectType: 'access token',
  objectName: jti.slice(0, SHOWN),
  details,
})
