import { t } from '../../../messages/messages.ts'

/** Parameters of an instance, as the platform spells them. */
export type InstanceParameters = Readonly<Record<string, unknown>>

export const PROFILES = ['standard', 'compact', 'rfc9068'] as const

/** Parameters of an instance as they stand in fields. */
export interface ParameterForm {
  readonly roles: readonly string[]
  readonly grantTypes: readonly string[]
  /** One a line. */
  readonly redirectUris: string
  /** Seconds; empty = that of the plan. */
  readonly tokenValidity: string
  readonly tokenProfile: (typeof PROFILES)[number]
  readonly dpopBound: boolean
  readonly clientPerKey: boolean
  /** JSON; empty = none. */
  readonly jwks: string
  /** What has no field. */
  readonly others: InstanceParameters
}

export function formOf(parameters: InstanceParameters): ParameterForm {
  const {
    roles,
    'grant-types': grantTypes,
    'redirect-uris': redirectUris,
    'token-validity': tokenValidity,
    'token-profile': tokenProfile,
    'dpop-bound': dpopBound,
    'client-per-key': clientPerKey,
    jwks,
    ...others
  } = parameters
  return {
    roles: texts(roles),
    grantTypes: texts(grantTypes),
    redirectUris: texts(redirectUris).join('\n'),
    tokenValidity: tokenValidity === undefined ? '' : String(tokenValidity),
    tokenProfile: PROFILES.find((profile) => profile === tokenProfile) ?? 'standard',
    dpopBound: dpopBound === true,
    clientPerKey: clientPerKey === true,
    jwks: jwks === undefined || jwks === null ? '' : JSON.stringify(jwks, null, 2),
    others,
  }
}

/**
 * Our own parameters are left out while they say what is so anyway. Throws a text for people.
 *
 * @param before of the instance that is changed
 */
export function parametersOf(form: ParameterForm, before: InstanceParameters = {}): InstanceParameters {
  const { roles, grantTypes, redirectUris, tokenValidity, tokenProfile, dpopBound, clientPerKey, jwks, others } = form
  return {
    roles,
    'grant-types': grantTypes,
    'redirect-uris': redirectUris.split('\n').flatMap((line) => line.trim() || []),
    ...(tokenValidity.trim() !== '' && { 'token-validity': seconds(tokenValidity) }),
    ...((tokenProfile !== 'standard' || 'token-profile' in before) && { 'token-profile': tokenProfile }),
    ...((dpopBound || 'dpop-bound' in before) && { 'dpop-bound': dpopBound }),
    ...((clientPerKey || 'client-per-key' in before) && { 'client-per-key': clientPerKey }),
    ...(jwks.trim() !== '' && { jwks: parsed(jwks, t('instance.jwks')) }),
    ...(jwks.trim() === '' && 'jwks' in before && { jwks: null }),
    ...others,
  }
}

/** Parameters that somebody wrote as JSON. Throws a text for people. */
export function readParameters(json: string): InstanceParameters {
  const value = parsed(json, t('instance.parameters'))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as InstanceParameters
  throw new Error(t('instance.notAnObject'))
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** What is no number is sent as it is: the server says what it must be. */
const seconds = (text: string): unknown => (/^\d+$/.test(text.trim()) ? Number(text) : text)

function parsed(json: string, field: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new Error(t('form.noJson', { field, reason: (cause as Error).message }), { cause })
  }
}
