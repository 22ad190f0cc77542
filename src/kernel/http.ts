import type { Readable } from 'node:stream'

/** A request as every edge sees it: read once from node:http, with duplicates kept apart (attack list X40–X43). */
export interface HttpRequest {
  readonly id: string
  readonly method: string
  /** The raw request target, path and query, exactly as sent. */
  readonly target: string
  /** The path after one decoding, see `normalisePath`; never contains `..`, `//` or control bytes. */
  readonly path: string
  /** Raw query string without the question mark; empty when there is none. */
  readonly query: string
  /** Lower-case header name → first value. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Lower-case header name → all values in order. */
  readonly headerValues: Readonly<Record<string, readonly string[] | undefined>>
  readonly body: Readable
  readonly remoteAddress: string
  readonly secure: boolean
  /** What the caller's TLS connection presented, here or to a trusted proxy. */
  readonly clientCertificate: ClientCertificate | undefined
}

/** A certificate whose private key the caller holds. Whom it stands for is not decided yet. */
export interface ClientCertificate {
  /** DER, as it was presented. */
  readonly der: Uint8Array
  /** Whether it was issued by an authority that this server trusts. */
  readonly trusted: boolean
}

/** An answer; the server adds `x-request-id` and `Content-Length`. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Uint8Array | string | Readable | null
}

/** Answers the requests below its paths. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>
