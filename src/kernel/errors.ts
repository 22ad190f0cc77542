/**
 * The one error type that Sluice throws on purpose. It is thrown anywhere and rendered once, at the edge that answers the
 * caller. `message` is public text; `detail` is private and reaches logs and `sluice explain` only.
 */
export class SluiceError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined

  constructor(code: ErrorCode, publicText: string, options: { detail?: string; cause?: unknown } = {}) {
    super(publicText, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'SluiceError'
    this.code = code
    this.detail = options.detail
  }

  /** HTTP status of this error at every edge that speaks HTTP. */
  get status(): number {
    return ERRORS[this.code].status
  }
}

/** Every error code with its HTTP status and the sentence that documentation shows. */
export const ERRORS = {
  'bad-request': { status: 400, doc: 'The request is malformed; the text names the field.' },
  unauthorized: { status: 401, doc: 'No valid credentials came with the request.' },
  forbidden: { status: 403, doc: 'The caller is known and may not do this.' },
  'not-found': { status: 404, doc: 'The addressed thing does not exist.' },
  'method-not-allowed': { status: 405, doc: 'The resource exists and does not answer this method.' },
  'request-timeout': { status: 408, doc: 'The request did not arrive in time.' },
  conflict: { status: 409, doc: 'The thing exists already, or its state forbids the change.' },
  'too-large': { status: 413, doc: 'The body is larger than the limit.' },
  'unsupported-media-type': { status: 415, doc: 'The body has a content type that the resource does not read.' },
  'too-many-requests': { status: 429, doc: 'Too many requests or failures; the Retry-After header says when to come again.' },
  'headers-too-large': { status: 431, doc: 'The request line and headers are larger than the limit.' },
  'deploy-failed': { status: 400, doc: 'An artifact cannot run here; the text names the element and the construct.' },
  'processing-failed': { status: 500, doc: 'A message failed in a step; the text names the element.' },
  internal: { status: 500, doc: 'A defect in Sluice; the log has the detail.' },
  'not-supported': { status: 501, doc: 'The protocol knows this request and this server does not offer it.' },
  unavailable: { status: 503, doc: 'A part that the request needs is starting, stopping or missing.' },
} as const satisfies Record<string, { status: number; doc: string }>

export type ErrorCode = keyof typeof ERRORS

/** The message of anything that was thrown, for logs and private details. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
