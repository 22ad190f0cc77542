import type { Parameters } from '../parameters.ts'
import { Refusal } from '../refusals.ts'
import { narrowScopes } from '../scopes.ts'
import { CF_CLIENT } from './cf-client.ts'
import type { PasswordLogin } from './password-login.ts'
import type { RefreshTokens } from './refresh-tokens.ts'

/** What an administrator of Cloud Foundry may do. */
const USER_SCOPES: readonly string[] = ['openid', 'uaa.user', 'cloud_controller.read', 'cloud_controller.write', 'cloud_controller.admin']

export interface UserGrantContext {
  readonly login: PasswordLogin
  readonly remoteAddress: string
  readonly refreshTokens: RefreshTokens
}

/** The scopes of the token. Throws refusals. */
type UserGrant = (parameters: Parameters, context: UserGrantContext) => readonly string[]

/** RFC 6749 §4.3: user name and password of the administrator. */
const password: UserGrant = (parameters, { login, remoteAddress }) => {
  login.require({ user: required(parameters, 'username'), password: required(parameters, 'password'), remoteAddress })
  return narrowScopes(parameters.get('scope'), USER_SCOPES, CF_CLIENT)
}

/** RFC 6749 §6. */
const refreshToken: UserGrant = (parameters, { refreshTokens }) => {
  const scopes = refreshTokens.redeem(required(parameters, 'refresh_token'))
  return narrowScopes(parameters.get('scope'), scopes, CF_CLIENT)
}

const USER_GRANTS: ReadonlyMap<string, UserGrant> = new Map([
  ['password', password],
  ['refresh_token', refreshToken],
])

export const USER_GRANT_TYPES: readonly string[] = [...USER_GRANTS.keys()]

/** What the client `cf` may use. Throws the refusals `grant-missing` and `grant-not-allowed`. */
export function findUserGrant(grantType: string | undefined): UserGrant {
  if (grantType === undefined) throw new Refusal('grant-missing')
  const grant = USER_GRANTS.get(grantType)
  if (grant !== undefined) return grant
  throw new Refusal('grant-not-allowed', { clientId: CF_CLIENT, value: grantType.slice(0, 100), grants: USER_GRANT_TYPES })
}

function required(parameters: Parameters, parameter: string): string {
  const value = parameters.get(parameter)
  if (value === undefined) throw new Refusal('user-credentials-missing', { clientId: CF_CLIENT, parameter })
  return value
}
