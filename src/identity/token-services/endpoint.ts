import { messageOf } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import { DIALECTS } from '../dialects/index.ts'
import { type Parameters, readParameters } from '../parameters.ts'
import type { RefusalLog } from '../refusal-log.ts'
import { Refusal } from '../refusals.ts'
import { internalFailure, refused } from '../token-answer.ts'

export interface EndpointOptions {
  readonly refusals: RefusalLog
  readonly logger: Logger
}

/** Clients of both dialects come here; the words are those of UAA, which has most of these endpoints. */
const UAA = DIALECTS['cloud-foundry']

/**
 * Renders and records what the handler refuses, as the token endpoint does.
 *
 * @param shown the path as it may be kept
 */
export function tokenServiceEndpoint(
  handler: HttpHandler,
  { refusals, logger }: EndpointOptions,
  shown: (request: HttpRequest) => string = ({ path }) => path,
): HttpHandler {
  return async (request) => {
    try {
      return await handler(request)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) {
        logger.error('Token service request failed', { requestId: request.id, reason: messageOf(thrown) })
        return internalFailure(request, UAA)
      }
      const { response, answered } = refused(thrown, request, UAA)
      refusals.record({ ...request, path: shown(request) }, thrown, answered)
      return response
    }
  }
}

/** The form of a request that carries a token, in the body alone (contract oauth.md I04). Throws refusals. */
export function readTokenForm(request: HttpRequest): Promise<Parameters> {
  requireMethod(request, ['POST'])
  if (new URLSearchParams(request.query).has('token')) throw new Refusal('token-in-query', { resource: request.path })
  return readParameters(request)
}

export function requireMethod({ method }: HttpRequest, allowed: readonly string[]): void {
  if (!allowed.includes(method)) throw new Refusal('method-not-allowed', { method, allowed })
}

/** Throws the refusal `token-not-sent`. */
export function requireToken(parameters: Parameters, { path }: HttpRequest): string {
  const token = parameters.get('token')
  if (token === undefined) throw new Refusal('token-not-sent', { resource: path })
  return token
}

/** Never kept by anybody on the way (contract oauth.md I07). */
export const NEVER_STORED = { 'Cache-Control': 'no-store', Pragma: 'no-cache' } as const

export function jsonAnswer(value: unknown): HttpResponse {
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', ...NEVER_STORED, ...UAA.headers }
  return { status: 200, headers, body: JSON.stringify(value) }
}
