import { SluiceError } from '../../kernel/errors.ts'
import type { HttpResponse } from '../../kernel/http.ts'
import { json, MethodNotAllowed } from '../rest/rest-handler.ts'

/** Error codes that platforms act on (Open Service Broker API 2.17, Service Broker Errors). */
type Code = 'ConcurrencyError' | 'MaintenanceInfoConflict'

/** An answer with a status that only this API gives. */
export class BrokerError extends SluiceError {
  readonly error: Code | undefined
  readonly #status: number

  constructor(status: 400 | 404 | 409 | 410 | 412 | 422, description: string, error?: Code) {
    super('bad-request', description)
    this.#status = status
    this.error = error
  }

  override get status(): number {
    return this.#status
  }
}

/** What was deleted already, or never was: the answer is `{}`. */
export const gone = (): BrokerError => new BrokerError(410, '')
export const missing = (): BrokerError => new BrokerError(404, '')
/** The id is taken by something else: the answer is `{}`. */
export const different = (): BrokerError => new BrokerError(409, '')

export function renderBrokerError(error: SluiceError): HttpResponse {
  const code = error instanceof BrokerError ? error.error : undefined
  const body = { ...(code && { error: code }), ...(error.message && { description: error.message }) }
  return json(error.status, body, headersOf(error))
}

function headersOf(error: SluiceError): HttpResponse['headers'] {
  if (error instanceof MethodNotAllowed) return { Allow: error.allowed.join(', ') }
  return error.status === 401 ? { 'WWW-Authenticate': 'Basic realm="sluice broker"' } : {}
}
