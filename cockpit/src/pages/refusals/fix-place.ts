import { linkTo } from '../../components/link-to.ts'

/** A refused call, as far as it says where to fix it. */
export interface Refused {
  readonly cause: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly path: string
  /** The integration flow that was called. */
  readonly artifact: string | undefined
}

/** A page of the cockpit; its button has the text `fix.<kind>`. The address holds names, never a secret. */
export interface Place {
  readonly kind:
    | 'assign'
    | 'client'
    | 'register'
    | 'clients'
    | 'instance'
    | 'createInstance'
    | 'instances'
    | 'endpoint'
    | 'content'
    | 'marketplace'
    | 'accessPolicies'
    | 'keystore'
    | 'calling'
  readonly to: string
}

/** What is known of the refusal, in the types that the server has them in. */
interface Known extends Refused {
  readonly clientId: string | undefined
  readonly user: string | undefined
  readonly instance: string | undefined
  readonly application: 'iflmap' | 'tmn'
  readonly missing: string | undefined
}

/** The page on which a refusal is fixed; nothing when it is fixed in the settings of the server, or not at all. */
export function placeOf(refused: Refused): Place | undefined {
  if (NOWHERE.has(refused.cause)) return undefined
  return (PLACES[refused.cause] ?? calling)(known(refused))
}

function known(refused: Refused): Known {
  const { facts } = refused
  const text = (name: string) => (typeof facts[name] === 'string' ? (facts[name] as string) : undefined)
  const names = (name: string) => (Array.isArray(facts[name]) ? (facts[name] as readonly string[]) : [])
  return {
    ...refused,
    clientId: text('clientId'),
    user: text('user'),
    instance: text('instance'),
    application: text('application') === 'tmn' ? 'tmn' : 'iflmap',
    missing: names('needed').find((role) => !names('held').includes(role)),
  }
}

type Finder = (known: Known) => Place

/** Roles of a client of an instance are those of the instance; other users are assigned them. */
const giveRole: Finder = ({ user, instance, application, missing }) =>
  instance === undefined && user !== undefined
    ? { kind: 'assign', to: linkTo('/security/authorizations', { user, application, role: missing }) }
    : { kind: instance === undefined ? 'instances' : 'instance', to: instancePath(instance, { role: missing }) }

const instancePath = (instance: string | undefined, query: Readonly<Record<string, string | undefined>> = {}): string =>
  instance === undefined ? '/services/instances' : linkTo(`/services/instances/${encodeURIComponent(instance)}`, query)

/** Where the client's own secrets and keys are. */
const client: Finder = ({ clientId, instance }) =>
  instance === undefined
    ? { kind: 'client', to: linkTo('/security/oauth', { client: clientId }) }
    : { kind: 'instance', to: instancePath(instance) }

/** Each dialect has its token endpoint and its list of clients. */
const clientsOfDialect: Finder = ({ path }) =>
  path.startsWith('/oauth2/') ? { kind: 'clients', to: '/security/oauth' } : { kind: 'instances', to: '/services/instances' }

const register: Finder = ({ application }) => ({ kind: 'register', to: linkTo('/security/oauth', { register: application }) })

const createInstance: Finder = ({ application, missing }) => ({
  kind: 'createInstance',
  to: linkTo('/services/instances', { create: application === 'tmn' ? 'api' : 'integration-flow', role: missing }),
})

const instances: Finder = ({ instance }) => ({ kind: instance === undefined ? 'instances' : 'instance', to: instancePath(instance) })

/** The flow that was called, or all of them when none is there. */
const endpoint: Finder = ({ artifact }) =>
  artifact === undefined
    ? { kind: 'content', to: '/monitor/content' }
    : { kind: 'endpoint', to: `/monitor/content/${encodeURIComponent(artifact)}?tab=endpoints` }

/** The caller's request must change: the page that shows calls as they should be. */
const calling: Finder = () => ({ kind: 'calling', to: '/first-steps' })

const PLACES: Readonly<Record<string, Finder>> = {
  'no-roles': giveRole,
  'role-missing': giveRole,
  'role-of-another-flow': giveRole,
  'protected-by-access-policy': () => ({ kind: 'accessPolicies', to: '/monitor/access-policies' }),
  'package-has-protected-artifact': () => ({ kind: 'accessPolicies', to: '/monitor/access-policies' }),
  'wrong-subscription': register,
  'admin-on-integration-flow': register,
  'client-deleted': clientsOfDialect,
  'unknown-client': clientsOfDialect,
  'assertion-client-unknown': clientsOfDialect,
  'client-to-revoke-unknown': clientsOfDialect,
  'wrong-audience-api-plan': createInstance,
  'wrong-audience-integration-flow-plan': (known) => createInstance({ ...known, application: 'tmn' }),
  'wrong-secret': client,
  'secret-expired': client,
  'basic-not-allowed': client,
  'grant-not-allowed': client,
  'grant-withdrawn': client,
  'token-type': client,
  'token-too-large': client,
  'scope-unknown': client,
  'scopes-not-in-token': client,
  'assertion-without-keys': client,
  'assertion-key-unknown': client,
  'assertion-signature': client,
  'certificate-unknown': instances,
  'certificate-of-other-client': instances,
  'certificate-ambiguous': instances,
  'certificate-expired': instances,
  'certificate-superseded': instances,
  'certificate-not-listed': endpoint,
  'client-certificate-required': endpoint,
  'csrf-token-missing': endpoint,
  'csrf-token-wrong': endpoint,
  'endpoint-not-found': endpoint,
  'body-too-large': endpoint,
  'plan-not-entitled': () => ({ kind: 'marketplace', to: '/services/marketplace' }),
  'alias-reserved': () => ({ kind: 'keystore', to: '/monitor/keystore' }),
}

/** Fixed in the settings or files of the server, or by waiting. */
const NOWHERE: ReadonlySet<string> = new Set([
  'administrator-required',
  'api-client-unknown',
  'api-client-secret-wrong',
  'api-scope-missing',
  'api-token-required',
  'api-token-unknown',
  'broker-credentials-wrong',
  'certificate-untrusted',
  'certificate-unreadable',
  'headers-too-large',
  'host-unknown',
  'login-failed',
  'login-throttled',
  'request-too-large',
  'request-too-slow',
  'request-unreadable',
  'session-csrf-token',
  'session-ended',
  'several-certificate-headers',
  'tls-required',
  'too-many-failures',
  'too-many-secret-checks',
  'too-many-token-requests',
  'user-credentials-wrong',
  'user-scope-missing',
  'user-token-required',
  'refresh-token-invalid',
])
