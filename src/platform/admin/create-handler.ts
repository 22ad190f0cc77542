import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import { readJson } from './read-json.ts'
import type { Route } from './route.ts'
import { validate } from './validate.ts'

export const PREFIX = '/admin/v1'

export interface HandlerOptions {
  readonly routes: readonly Route[]
  /** Who calls. Throws `unauthorized`. */
  readonly authorizeAdmin: (request: HttpRequest) => Promise<{ user: string }>
  readonly logger: Logger
}

/** Answers the routes below `/admin/v1`. Every call, also to a path that does not exist, needs the administrator. */
export function createHandler({ routes, authorizeAdmin, logger }: HandlerOptions): HttpHandler {
  const table = routes.map((route) => ({ route, segments: segmentsOf(route.path) }))
  return async (request) => {
    try {
      await authorizeAdmin(request)
      return await answer(request, match(table, request))
    } catch (thrown) {
      return renderError(thrown, request, logger)
    }
  }
}

interface Match {
  readonly route: Route
  readonly params: Record<string, string>
}

function match(table: readonly { route: Route; segments: string[] }[], request: HttpRequest): Match {
  const actual = segmentsOf(request.path.slice(PREFIX.length))
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

async function answer(request: HttpRequest, { route, params }: Match): Promise<HttpResponse> {
  const query = route.query && validate(route.query, Object.fromEntries(new URLSearchParams(request.query)), 'Query')
  const body = route.body && validate(route.body, await readJson(request), 'Body')
  const result = await route.handle({ params, query, body })
  return route.answer ? json(route.status, result) : { status: route.status, headers: {}, body: null }
}

function renderError(thrown: unknown, request: HttpRequest, logger: Logger): HttpResponse {
  if (!(thrown instanceof SluiceError)) {
    logger.error('admin call failed', { request: request.id, path: request.path, reason: messageOf(thrown) })
    return json(500, { error: { code: 'internal', message: 'The admin API failed; the server log has the reason' } })
  }
  const { code, message, status } = thrown
  return json(status, { error: { code, message } }, extraHeaders(thrown))
}

function extraHeaders(error: SluiceError): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { Allow: error.allowed.join(', ') }
  // Not Basic: a browser would open its own dialog over the cockpit's login.
  return error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer realm="Sluice administration"' } : {}
}

function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}
