import type { AuditedAction } from '../../identity/audit-log.ts'
import { SHOWN } from '../../identity/token-events.ts'
import type { Method, Route } from './route.ts'

type Action = AuditedAction['action']

const ACTIONS: Readonly<Record<Method, Action>> = { GET: 'read', POST: 'create', PUT: 'create', PATCH: 'update', DELETE: 'delete' }

/** A last segment that says what is done to what the segments before it name. */
const VERBS: Readonly<Record<string, Action>> = {
  enable: 'update',
  promote: 'update',
  delete: 'delete',
  revoke: 'delete',
}

/** Words of the platform for the collections of the API. */
const TYPES: Readonly<Record<string, string>> = {
  clients: 'application client',
  roles: 'role',
  assignments: 'role assignment',
  entitlements: 'entitlement',
  instances: 'service instance',
  keys: 'service key',
  secrets: 'client secret',
  'signing-keys': 'signing key',
  tokens: 'cloud access token',
  'log-levels': 'log level',
}

/** Members that name a thing, the first that are all there; of the answer, else of the body. */
const IDENTITIES: readonly (readonly string[])[] = [
  ['application', 'role', 'user'],
  ['clientId'],
  ['kid'],
  ['application', 'name'],
  ['name'],
  ['id'],
]

/** Members of a body that may stand in the log. Whatever is not listed may be a secret. */
const DETAILS: readonly string[] = [
  ...['application', 'plan', 'tokenLifetime', 'tokenProfile', 'dpopBound', 'force'],
  ...['roles', 'grant-types', 'token-validity', 'key-type'],
  ...['level', 'minutes'],
]

export interface FinishedCall {
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  readonly result: unknown
}

/** What a call of the admin API did, in the words of the audit log. */
export function auditedCall(route: Route, call: FinishedCall): Pick<AuditedAction, 'action' | 'objectType' | 'objectName' | 'details'> {
  const fixed = route.path.split('/').filter((segment) => segment !== '' && !segment.startsWith('{'))
  const verb = fixed.length > 1 ? VERBS[fixed.at(-1)!] : undefined
  const collection = fixed.at(verb === undefined ? -1 : -2) ?? ''
  return {
    action: verb ?? ACTIONS[route.method],
    objectType: TYPES[collection] ?? collection.replaceAll('-', ' '),
    objectName: nameOf(call),
    details: detailsOf(call.body),
  }
}

/** The path names a thing by its owners; what was made has its name in the answer. */
function nameOf({ params, body, result }: FinishedCall): string {
  const given = Object.values(params)
  const own = (identityOf(result) ?? identityOf(body) ?? []).filter((name) => !given.includes(name))
  return [...given, ...own, ...tokenIn(body)].join(' / ')
}

/** Of a token in a body five characters; the id of an opaque token is the token. */
function tokenIn(body: unknown): string[] {
  const { jti, token } = membersOf(body)
  return [jti, token].filter((value) => typeof value === 'string').map((value) => value.slice(0, SHOWN))
}

function identityOf(value: unknown): string[] | undefined {
  const members = membersOf(value)
  const names = IDENTITIES.find((identity) => identity.every((name) => typeof members[name] === 'string'))
  return names?.map((name) => String(members[name]))
}

function detailsOf(body: unknown): Record<string, unknown> {
  const members = { ...membersOf(body), ...membersOf(membersOf(body).parameters) }
  return Object.fromEntries(DETAILS.filter((name) => members[name] !== undefined).map((name) => [name, members[name]]))
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
