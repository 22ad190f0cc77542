import { Readable } from 'node:stream'
import type { Exchange } from '../../engine/exchange.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { HttpResponse } from '../../kernel/http.ts'
import { gzipStream } from '../../languages/gzip/gzip.ts'
import { mayAnswer } from './header-names.ts'
import { headerValue, isHeaderName } from './header-value.ts'

/** Name under which client code looks for the log entry of its call. */
const GUID_HEADER = 'SAP_MessageProcessingLogID'

/** First bytes of gzip data (RFC 1952 §2.3.1). */
const GZIP_MAGIC = [0x1f, 0x8b]

type HeaderLines = Record<string, string | string[]>

/**
 * The answer of a message that ended well: the final body and message headers. The status is `CamelHttpResponseCode`, else 204
 * without a body and 200 with one. A body whose `Content-Encoding` header says gzip is compressed, unless it is already.
 */
export function answer(exchange: Exchange): HttpResponse {
  const { body } = exchange
  const status = statusOf(exchange) ?? (body.isEmpty ? 204 : 200)
  const headers = answerHeaders(exchange)
  if (body.isEmpty || status === 204 || status === 304) return { status, headers, body: null }
  if (wantsGzip(exchange)) return { status, headers, body: Readable.from(gzipStream(body.asStream())) }
  return { status, headers, body: body.isStream ? body.asStream() : body.asBytes() }
}

/**
 * The answer of a message that failed: always the fixed text of contract odata-api.md §6, with the exception's text when the
 * flow's *Return Exception to Sender* is on. The flow's own status and body count only when it ends well, in an exception
 * subprocess with a message end event; after an error end event the caller gets 500. 413 tells that the request was too large.
 */
export function failureAnswer(error: Error, exchange: Exchange, returnException: boolean): HttpResponse {
  const guid = exchange.log.messageGuid
  const text = returnException
    ? `An internal server error occured: ${messageOf(error)}.\nThe MPL ID for the failed message is : ${guid}`
    : `An internal server error occured: The MPL ID for the failed message is : ${guid}`
  return {
    status: isTooLarge(error) ? 413 : 500,
    headers: { 'Content-Type': 'text/plain', [GUID_HEADER]: guid },
    body: text,
  }
}

function statusOf({ headers }: Exchange): number | undefined {
  const status = Number(headers.get('CamelHttpResponseCode') ?? Number.NaN)
  // 1xx announces an answer and is none.
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined
}

function answerHeaders(exchange: Exchange): HeaderLines {
  const lines: HeaderLines = {}
  for (const [name, value] of exchange.headers) {
    const line = mayAnswer(name) && isHeaderName(name) && name.toLowerCase() !== GUID_HEADER.toLowerCase() ? headerValue(value) : undefined
    if (line !== undefined) lines[name] = line
  }
  lines[GUID_HEADER] = exchange.log.messageGuid
  return lines
}

function wantsGzip({ headers, body }: Exchange): boolean {
  if (String(headers.get('Content-Encoding') ?? '').toLowerCase() !== 'gzip') return false
  if (body.isStream) return true
  const [first, second] = body.asBytes()
  return first !== GZIP_MAGIC[0] || second !== GZIP_MAGIC[1]
}

function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (error instanceof SluiceError && error.code === 'too-large') || isTooLarge(error.cause)
}
