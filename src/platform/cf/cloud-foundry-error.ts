import { Refusal } from '../../identity/refusals.ts'
import { type ErrorCode, SluiceError } from '../../kernel/errors.ts'
import type { HttpResponse } from '../../kernel/http.ts'
import { json, MethodNotAllowed } from '../rest/rest-handler.ts'

/** Errors of the Cloud Controller with the numbers that clients look at. */
const ERRORS = {
  'CF-InvalidAuthToken': { status: 401, number: 1000 },
  'CF-MessageParseError': { status: 400, number: 1001 },
  'CF-NotFound': { status: 404, number: 10_000 },
  'CF-NotAuthenticated': { status: 401, number: 10_002 },
  'CF-NotAuthorized': { status: 403, number: 10_003 },
  'CF-BadQueryParameter': { status: 400, number: 10_005 },
  'CF-UnprocessableEntity': { status: 422, number: 10_008 },
  'CF-ResourceNotFound': { status: 404, number: 10_010 },
  'CF-ServerError': { status: 500, number: 10_001 },
  'CF-ServiceUnavailable': { status: 503, number: 10_015 },
} as const

type Title = keyof typeof ERRORS

/** An error that has a name of its own at the Cloud Controller. */
export class CloudFoundryError extends SluiceError {
  readonly title: Title

  constructor(title: Title, detail: string) {
    super('bad-request', detail)
    this.title = title
  }

  override get status(): number {
    return ERRORS[this.title].status
  }
}

export const badQuery = (detail: string): CloudFoundryError =>
  new CloudFoundryError('CF-BadQueryParameter', `The query parameter is invalid: ${detail}`)

export const unprocessable = (detail: string): CloudFoundryError => new CloudFoundryError('CF-UnprocessableEntity', detail)

/** `Service instance not found`. */
export const notFound = (thing: string): CloudFoundryError => new CloudFoundryError('CF-ResourceNotFound', `${thing} not found`)

/** What the rest of the platform throws, in the words of the Cloud Controller. */
const TITLES: Readonly<Partial<Record<ErrorCode, Title>>> = {
  'not-found': 'CF-NotFound',
  'method-not-allowed': 'CF-NotFound',
  unauthorized: 'CF-InvalidAuthToken',
  forbidden: 'CF-NotAuthorized',
  internal: 'CF-ServerError',
  unavailable: 'CF-ServiceUnavailable',
}

/** `{"errors":[{"code","title","detail"}]}` */
export function renderCloudFoundryError(error: SluiceError): HttpResponse {
  const title = titleOf(error)
  const { status, number } = ERRORS[title]
  const headers: HttpResponse['headers'] = status === 401 ? { 'WWW-Authenticate': 'Bearer realm="sluice"' } : {}
  return json(status, { errors: [{ code: number, title, detail: detailOf(error, title) }] }, headers)
}

function titleOf(error: SluiceError): Title {
  if (error instanceof CloudFoundryError) return error.title
  if (error instanceof Refusal && error.reason === 'no-authorization-header') return 'CF-NotAuthenticated'
  if (error instanceof Refusal && error.code === 'bad-request') return 'CF-InvalidAuthToken'
  return TITLES[error.code] ?? 'CF-UnprocessableEntity'
}

function detailOf(error: SluiceError, title: Title): string {
  if (title === 'CF-NotAuthenticated') return 'Authentication error'
  if (title === 'CF-InvalidAuthToken') return 'Invalid Auth Token'
  if (error instanceof MethodNotAllowed || title === 'CF-NotFound') return 'Unknown request'
  return error.message
}
