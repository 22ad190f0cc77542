import type { MessageKey } from '../../messages/messages.ts'

/** A field of the form. */
export interface MaterialField {
  readonly property: MaterialProperty
  readonly label: MessageKey
  readonly hint?: MessageKey
  readonly required?: boolean
  /** A secret is never shown; left empty in a change, it stays as it is. */
  readonly secret?: boolean
  /** Closed list; the texts have the keys `material.choice.<value>`. */
  readonly choices?: readonly string[]
  /** What stands there in a new form. */
  readonly initial?: string
  /** Asked for only when another field has this value. */
  readonly when?: Readonly<Partial<Record<MaterialProperty, string>>>
}

type MaterialProperty =
  | 'Kind'
  | 'User'
  | 'Password'
  | 'CompanyId'
  | 'SecureParam'
  | 'TokenServiceUrl'
  | 'ClientId'
  | 'ClientSecret'
  | 'ClientAuthentication'
  | 'Scope'
  | 'ScopeContentType'
  | 'Resource'
  | 'Audience'
  | 'Type'
  | 'Provider'
  | 'AuthUrl'
  | 'TokenUrl'
  | 'UserName'
  | 'RefreshToken'
  | 'RefreshTokenExpiryPeriod'

export type MaterialSet = 'UserCredentials' | 'OAuth2ClientCredentials' | 'OAuth2AuthorizationCodes' | 'SecureParameters'

/** A kind of security material: its entity set, and what its form asks for beside name and description. */
export interface MaterialKind {
  readonly set: MaterialSet
  readonly text: MessageKey
  readonly fields: readonly MaterialField[]
}

const CLIENT_ID: MaterialField = { property: 'ClientId', label: 'material.clientId', required: true }
const CLIENT_SECRET: MaterialField = { property: 'ClientSecret', label: 'material.clientSecret', required: true, secret: true }
const AUTHENTICATION: MaterialField = {
  property: 'ClientAuthentication',
  label: 'material.clientAuthentication',
  choices: ['body', 'header'],
}
const SCOPE: MaterialField = { property: 'Scope', label: 'material.scope' }

/** In the order of the *Create* menu of Cloud Integration. */
export const MATERIAL_KINDS: readonly MaterialKind[] = [
  {
    set: 'UserCredentials',
    text: 'material.userCredentials',
    fields: [
      { property: 'Kind', label: 'material.kind', choices: ['default', 'successfactors', 'openconnectors'] },
      { property: 'User', label: 'material.user' },
      { property: 'Password', label: 'material.password', required: true, secret: true },
      { property: 'CompanyId', label: 'material.companyId', required: true, when: { Kind: 'successfactors' } },
    ],
  },
  {
    set: 'OAuth2ClientCredentials',
    text: 'material.clientCredentials',
    fields: [
      { property: 'TokenServiceUrl', label: 'material.tokenServiceUrl', required: true },
      CLIENT_ID,
      CLIENT_SECRET,
      AUTHENTICATION,
      SCOPE,
      { property: 'ScopeContentType', label: 'material.contentType', choices: ['urlencoded', 'json'] },
      { property: 'Resource', label: 'material.resource' },
      { property: 'Audience', label: 'material.audience' },
    ],
  },
  {
    set: 'OAuth2AuthorizationCodes',
    text: 'material.authorizationCode',
    fields: [
      { property: 'Provider', label: 'material.provider', required: true, initial: 'Generic' },
      { property: 'Type', label: 'material.type', required: true, initial: 'Generic' },
      { property: 'AuthUrl', label: 'material.authUrl', required: true },
      { property: 'TokenUrl', label: 'material.tokenUrl', required: true },
      CLIENT_ID,
      CLIENT_SECRET,
      AUTHENTICATION,
      { property: 'UserName', label: 'material.user' },
      SCOPE,
      { property: 'RefreshToken', label: 'material.refreshToken', secret: true, hint: 'material.refreshTokenHint' },
      { property: 'RefreshTokenExpiryPeriod', label: 'material.expiryPeriod', initial: '0', hint: 'material.expiryPeriodHint' },
    ],
  },
  {
    set: 'SecureParameters',
    text: 'material.secureParameter',
    fields: [{ property: 'SecureParam', label: 'material.secureParam', required: true, secret: true, hint: 'material.secureParamHint' }],
  },
]
