import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { negotiate } from './accept.ts'
import type { DialectRules, WireError } from './dialects/index.ts'
import { oauthError } from './oauth-error.ts'
import { quoted } from './quoted-string.ts'
import type { Refusal } from './refusals.ts'

/** A token response (RFC 6749 §5.1); JSON whatever `Accept` says. */
export function success(answer: Record<string, unknown>, request: HttpRequest, dialect: DialectRules): HttpResponse {
  const never = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...never, ...dialect.headers, ...correlation(request) },
    body: JSON.stringify(answer),
  }
}

/** An error response (RFC 6749 §5.2; contract oauth.md §1.4), JSON or XML, and what it says. */
export function refused(refusal: Refusal, request: HttpRequest, dialect: DialectRules) {
  const wire = wireError(refusal, dialect)
  const status = wire.status ?? refusal.status
  const headers = { ...dialect.headers, ...correlation(request), ...statusHeaders(status, refusal, wire, dialect) }
  const response = oauthError({ status, error: wire.error, text: wire.text }, negotiate(request.headers.accept, 'json'), headers)
  return { response, answered: { status, text: wire.text } }
}

/** A defect of ours: nothing of it is told. */
export function internalFailure(request: HttpRequest, dialect: DialectRules): HttpResponse {
  const answer = { status: 500, error: 'server_error', text: 'Internal Server Error' }
  return oauthError(answer, negotiate(request.headers.accept, 'json'), { ...dialect.headers, ...correlation(request) })
}

function wireError(refusal: Refusal, dialect: DialectRules): WireError {
  const { error, message: text } = refusal
  const own = dialect.wire[refusal.reason]?.(refusal.facts)
  // A bad proof is a bad request here and no access at a resource server (RFC 9449 §5, §7.1).
  return own ?? (error === 'invalid_dpop_proof' ? { status: 400, error, text } : { error, text })
}

function statusHeaders(status: number, refusal: Refusal, wire: WireError, dialect: DialectRules): Record<string, string> {
  switch (status) {
    case 401:
      return { 'WWW-Authenticate': dialect.challenge(refusal, wire) }
    case 403:
      return refusal.error === 'insufficient_scope' ? { 'WWW-Authenticate': scopeChallenge(refusal) } : {}
    case 405:
      return { Allow: refusal.facts.allowed?.join(', ') ?? '' }
    case 413:
      // The rest of the body is never read, so the connection cannot carry another request.
      return { Connection: 'close' }
    case 429:
      return { 'Retry-After': String(refusal.facts.limit ?? 1) }
    case 503:
      return { 'Retry-After': '1' }
    default:
      return {}
  }
}

/** RFC 6750 §3.1. */
const scopeChallenge = ({ facts }: Refusal): string => `Bearer error="insufficient_scope", scope="${quoted(facts.needed?.join(' ') ?? '')}"`

const safeId = /^[\w.:-]{1,128}$/

/** The caller's correlation ids when they are harmless, else the request id (contract oauth.md §1.2). */
function correlation({ id, headers }: HttpRequest): Record<string, string> {
  const trace = harmless(headers['x-correlationid'])
  return {
    'X-Vcap-Request-Id': harmless(headers['x-vcap-request-id']) ?? trace ?? id,
    ...(trace !== undefined && { 'X-CorrelationID': trace }),
  }
}

const harmless = (value: string | undefined): string | undefined => (value !== undefined && safeId.test(value) ? value : undefined)
