import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { Agent, type Dispatcher, request } from 'undici'
import { Headers } from '../../engine/headers.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { connectionFailure, connectionTimeout } from './connection-failure.ts'

/** A request to another system, ready for the wire. */
export interface OutboundRequest {
  readonly method: string
  /** `http` or `https`; user and password in it are not sent. */
  readonly url: URL
  /** Values must be free of line breaks, see `headerValue`. */
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Uint8Array | undefined
  /** Milliseconds for the whole exchange, answer body included; 0 waits for ever. */
  readonly timeout: number
  /** Largest answer body, bytes, after decompression. */
  readonly limit: number
}

/** An answer with its whole body, content encoding undone. */
export interface OutboundResponse {
  readonly status: number
  readonly statusText: string
  /** A header that came several times has an array: lines of `Set-Cookie` cannot be joined (RFC 6265 §3), others are joined by comma. */
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Keeps connections open for less time than common servers do, so that a request rarely meets one that is being closed. */
const agent = new Agent({ connect: { timeout: 10_000 }, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 4000 })

/**
 * Sends a request and reads the whole answer, whatever its status. Redirects are answers like any other. Throws a
 * `ConnectionFailure` when there is no complete answer, and `processing-failed` when its body is larger than the limit.
 */
export async function sendRequest(outbound: OutboundRequest): Promise<OutboundResponse> {
  const { method, url, headers, body } = outbound
  const deadline = new AbortController()
  const timer = outbound.timeout > 0 ? setTimeout(() => deadline.abort(), outbound.timeout) : undefined
  try {
    const response = await request(url, {
      dispatcher: agent,
      method: method as Dispatcher.HttpMethod,
      headers: { ...headers },
      body: body ?? null,
      signal: deadline.signal,
      responseHeaders: 'raw',
    })
    return await readResponse(response, outbound.limit)
  } catch (cause) {
    if (cause instanceof SluiceError) throw cause
    throw deadline.signal.aborted ? connectionTimeout(url, outbound.timeout) : connectionFailure(url, cause)
  } finally {
    clearTimeout(timer)
  }
}

async function readResponse(response: Dispatcher.ResponseData, limit: number): Promise<OutboundResponse> {
  const headers = readHeaders(response.headers as unknown as string[])
  const bytes = await readLimited(response.body, limit)
  const body = await decode(headers, bytes, limit)
  return { status: response.statusCode, statusText: response.statusText, headers, body }
}

function readHeaders(raw: readonly string[]): Headers {
  const headers = new Headers()
  for (let index = 0; index < raw.length; index += 2) {
    const [name, value] = [raw[index]!, raw[index + 1]!]
    const known = headers.get(name)
    if (known === undefined) headers.set(name, value)
    else if (name.toLowerCase() === 'set-cookie') headers.set(name, [known, value].flat())
    else headers.set(name, `${known}, ${value}`)
  }
  return headers
}

async function readLimited(stream: AsyncIterable<Uint8Array> & { destroy(): void }, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const DECODERS: Readonly<Record<string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Afterwards the headers describe the decoded body, as the product's adapters show it to flows. */
async function decode(headers: Headers, bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const decoder = DECODERS[String(headers.get('content-encoding') ?? '').toLowerCase()]
  if (!decoder || bytes.length === 0) return bytes
  const decoded = await decoder(bytes, { maxOutputLength: limit }).catch((cause) => {
    throw cause.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(limit) : cause
  })
  headers.delete('content-encoding')
  if (headers.has('content-length')) headers.set('content-length', String(decoded.length))
  return decoded
}

/** Not `too-large`: the caller's own body was fine. */
function tooLarge(limit: number): SluiceError {
  return new SluiceError('processing-failed', `The response body is larger than ${limit} bytes`)
}
