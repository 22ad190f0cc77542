import { z } from 'zod'
import { readKeySet } from '../../identity/client-keys.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Plan } from '../../store/services.ts'
import { TOKEN_PROFILE_WORDS } from '../token-options.ts'
import { GRANT_TYPES, PLANS, TOKEN_VALIDITY } from './plans.ts'

const validity = `must be a whole number of seconds from ${TOKEN_VALIDITY.minimum} to ${TOKEN_VALIDITY.maximum}`

/** An extension of Sluice: every key made from then on has a client id of its own (ADR 007). */
export const CLIENT_PER_KEY = 'client-per-key'

/** Extensions of Sluice: the shape of the client's JWTs (RFC 9068), and tokens that are bound to a key (RFC 9449). */
export const TOKEN_PROFILE = 'token-profile'
export const DPOP_BOUND = 'dpop-bound'

/** An extension of Sluice: public keys of the client for `private_key_jwt` (RFC 7523), as a JWK set; `null` takes them away. */
export const JWKS = 'jwks'

/** The documented parameters of an instance (contracts: odata-api §5.2), and our own. */
export const instanceParameters = z.strictObject({
  roles: z.array(z.string('must be a list of role names'), 'must be a list of role names').min(1, 'must name at least one role').optional(),
  'grant-types': z
    .array(z.enum(GRANT_TYPES, { error: grantTypeProblem }), 'must be a list of grant types')
    .min(1, 'must name at least one grant type')
    .optional(),
  'redirect-uris': z.array(z.url('must be a list of absolute URLs'), 'must be a list of absolute URLs').optional(),
  'token-validity': z.int(validity).min(TOKEN_VALIDITY.minimum, validity).max(TOKEN_VALIDITY.maximum, validity).optional(),
  [CLIENT_PER_KEY]: z.boolean('must be true or false').optional(),
  [TOKEN_PROFILE]: z.enum(TOKEN_PROFILE_WORDS, `must be one of ${TOKEN_PROFILE_WORDS.join(', ')}`).optional(),
  [DPOP_BOUND]: z.boolean('must be true or false').optional(),
  [JWKS]: z
    .unknown()
    .transform((value) => (value === null ? null : readKeySet(value)))
    .optional(),
})

export type InstanceParameters = z.output<typeof instanceParameters>
type Extension = typeof CLIENT_PER_KEY | typeof TOKEN_PROFILE | typeof DPOP_BOUND | typeof JWKS
/** Every documented parameter has its value; our own ones are there when they were given. */
export type EffectiveParameters = Required<Omit<InstanceParameters, Extension>> & Pick<InstanceParameters, Extension>

/** Throws `bad-request` that names the parameter. */
export function parseInstanceParameters(value: unknown): InstanceParameters {
  const result = instanceParameters.safeParse(value)
  if (result.success) return result.data
  throw new SluiceError('bad-request', explainIssue(result.error.issues[0]!))
}

/** What the user gave, over what was in force before, over the defaults of the plan. */
export function effectiveParameters(plan: Plan, given: InstanceParameters, previous: InstanceParameters = {}): EffectiveParameters {
  const defaults: EffectiveParameters = {
    roles: [...PLANS[plan].roles],
    'grant-types': ['client_credentials'],
    'redirect-uris': [],
    'token-validity': PLANS[plan].tokenValidity,
  }
  return { ...defaults, ...defined(previous), ...defined(given) }
}

/** Throws `bad-request` with the roles on offer when one is missing or unknown. */
export function checkRoles(plan: Plan, roles: readonly string[], offered: readonly string[]): void {
  const problem = roles.length === 0 ? 'must name at least one role' : unknownRole(roles, offered)
  if (!problem) return
  const way = plan === 'integration-flow' ? '; make a custom role with: sluice role create NAME' : ''
  throw new SluiceError('bad-request', `Parameter 'roles' ${problem}. Plan ${plan} offers: ${offered.join(', ')}${way}`)
}

function unknownRole(roles: readonly string[], offered: readonly string[]): string | undefined {
  const unknown = roles.find((role) => !offered.includes(role))
  return unknown === undefined ? undefined : `names the unknown role '${unknown}'`
}

function grantTypeProblem(issue: { input?: unknown }): string {
  if (issue.input === 'client_x509') return `names client_x509, which is deprecated; use client_credentials`
  return `names the unknown grant type '${String(issue.input)}'; known: ${GRANT_TYPES.join(', ')}`
}

function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(instanceParameters.shape).join(', ')
    return `Unknown instance parameter '${issue.keys[0]}'; known: ${known}`
  }
  return issue.path.length === 0 ? 'The instance parameters must be a JSON object' : `Parameter '${String(issue.path[0])}' ${issue.message}`
}

function defined<T extends object>(value: T): Partial<T> & object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Partial<T> & object
}
