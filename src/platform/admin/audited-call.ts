import type { AuditedAction } from '../../identity/audit-log.ts'
import { SHOWN } from '../../identity/token-events.ts'
import type { Method, Route } from './route.ts'

type Action = AuditedAction['action']

const ACTIONS: Readonly<Record<Method, Action>> = { GET: 'read', POST: 'create', PUT: 'create', PATCH: 'update', DELETE: 'delete' }

/** A last segment that says what is done to what the segments before it name. */
const VERBS: Readonly<Record<string, Action>> = {
  deploy: 'deploy',
  enable: 'update',
  promote: 'update',
  delete: 'delete',
  revoke: 'delete',
  restart: 'update',
  resend: 'create',
}

interface Collection {
  /** Word of the platform for what is in it. */
  readonly type: string
  /** Members that name such a thing. */
  readonly named: readonly string[]
}

const COLLECTIONS: Readonly<Record<string, Collection>> = {
  clients: { type: 'application client', named: ['clientId'] },
  roles: { type: 'role', named: ['application', 'name'] },
  assignments: { type: 'role assignment', named: ['application', 'role', 'user'] },
  entitlements: { type: 'entitlement', named: ['offering', 'plan'] },
  instances: { type: 'service instance', named: ['name'] },
  keys: { type: 'service key', named: ['name'] },
  secrets: { type: 'client secret', named: ['id'] },
  'api-clients': { type: 'platform API client', named: ['clientId'] },
  certificates: { type: 'client certificate', named: ['user', 'thumbprint'] },
  'signing-keys': { type: 'signing key', named: ['kid'] },
  tokens: { type: 'cloud access token', named: ['clientId'] },
  'access-tokens': { type: 'access token', named: [] },
  'runtime-artifacts': { type: 'runtime artifact', named: [] },
  messages: { type: 'message', named: ['messageId'] },
  'log-levels': { type: 'log level', named: ['artifact'] },
  tests: { type: 'flow test', named: ['name'] },
}

/** Names of things in collections that nothing is known about. */
const USUAL_NAMES: readonly string[] = ['name', 'id']

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
    objectType: COLLECTIONS[collection]?.type ?? collection.replaceAll('-', ' '),
    objectName: nameOf(call, COLLECTIONS[collection]?.named),
    details: detailsOf(call.body),
  }
}

/** The path names a thing by its owners; what was made has its name in the answer, else in the body. */
function nameOf({ params, body, result }: FinishedCall, named: readonly string[] | undefined): string {
  const members = { ...membersOf(body), ...textsOf(result) }
  const names = named ?? USUAL_NAMES.filter((name) => name in members).slice(0, 1)
  const own = names.map((name) => members[name]).filter((name) => typeof name === 'string')
  const given = Object.values(params)
  return [...given, ...own.filter((name) => !given.includes(name)), ...tokenIn(body)].join(' / ')
}

const textsOf = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(membersOf(value)).filter(([, member]) => typeof member === 'string'))

/** Of a token in a body five characters; the id of an opaque token is the token. */
function tokenIn(body: unknown): string[] {
  const { jti, token } = membersOf(body)
  return [jti, token].filter((value) => typeof value === 'string').map((value) => value.slice(0, SHOWN))
}

function detailsOf(body: unknown): Record<string, unknown> {
  const members = { ...membersOf(body), ...membersOf(membersOf(body).parameters) }
  return Object.fromEntries(DETAILS.filter((name) => members[name] !== undefined).map((name) => [name, members[name]]))
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
