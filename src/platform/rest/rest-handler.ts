import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import { readJson } from './read-json.ts'

/** A call of an operation; `caller` is what the API's own check found out. */
export interface RestCall<C> {
  readonly request: HttpRequest
  readonly caller: C
  /** Values of the `{parameters}` of the path. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The body, `undefined` when there is none. Throws `bad-request` for what is no JSON. */
  json(): Promise<unknown>
}

export interface RestRoute<C> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the prefix, with `{parameters}`. */
  readonly path: string
  handle(call: RestCall<C>): Promise<HttpResponse>
}

export interface RestOptions<C> {
  /** Where the API is mounted. */
  readonly prefix: string
  readonly routes: readonly RestRoute<C>[]
  /** Who calls; also asked before a path that does not exist. Throws refusals. */
  readonly authorize: (request: HttpRequest) => Promise<C>
  /** Renders everything that is thrown on purpose, in the API's own shape; what is thrown by mistake comes as `internal`. */
  readonly renderError: (error: SluiceError, request: HttpRequest) => HttpResponse
  readonly logger: Logger
}

/** Answers an API that is a list of operations. The first route that fits wins, so a fixed segment stands before a parameter. */
export function createRestHandler<C>(options: RestOptions<C>): HttpHandler {
  const { prefix, routes, authorize, renderError, logger } = options
  const table = routes.map((route) => ({ route, segments: segmentsOf(route.path) }))
  return async (request) => {
    try {
      const caller = await authorize(request)
      const { route, params } = match(table, request, prefix)
      const query = new URLSearchParams(request.query)
      return await route.handle({ request, caller, params, query, json: () => readJson(request) })
    } catch (thrown) {
      if (thrown instanceof SluiceError) return renderError(thrown, request)
      logger.error('Request failed', { requestId: request.id, path: request.path, reason: messageOf(thrown) })
      return renderError(new SluiceError('internal', 'The server failed; its log has the reason'), request)
    }
  }
}

/** The path exists and answers other methods. */
export class MethodNotAllowed extends SluiceError {
  readonly allowed: readonly string[]

  constructor({ path, method }: HttpRequest, allowed: readonly string[]) {
    super('method-not-allowed', `${path} answers ${allowed.join(', ')}, not ${method}`)
    this.allowed = allowed
  }
}

function match<C>(table: readonly { route: RestRoute<C>; segments: readonly string[] }[], request: HttpRequest, prefix: string) {
  const actual = segmentsOf(request.path.slice(prefix.length))
  const candidates = table.flatMap(({ route, segments }) => {
    const params = parametersOf(segments, actual)
    return params ? [{ route, params }] : []
  })
  const found = candidates.find(({ route }) => route.method === request.method)
  if (found) return found
  if (candidates.length === 0) throw new SluiceError('not-found', `There is nothing at ${request.path}`)
  throw new MethodNotAllowed(request, [...new Set(candidates.map(({ route }) => route.method))])
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '')

function parametersOf(pattern: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== actual.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of pattern.entries()) {
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = actual[index]!
    else if (segment !== actual[index]) return undefined
  }
  return params
}

/** An answer in JSON that nobody may keep. */
export function json(status: number, value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(value),
  }
}
