import type { AuditLog } from '../../identity/audit-log.ts'
import type { Refusal } from '../../identity/refusals.ts'
import { refusalOf } from '../../identity/request-refusal.ts'
import type { ErrorCode, SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import { createRestHandler, json as jsonAnswer, MethodNotAllowed, type RestCall } from '../rest/rest-handler.ts'
import { auditedCall } from './audited-call.ts'
import type { Route } from './route.ts'
import { validate } from './validate.ts'

export const PREFIX = '/admin/v1'

interface Caller {
  readonly user: string
}

export interface HandlerOptions {
  readonly routes: readonly Route[]
  /** Where the paths of the routes begin. */
  readonly prefix?: string
  /** The body of an answer that tells an error. */
  readonly errorBody?: (error: { code: ErrorCode; message: string }) => unknown
  /** Who calls. Throws `unauthorized`. */
  readonly authorizeAdmin: (request: HttpRequest) => Promise<Caller>
  readonly logger: Logger
  readonly audit: Pick<AuditLog, 'write'>
  /** Hears of every call that is denied. */
  onRefusal(request: HttpRequest, refusal: Refusal): void
}

/** Answers the routes, below `/admin/v1` unless they begin elsewhere. Every call, also to a path that does not exist, needs the administrator. */
export function createHandler({ routes, prefix = PREFIX, authorizeAdmin, audit, logger, ...errors }: HandlerOptions): HttpHandler {
  return createRestHandler<Caller>({
    prefix,
    routes: routes.map((route) => ({ ...route, handle: (call) => answer(call, route, audit) })),
    authorize: authorizeAdmin,
    renderError: (error, request) => renderError(error, request, errors),
    logger,
  })
}

/** A change is told when it stands in the audit log. */
async function answer(call: RestCall<Caller>, route: Route, audit: HandlerOptions['audit']): Promise<HttpResponse> {
  const { request, caller, params } = call
  const query = route.query && validate(route.query, Object.fromEntries(call.query), 'Query')
  const body = route.body && validate(route.body, await call.json(), 'Body')
  const result = await route.handle({ params, query, body, user: caller.user })
  if (route.audited) {
    await audit.write({ ...auditedCall(route, { params, body, result }), request, user: caller.user, userType: 'administrator' })
  }
  return route.answer ? json(route.status, result) : { status: route.status, headers: {}, body: null }
}

function renderError(
  error: SluiceError,
  request: HttpRequest,
  { onRefusal, errorBody = adminErrorBody }: Pick<HandlerOptions, 'onRefusal' | 'errorBody'>,
): HttpResponse {
  const refusal = refusalOf(error, request)
  if (refusal) onRefusal(request, refusal)
  return json(error.status, errorBody({ code: error.code, message: error.message }), extraHeaders(error))
}

const adminErrorBody = (error: { code: ErrorCode; message: string }) => ({ error })

function extraHeaders(error: SluiceError): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { Allow: error.allowed.join(', ') }
  // Not Basic: a browser would open its own dialog over the cockpit's login.
  return error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer realm="Sluice administration"' } : {}
}

/** What clients are named must not be read as a page, whoever asks (contract oauth.md X74). */
const json = (status: number, value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse =>
  jsonAnswer(status, value, { 'Content-Type': 'application/json;charset=UTF-8', 'X-Content-Type-Options': 'nosniff', ...headers })
