import type { AuditedAction } from '../../identity/audit-log.ts'
import type { Identity } from '../../identity/identity.ts'
import { refusalOf } from '../../identity/request-refusal.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import { createRestHandler, json, type RestCall, type RestRoute } from '../rest/rest-handler.ts'
import type { BrokerCredentials } from './broker-credentials.ts'
import { BrokerError, renderBrokerError } from './broker-error.ts'
import { originatingIdentity } from './originating-identity.ts'
import { binding, deletion, provisioning, read, updating } from './requests.ts'
import type { Outcome, ServiceBroker } from './service-broker.ts'

export interface BrokerApiOptions {
  readonly broker: ServiceBroker
  readonly credentials: BrokerCredentials
  readonly identity: Pick<Identity, 'record' | 'audit'>
  readonly logger: Logger
}

export const BROKER_PREFIX = '/broker'

interface Caller {
  readonly user: string
  /** On whose behalf, when the platform says so. */
  readonly origin: string | undefined
}

type Call = RestCall<Caller>

/** The Open Service Broker API 2.17 of the offering `it-rt`. */
export function createBrokerApi({ broker, credentials, identity, logger }: BrokerApiOptions): HttpHandler {
  const handler = createRestHandler<Caller>({
    prefix: BROKER_PREFIX,
    routes: routesOf(broker).map((route) => audited(route, identity)),
    authorize: async (request) => callerOf(request, credentials),
    renderError(error, request) {
      const refusal = refusalOf(error, request)
      if (refusal) identity.record(refusal, request)
      return renderBrokerError(error)
    },
    logger,
  })
  return async (request) => withRequestIdentity(await handler(request), request)
}

/** Who calls comes before what version is spoken. Throws refusals, or 412. */
function callerOf(request: HttpRequest, credentials: BrokerCredentials): Caller {
  const { user } = credentials.require(request)
  requireVersion(request.headers['x-broker-api-version'])
  const origin = originatingIdentity(request.headers['x-broker-api-originating-identity'])
  return { user, origin: origin && `${origin.platform} ${origin.user}` }
}

/** 2.17 allows 400 for a missing header; checkers want 412 in both cases (contract oauth.md §5). */
function requireVersion(version: string | undefined): void {
  if (version !== undefined && /^2\.\d+$/.test(version)) return
  throw new BrokerError(412, 'X-Broker-API-Version must be 2.17 or another version 2')
}

const INSTANCE = '/v2/service_instances/{instance}'
const BINDING = `${INSTANCE}/service_bindings/{binding}`

function routesOf(broker: ServiceBroker): RestRoute<Caller>[] {
  const outcome = async (work: Promise<Outcome>) => {
    const { status, body } = await work
    return json(status, body)
  }
  const ok = async (work: Promise<object>) => json(200, await work)
  const empty = async (work: Promise<void>) => {
    await work
    return json(200, {})
  }
  const asked = ({ query }: Call) => read(deletion, Object.fromEntries(query))
  return [
    { method: 'GET', path: '/v2/catalog', handle: () => ok(broker.catalog()) },
    {
      method: 'PUT',
      path: INSTANCE,
      handle: async ({ params, json }) => outcome(broker.provision(params.instance!, read(provisioning, await json()))),
    },
    {
      method: 'PATCH',
      path: INSTANCE,
      handle: async ({ params, json }) => outcome(broker.update(params.instance!, read(updating, await json()))),
    },
    { method: 'GET', path: INSTANCE, handle: ({ params }) => ok(broker.instance(params.instance!)) },
    { method: 'DELETE', path: INSTANCE, handle: async (call) => empty(broker.deprovision(call.params.instance!, asked(call))) },
    { method: 'GET', path: `${INSTANCE}/last_operation`, handle: ({ params }) => ok(broker.lastInstanceOperation(params.instance!)) },
    {
      method: 'PUT',
      path: BINDING,
      handle: async ({ params, json }) => outcome(broker.bind(params.instance!, params.binding!, read(binding, await json()))),
    },
    { method: 'GET', path: BINDING, handle: ({ params }) => ok(broker.binding(params.instance!, params.binding!)) },
    {
      method: 'DELETE',
      path: BINDING,
      handle: async (call) => empty(broker.unbind(call.params.instance!, call.params.binding!, asked(call))),
    },
    {
      method: 'GET',
      path: `${BINDING}/last_operation`,
      handle: ({ params }) => ok(broker.lastBindingOperation(params.instance!, params.binding!)),
    },
  ]
}

const ACTIONS: Readonly<Record<string, AuditedAction['action']>> = { PUT: 'create', PATCH: 'update', DELETE: 'delete' }

/** What an answer with this status has done; a binding that is there already, asked for again, is read with its credentials. */
function actionOf({ method, path }: RestRoute<Caller>, status: number): AuditedAction['action'] | undefined {
  if (path === BINDING && (method === 'GET' || (method === 'PUT' && status === 200))) return 'read'
  return method === 'PUT' && status === 200 ? undefined : ACTIONS[method]
}

function audited(route: RestRoute<Caller>, { audit }: Pick<Identity, 'audit'>): RestRoute<Caller> {
  return {
    ...route,
    async handle(call) {
      const answer = await route.handle(call)
      const action = actionOf(route, answer.status)
      if (action === undefined) return answer
      const { instance = '', binding } = call.params
      const { user, origin } = call.caller
      await audit.write({
        request: call.request,
        user,
        userType: 'client',
        action,
        objectType: binding === undefined ? 'service instance' : 'service key',
        objectName: binding === undefined ? instance : `${instance} / ${binding}`,
        ...(origin !== undefined && { details: { onBehalfOf: origin } }),
      })
      return answer
    },
  }
}

const REQUEST_IDENTITY = 'X-Broker-API-Request-Identity'

/** Platforms find their own request again by it. */
function withRequestIdentity(answer: HttpResponse, request: HttpRequest): HttpResponse {
  const identity = request.headers[REQUEST_IDENTITY.toLowerCase()]
  if (identity === undefined || !/^[\x21-\x7e]{1,200}$/.test(identity)) return answer
  return { ...answer, headers: { ...answer.headers, [REQUEST_IDENTITY]: identity } }
}
