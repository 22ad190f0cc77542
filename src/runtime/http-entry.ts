import type { Exchange } from '../engine/exchange.ts'
import type { Need, Principal } from '../identity/principal.ts'
import { Refusal } from '../identity/refusals.ts'
import type { CsrfProtection } from '../kernel/csrf.ts'
import { messageOf } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import { type BoundEndpoint, displayAddress, type EndpointTable } from './endpoint-table.ts'
import type { MessageRunner } from './message-runner.ts'

export interface HttpEntryOptions {
  readonly endpoints: EndpointTable
  readonly runner: MessageRunner
  readonly csrf: CsrfProtection
  /** Decides about the caller; throws a `Refusal`. */
  authorize(request: HttpRequest, need: Need): Promise<Principal>
  /** Keeps the refusal and renders it for a caller of a flow. */
  refuse(request: HttpRequest, refusal: Refusal): HttpResponse
}

/** Answers `/http/*` and `/cxf/*`: finds the endpoint, lets the guard decide, runs the flow. */
export function createHttpEntry(options: HttpEntryOptions): HttpHandler {
  return async (request) => {
    try {
      const endpoint = options.endpoints.find(request.path)
      const principal = await options.authorize(request, needOf(request, endpoint))
      return await answer(options, request, endpoint, principal)
    } catch (thrown) {
      if (thrown instanceof Refusal) return options.refuse(request, thrown)
      throw thrown
    }
  }
}

/** Answers a caller who may call the address; whatever is refused from here on names him. */
async function answer(
  options: HttpEntryOptions,
  request: HttpRequest,
  endpoint: BoundEndpoint | undefined,
  principal: Principal,
): Promise<HttpResponse> {
  try {
    const found = requireEndpoint(request, endpoint)
    return forOneCaller(answerCsrf(options, request, found, principal) ?? (await runMessage(options, request, found, principal)))
  } catch (thrown) {
    throw thrown instanceof Refusal ? thrown.with({ clientId: principal.clientId, user: principal.user }) : thrown
  }
}

/** No shared cache may keep what this caller alone may see (RFC 6750 §5.3), unless the flow says how long it is good. */
function forOneCaller(response: HttpResponse): HttpResponse {
  if (Object.keys(response.headers).some((name) => name.toLowerCase() === 'cache-control')) return response
  return { ...response, headers: { ...response.headers, 'Cache-Control': 'private' } }
}

/** Who may call flows is told that nothing answers at an address; a stranger is not. */
export function requireEndpoint({ path }: { path: string }, endpoint: BoundEndpoint | undefined): BoundEndpoint {
  if (endpoint === undefined) throw new Refusal('endpoint-not-found', { resource: path })
  return endpoint
}

/** What a caller of this address needs. Of an unknown address nothing is told to a caller who is not known. */
export function needOf(request: { path: string }, endpoint: BoundEndpoint | undefined): Need {
  const role = endpoint?.trigger.role
  const roles = role === undefined ? [] : [role]
  const certificates = endpoint !== undefined && role === undefined ? endpoint.trigger.clientCertificates : undefined
  const need = { application: 'iflmap', roles: { cloudFoundry: roles, neo: roles }, resource: request.path } as const
  return certificates === undefined ? need : { ...need, certificates }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A protected channel gives out its token without running the flow, and takes a change only with it (contract odata-api.md §6). */
function answerCsrf(
  { csrf }: HttpEntryOptions,
  request: HttpRequest,
  { trigger }: BoundEndpoint,
  { user }: Principal,
): HttpResponse | undefined {
  if (!trigger.csrfProtected) return undefined
  if (SAFE_METHODS.has(request.method)) {
    const headers = csrf.headersFor(request, user)
    return 'X-CSRF-Token' in headers ? { status: 200, headers, body: null } : undefined
  }
  if (csrf.accepts(request, user)) return undefined
  throw new Refusal(request.headers['x-csrf-token'] ? 'csrf-token-wrong' : 'csrf-token-missing', { resource: displayAddress(trigger) })
}

async function runMessage(
  options: HttpEntryOptions,
  request: HttpRequest,
  endpoint: BoundEndpoint,
  principal: Principal,
): Promise<HttpResponse> {
  const { runner } = options
  const { flow, entry, trigger } = endpoint
  refuseOversized(request, endpoint)
  const exchange = runner.open(flow)
  try {
    await runner.run(flow, entry, exchange, () => prepare(exchange, request, endpoint, principal))
    return trigger.respond(exchange)
  } catch (failure) {
    exchange.body.discard()
    return trigger.respondFailure(failure instanceof Error ? failure : new Error(messageOf(failure)), exchange)
  }
}

/** A body that says itself that it is too large is refused before a message exists. */
function refuseOversized(request: HttpRequest, { trigger }: BoundEndpoint): void {
  const size = Number(request.headers['content-length'] ?? 0)
  if (size > trigger.maximumBodySize)
    throw new Refusal('body-too-large', { resource: displayAddress(trigger), limit: trigger.maximumBodySize })
}

async function prepare(exchange: Exchange, request: HttpRequest, { trigger }: BoundEndpoint, principal: Principal): Promise<void> {
  await trigger.receive(request, exchange)
  exchange.headers.set('SapAuthenticatedUserName', principal.user)
  const size = exchange.body.size
  if (size !== undefined) exchange.properties.set('SAP_InboundMessageSizeInKB', Math.ceil(size / 1024))
}
