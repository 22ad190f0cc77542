import type { AuditLog } from '../../identity/audit-log.ts'
import type { Refusal } from '../../identity/refusals.ts'
import { refusalOf } from '../../identity/request-refusal.ts'
import { type ErrorCode, messageOf, SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import { auditedCall } from './audited-call.ts'
import { readJson } from './read-json.ts'
import type { Route } from './route.ts'
import { validate } from './validate.ts'

export const PREFIX = '/admin/v1'

export interface HandlerOptions {
  readonly routes: readonly Route[]
  /** Where the paths of the routes begin. */
  readonly prefix?: string
  /** The body of an answer that tells an error. */
  readonly errorBody?: (error: { code: ErrorCode; message: string }) => unknown
  /** Who calls. Throws `unauthorized`. */
  readonly authorizeAdmin: (request: HttpRequest) => Promise<{ user: string }>
  readonly logger: Logger
  readonly audit: Pick<AuditLog, 'write'>
  /** Hears of every call that is denied. */
  onRefusal(request: HttpRequest, refusal: Refusal): void
}

/** Answers the routes, below `/admin/v1` unless they begin elsewhere. Every call, also to a path that does not exist, needs the administrator. */
export function createHandler(options: HandlerOptions): HttpHandler {
  const { routes, authorizeAdmin } = options
  const table = routes.map((route) => ({ route, segments: segmentsOf(route.path) }))
  return async (request) => {
    try {
      const { user } = await authorizeAdmin(request)
      return await answer(request, match(table, request, options.prefix ?? PREFIX), { user, audit: options.audit })
    } catch (thrown) {
      return renderError(thrown, request, options)
    }
  }
}

interface Match {
  readonly route: Route
  readonly params: Record<string, string>
}

function match(table: readonly { route: Route; segments: string[] }[], request: HttpRequest, prefix: string): Match {
  const actual = segmentsOf(request.path.slice(prefix.length))
  const candidates = table.flatMap(({ route, segments }) => {
    const params = parametersOf(segments, actual)
    return params ? [{ route, params }] : []
  })
  const found = candidates.find(({ route }) => route.method === request.method)
  if (found) return found
  if (candidates.length === 0) throw new SluiceError('not-found', `The admin API has no path ${request.path}`)
  throw new MethodNotAllowed(
    request,
    candidates.map(({ route }) => route.method),
  )
}

class MethodNotAllowed extends SluiceError {
  readonly allowed: readonly string[]

  constructor(request: HttpRequest, allowed: readonly string[]) {
    super('method-not-allowed', `${request.path} answers ${allowed.join(', ')}, not ${request.method}`)
    this.allowed = allowed
  }
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}

/** `undefined` when the path is another one. A fixed segment wins over a parameter by standing earlier in the route list. */
function parametersOf(pattern: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== actual.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of pattern.entries()) {
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = actual[index]!
    else if (segment !== actual[index]) return undefined
  }
  return params
}

interface Auditor extends Pick<HandlerOptions, 'audit'> {
  readonly user: string
}

/** A change is told when it stands in the audit log. */
async function answer(request: HttpRequest, { route, params }: Match, { user, audit }: Auditor): Promise<HttpResponse> {
  const query = route.query && validate(route.query, Object.fromEntries(new URLSearchParams(request.query)), 'Query')
  const body = route.body && validate(route.body, await readJson(request), 'Body')
  const result = await route.handle({ params, query, body })
  if (route.audited) {
    await audit.write({ ...auditedCall(route, { params, body, result }), request, user, userType: 'administrator' })
  }
  return route.answer ? json(route.status, result) : { status: route.status, headers: {}, body: null }
}

function renderError(
  thrown: unknown,
  request: HttpRequest,
  { logger, onRefusal, errorBody = adminErrorBody }: HandlerOptions,
): HttpResponse {
  if (!(thrown instanceof SluiceError)) {
    logger.error('admin call failed', { request: request.id, path: request.path, reason: messageOf(thrown) })
    return json(500, errorBody({ code: 'internal', message: 'The admin API failed; the server log has the reason' }))
  }
  const refusal = refusalOf(thrown, request)
  if (refusal) onRefusal(request, refusal)
  const { code, message, status } = thrown
  return json(status, errorBody({ code, message }), extraHeaders(thrown))
}

const adminErrorBody = (error: { code: ErrorCode; message: string }) => ({ error })

function extraHeaders(error: SluiceError): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { Allow: error.allowed.join(', ') }
  // Not Basic: a browser would open its own dialog over the cockpit's login.
  return error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer realm="Sluice administration"' } : {}
}

function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    // What clients are named must not be read as a page, whoever asks (contract oauth.md X74).
    headers: {
      'Content-Type': 'application/json;charset=UTF-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify(value),
  }
}
