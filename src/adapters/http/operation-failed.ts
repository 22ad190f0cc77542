import type { Headers } from '../../engine/headers.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { OutboundResponse } from './outbound.ts'

/**
 * Another system answered with a status outside 2xx. Name, text and properties are those of the exception that scripts look
 * for (`ex.getClass().getCanonicalName()`, `ex.getResponseBody()`, `ex.getStatusCode()`, `ex.getStatusText()`).
 */
export class HttpOperationFailed extends SluiceError {
  readonly url: string
  readonly statusCode: number
  readonly statusText: string
  readonly redirectLocation: string | undefined
  readonly responseHeaders: Headers
  readonly responseBody: string

  constructor(url: URL, response: OutboundResponse) {
    const target = displayUrl(url)
    const location = response.headers.get('location')
    const redirect = location === undefined ? '' : `, redirectLocation: ${location}`
    super('processing-failed', `HTTP operation failed invoking ${target} with statusCode: ${response.status}${redirect}`)
    this.name = 'org.apache.camel.component.ahc.AhcOperationFailedException'
    this.url = target
    this.statusCode = response.status
    this.statusText = response.statusText
    this.redirectLocation = location === undefined ? undefined : String(location)
    this.responseHeaders = response.headers
    this.responseBody = new TextDecoder().decode(response.body)
  }
}

/** The URL as messages and logs may show it: without user and password. */
function displayUrl(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}
