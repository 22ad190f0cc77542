import { boolean, int64, required, text, writeOnly } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { badRequest } from '../odata/failure.ts'
import type { SecurityMaterial } from '../store/security-material.ts'
import type { Vault } from '../store/vault.ts'
import { managementSet } from './management-set.ts'
import { choice, field, materialOperations, requiredText } from './security-material.ts'

/** Days, as the service sets them without a wish of the caller. */
const EXPIRY_PERIOD = 0

/**
 * `OAuth2AuthorizationCodes`: credentials with which a user once let the tenant act for him. Fields in the store: `type`, `provider`,
 * `authUrl`, `tokenUrl`, `clientId`, `clientAuthentication`, `scope`, `userName`, `expiryPeriod`, `refreshToken` (encrypted) and
 * `refreshedAt`; the secret is the client secret.
 */
export const oauth2AuthorizationCodes = managementSet<SecurityMaterial>({
  name: 'OAuth2AuthorizationCodes',
  type: 'OAuth2AuthorizationCode',
  keys: ['Name'],
  properties: {
    Name: text((material) => material.name),
    Type: required(text(field('type'))),
    Description: text((material) => material.description || null),
    Provider: required(text(field('provider'))),
    TokenUrl: required(text(field('tokenUrl'))),
    AuthUrl: required(text(field('authUrl'))),
    ClientId: required(text(field('clientId'))),
    ClientSecret: writeOnly(),
    ClientAuthentication: text(field('clientAuthentication')),
    Scope: text(field('scope')),
    UserName: text(field('userName')),
    RefreshToken: writeOnly(),
    RefreshTokenCreationTime: int64(({ fields }) => number(fields.refreshedAt)),
    RefreshTokenExisting: boolean(({ fields }) => typeof fields.refreshToken === 'string'),
    RefreshTokenExpiryPeriod: required(int64(({ fields }) => number(fields.expiryPeriod) ?? EXPIRY_PERIOD)),
    LastModifiedBy: text((material) => material.deployedBy),
    LastModifiedTime: int64((material) => material.deployedOn),
  },
  ...materialOperations({
    kind: 'oauth2-authorization-code',
    secret: 'ClientSecret',
    fields: (body, current, { vault, clock }) => ({
      type: requiredText(body, 'Type', current?.type),
      provider: requiredText(body, 'Provider', current?.provider),
      tokenUrl: address(body, 'TokenUrl', current?.tokenUrl),
      authUrl: address(body, 'AuthUrl', current?.authUrl),
      clientId: requiredText(body, 'ClientId', current?.clientId),
      clientAuthentication: choice(body, 'ClientAuthentication', ['body', 'header'], current?.clientAuthentication),
      scope: body.text('Scope') ?? current?.scope ?? '',
      userName: body.text('UserName') ?? current?.userName ?? '',
      expiryPeriod: period(body) ?? current?.expiryPeriod ?? EXPIRY_PERIOD,
      ...refreshToken(body, current, vault, clock.now()),
    }),
  }),
})

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function address(body: EntityBody, name: string, current: unknown): string {
  const value = requiredText(body, name, current)
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw badRequest(`Property '${name}' must be an http or https address, found '${value}'.`)
  return value
}

function period(body: EntityBody): number | undefined {
  const days = body.number('RefreshTokenExpiryPeriod')
  if (days !== undefined && days < 0) throw badRequest(`Property 'RefreshTokenExpiryPeriod' must not be negative, found '${days}'.`)
  return days
}

/** The token of the body, encrypted, or the one so far. */
function refreshToken(body: EntityBody, current: Readonly<Record<string, unknown>> | undefined, vault: Vault, now: number) {
  const token = body.text('RefreshToken') || undefined
  if (token !== undefined) return { refreshToken: vault.encrypt(token), refreshedAt: now }
  return current?.refreshToken === undefined ? {} : { refreshToken: current.refreshToken, refreshedAt: current.refreshedAt }
}
