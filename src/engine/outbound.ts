import type { Readable } from 'node:stream'
import type { Headers } from './headers.ts'

/** A request to another system, ready for the wire. */
export interface OutboundRequest {
  readonly method: string
  /** `http` or `https`; user and password in it are not sent. */
  readonly url: URL
  /** Values must be free of line breaks, see `headerValue`. */
  readonly headers: Readonly<Record<string, string | string[]>>
  /** A stream can be sent once. */
  readonly body: Uint8Array | Readable | undefined
  /** Milliseconds for the whole exchange, answer body included, or that the other system makes a stream wait; 0 waits for ever. */
  readonly timeout: number
  /** Largest answer body that is read, bytes, after decompression. */
  readonly limit: number
  /** Whether the body of a 2xx answer may come as a stream; the limit does not count for that. */
  readonly acceptsStream?: boolean
}

/** An answer with its body, content encoding undone. */
export interface OutboundResponse {
  readonly status: number
  readonly statusText: string
  /** A header that came several times has an array: lines of `Set-Cookie` cannot be joined (RFC 6265 §3), others are joined by comma. */
  readonly headers: Headers
  /** Empty when there is a stream. */
  readonly body: Uint8Array
  /** A large body of a request that accepts a stream; whoever does not read it destroys it. */
  readonly stream?: Readable
}

/**
 * Sends a request and reads the answer, whatever its status. Throws `processing-failed` when there is no complete answer or
 * its body is larger than the limit.
 */
export type SendHttp = (request: OutboundRequest) => Promise<OutboundResponse>
