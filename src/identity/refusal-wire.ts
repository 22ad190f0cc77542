import { STATUS_CODES } from 'node:http'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { namesJson, negotiate } from './accept.ts'
import { CLIENT_ALGORITHMS } from './jws-algorithm.ts'
import { oauthError } from './oauth-error.ts'
import { quoted } from './quoted-string.ts'
import type { Refusal } from './refusals.ts'
import { tomcatPage } from './tomcat-page.ts'

/** Who answers: the endpoint of an integration flow, or the management API. */
export type Edge = 'integration-flow' | 'management-api'

const REALM = 'realm="sluice"'
const EITHER = `Bearer ${REALM}, Basic ${REALM}`

/** Nothing usable was presented: the challenge offers both schemes and names no error (RFC 6750 §3.1). */
const NOTHING_PRESENTED: readonly string[] = ['no-authorization-header', 'unsupported-scheme', 'client-certificate-required']

/** Which of several credentials counts is not for anybody to guess (RFC 6750 §3.1). */
const AMBIGUOUS: readonly string[] = ['several-authorization-headers', 'several-tokens']

/** The caller must come again with another scheme. */
const DPOP_WANTED: readonly string[] = ['dpop-token-as-bearer', 'dpop-token-unbound']

/** The answer to a refused call. */
export function renderRefusal(refusal: Refusal, request: HttpRequest, edge: Edge): HttpResponse {
  return edge === 'integration-flow' ? integrationFlowAnswer(refusal, request) : managementApiAnswer(refusal, request)
}

/** What the caller can read in that answer: the text of the refusal in the body or in the challenge, else no more than the status says. */
export function toldText(refusal: Refusal, edge: Edge): string {
  const isInBody = edge === 'integration-flow' && isOfOAuthLayer(refusal)
  const isInChallenge = challengeText(refusal)?.includes('error_description=') === true
  return isInBody || isInChallenge ? refusal.message : phraseOf(refusal.status)
}

const phraseOf = (status: number): string => STATUS_CODES[status] ?? 'Error'

/**
 * The OAuth layer in front of integration flows answers XML, or JSON to who names it (contract oauth.md §3 end); what comes
 * after it, and HTTP Basic, is answered by the servlet container (contract odata-api.md §6).
 */
function integrationFlowAnswer(refusal: Refusal, request: HttpRequest): HttpResponse {
  const headers = { ...challenge(refusal), ...retry(refusal), ...csrf(refusal, 'required') }
  if (!isOfOAuthLayer(refusal)) return tomcatPage(refusal.status, headers)
  const answer = { status: refusal.status, error: refusal.error, text: refusal.message }
  return oauthError(answer, negotiate(request.headers.accept, 'xml'), headers)
}

/** HTTP Basic and certificates never reach the OAuth layer. */
const isOfContainer = ({ facts: { scheme } }: Refusal): boolean => scheme === 'basic' || scheme === 'certificate'

/** A broken header is no credentials yet, of whatever scheme. */
function isOfOAuthLayer(refusal: Refusal): boolean {
  if (refusal.reason === 'client-certificate-required') return false
  if (isOfContainer(refusal) && refusal.reason !== 'garbled-authorization-header') return false
  return refusal.status === 401 || AMBIGUOUS.includes(refusal.reason)
}

/** Servlet container pages, except that 403 is an OData error for who asks for JSON (contract odata-api.md §3.1, §3.2). */
function managementApiAnswer(refusal: Refusal, request: HttpRequest): HttpResponse {
  const headers = { ...challenge(refusal), ...retry(refusal), ...csrf(refusal, 'Required') }
  if (refusal.status !== 403 || !asksForJson(request)) return tomcatPage(refusal.status, headers)
  const error = { code: 'Forbidden', message: { lang: 'en', value: null } }
  return { status: 403, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify({ error }) }
}

const asksForJson = (request: HttpRequest): boolean =>
  namesJson(request.headers.accept) || /(?:^|&)(?:\$|%24)format=json(?:&|$)/i.test(request.query)

/** The `WWW-Authenticate` header, RFC 6750 §3 and RFC 9110 §11.6.1. */
function challenge(refusal: Refusal): Record<string, string> {
  const value = challengeText(refusal)
  return value === undefined ? {} : { 'WWW-Authenticate': value }
}

function challengeText(refusal: Refusal): string | undefined {
  const { reason, status, facts } = refusal
  if (NOTHING_PRESENTED.includes(reason) || (status === 401 && facts.scheme === 'certificate')) return EITHER
  if (isAboutDpop(refusal)) return dpopError(refusal)
  if (reason === 'garbled-authorization-header') return bearerError('invalid_token', refusal.message)
  if (AMBIGUOUS.includes(reason)) return bearerError('invalid_request', refusal.message)
  if (status === 401) return facts.scheme === 'basic' ? `Basic ${REALM}` : bearerError(refusal.error, refusal.message)
  if (refusal.error !== 'insufficient_scope' || isOfContainer(refusal)) return undefined
  return `Bearer ${REALM}, error="insufficient_scope", scope="${quoted(facts.needed?.join(' ') ?? '')}"`
}

/** A token that is bound to a key has another scheme than Bearer, also where it came as Bearer (RFC 9449 §7.1, §7.2). */
const isAboutDpop = ({ reason, facts }: Refusal): boolean => facts.scheme === 'dpop' || DPOP_WANTED.includes(reason)

function dpopError({ reason, status, error, message, facts }: Refusal): string | undefined {
  const algorithms = `algs="${CLIENT_ALGORITHMS.join(' ')}"`
  const shown = reason === 'garbled-authorization-header' ? 'invalid_token' : error
  if (status === 401) return `DPoP ${REALM}, error="${shown}", error_description="${quoted(message)}", ${algorithms}`
  if (error !== 'insufficient_scope') return undefined
  return `DPoP ${REALM}, error="insufficient_scope", scope="${quoted(facts.needed?.join(' ') ?? '')}", ${algorithms}`
}

const bearerError = (error: string, description: string): string =>
  `Bearer ${REALM}, error="${error}", error_description="${quoted(description)}"`

/** Callers tell this 403 from a missing role by the header (contract odata-api.md §2, §6). */
const csrf = (refusal: Refusal, value: string): Record<string, string> =>
  refusal.error === 'csrf_token_required' ? { 'X-CSRF-Token': value } : {}

/** Seconds (RFC 6585 §4). */
const retry = ({ status, facts }: Refusal): Record<string, string> => (status === 429 ? { 'Retry-After': String(facts.limit ?? 1) } : {})
