import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress, createGunzip, createInflate, gunzip, inflate } from 'node:zlib'
import { Agent, type Dispatcher, request } from 'undici'
import { Body } from '../../engine/body.ts'
import { Headers } from '../../engine/headers.ts'
import type { OutboundRequest, OutboundResponse } from '../../engine/outbound.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { connectionFailure, connectionTimeout } from './connection-failure.ts'
import { Deadline } from './deadline.ts'

export type { OutboundRequest, OutboundResponse } from '../../engine/outbound.ts'

/** Keeps connections open for less time than common servers do, so that a request rarely meets one that is being closed. */
const agent = new Agent({ connect: { timeout: 10_000 }, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 4000 })

/** Larger bodies are streamed, bytes, as far as whoever they are for accepts that. */
export const STREAMED_ABOVE = 1024 * 1024

/**
 * Sends a request and reads the answer, whatever its status. Redirects are answers like any other. Throws a
 * `ConnectionFailure` when there is no complete answer, and `processing-failed` when its body is larger than the limit.
 */
export async function sendRequest(outbound: OutboundRequest): Promise<OutboundResponse> {
  const { method, url, headers, body } = outbound
  const deadline = new Deadline(outbound.timeout)
  const failed = (cause: unknown): SluiceError => {
    if (cause instanceof SluiceError) return cause
    return deadline.signal.aborted ? connectionTimeout(url, outbound.timeout) : connectionFailure(url, cause)
  }
  try {
    deadline.start()
    const response = await request(url, {
      dispatcher: agent,
      method: method as Dispatcher.HttpMethod,
      headers: { ...headers },
      body: body instanceof Readable ? Readable.from(deadline.whileSending(body)) : (body ?? null),
      signal: deadline.signal,
      responseHeaders: 'raw',
    })
    const answer = { status: response.statusCode, statusText: response.statusText, headers: readHeaders(response) }
    const streams = outbound.acceptsStream === true && answer.status >= 200 && answer.status <= 299
    if (!streams) return { ...answer, body: await readBody(response, answer.headers, outbound.limit) }
    return { ...answer, ...(await openBody(describing(failed, deadline.whileReceiving(response.body)), answer.headers, outbound.limit)) }
  } catch (cause) {
    throw failed(cause)
  } finally {
    deadline.stop()
  }
}

async function* describing(failed: (cause: unknown) => SluiceError, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (cause) {
    throw failed(cause)
  }
}

async function readBody(response: Dispatcher.ResponseData, headers: Headers, limit: number): Promise<Uint8Array> {
  return decode(headers, await readLimited(response.body, limit), limit)
}

/** A small body is read, a larger one stays a stream. */
async function openBody(
  chunks: AsyncIterable<Uint8Array>,
  headers: Headers,
  limit: number,
): Promise<Pick<OutboundResponse, 'body' | 'stream'>> {
  const body = Body.stream(Readable.from(chunks))
  await body.bufferIfFits(Math.min(STREAMED_ABOVE, limit))
  if (body.isStream) return { body: new Uint8Array(), stream: decodeStream(headers, body.asStream()) }
  return { body: await decode(headers, body.asBytes(), limit) }
}

function readHeaders(response: Dispatcher.ResponseData): Headers {
  const raw = response.headers as unknown as readonly string[]
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

interface Decoder {
  whole(bytes: Uint8Array, options: { maxOutputLength: number }): Promise<Uint8Array>
  stream(): NodeJS.ReadWriteStream
}

const GZIP: Decoder = { whole: promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(gunzip), stream: createGunzip }

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: GZIP,
  'x-gzip': GZIP,
  deflate: { whole: promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(inflate), stream: createInflate },
  br: { whole: promisify<Uint8Array, { maxOutputLength: number }, Uint8Array>(brotliDecompress), stream: createBrotliDecompress },
}

const decoderOf = (headers: Headers): Decoder | undefined => DECODERS[String(headers.get('content-encoding') ?? '').toLowerCase()]

/** Afterwards the headers describe the decoded body, as the product's adapters show it to flows. */
async function decode(headers: Headers, bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  const decoder = decoderOf(headers)
  if (!decoder || bytes.length === 0) return bytes
  const decoded = await decoder.whole(bytes, { maxOutputLength: limit }).catch((cause) => {
    throw cause.code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(limit) : cause
  })
  headers.delete('content-encoding')
  if (headers.has('content-length')) headers.set('content-length', String(decoded.length))
  return decoded
}

/** The same for a stream, whose decoded length nobody knows. */
function decodeStream(headers: Headers, stream: Readable): Readable {
  const decoder = decoderOf(headers)
  if (!decoder) return stream
  headers.delete('content-encoding')
  headers.delete('content-length')
  // Whoever reads the result of a pipeline gets its failure.
  return pipeline(stream, decoder.stream(), () => undefined) as unknown as Readable
}

/** Not `too-large`: the caller's own body was fine. */
function tooLarge(limit: number): SluiceError {
  return new SluiceError('processing-failed', `The response body is larger than ${limit} bytes`)
}
