import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { RefusedRequest } from '../identity/refusal-log.ts'
import { Refusal } from '../identity/refusals.ts'
import { requestId } from '../kernel/ids.ts'

/** What the HTTP parser of Node reports: a code of llhttp or of Node, and the bytes that it was reading. */
export interface ParserError extends Error {
  readonly code?: string
  readonly reason?: string
  readonly rawPacket?: Buffer
}

/** Bytes of a request line and its headers; a real tenant takes as many (contract oauth.md §1.4). */
export const HEADER_LIMIT = 16_384

/** The first byte of a TLS handshake (RFC 8446 §5.1). */
const HANDSHAKE = 0x16

/** Milliseconds in which a caller that is still sending can read why it was refused. */
const LINGER = 1000

/**
 * Answers bytes that are no request, and tells of the refusal as of any other; unless an answer is on its way already, which
 * more bytes would garble.
 */
export function refuseUnreadable(
  { error, socket, response }: { error: ParserError; socket: Socket; response: ServerResponse | undefined },
  onRefusal: (request: RefusedRequest, refusal: Refusal) => void,
): void {
  // The parser reports whatever else comes on this connection too.
  if (socket.writableEnded) return
  const refusal = refusalOf(error)
  const interrupts = response?.headersSent === true && !response.writableEnded
  if (refusal === undefined || interrupts || !socket.writable) {
    socket.destroy()
    return
  }
  const request = requestOf(error, socket, requestId())
  onRefusal(request, refusal)
  socket.end(answerOf(refusal, request.id))
  setTimeout(() => socket.destroy(), LINGER).unref()
}

/** Why the parser gave up; nothing when it was the caller who went away. */
function refusalOf({ code = '', reason, rawPacket }: ParserError): Refusal | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal('headers-too-large', { limit: HEADER_LIMIT })
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal('request-too-slow')
  if (!code.startsWith('HPE_') || code === 'HPE_INVALID_EOF_STATE') return undefined
  if (rawPacket?.[0] === HANDSHAKE) return new Refusal('request-unreadable', { defect: 'it begins with a TLS handshake' })
  return new Refusal('request-unreadable', { defect: reason ?? code })
}

/** As far as the first line can be read, and without the query, where callers put what must not be kept. */
function requestOf({ rawPacket }: ParserError, { remoteAddress = '' }: Socket, id: string): RefusedRequest {
  const [, method = '', path = ''] = /^([A-Z]{1,20}) ([^ ?\r\n]{1,1000})/.exec(rawPacket?.toString('latin1', 0, 2000) ?? '') ?? []
  return { id, method, path, remoteAddress }
}

/** The answer as bytes of HTTP/1.1: there is no request that could be answered in the usual way. */
function answerOf({ status, message }: Refusal, id: string): string {
  const body = `${message}\n`
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: text/plain; charset=utf-8',
    `x-request-id: ${id}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  return `${headers.join('\r\n')}\r\n\r\n${body}`
}
