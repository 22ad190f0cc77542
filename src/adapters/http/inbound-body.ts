import { type Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Body } from '../../engine/body.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpRequest } from '../../kernel/http.ts'

/** Bodies up to this size are read before the flow starts, so that a body that lies about itself is refused before it runs. */
const READ_AT_ONCE = 1024 * 1024

/**
 * The payload of a request, at most `limit` bytes of it: small ones in memory, larger ones as a stream that fails at the limit.
 * A gzip content encoding is undone, and the limit counts what comes out. Throws `too-large` and `bad-request`.
 */
export async function readBody(request: HttpRequest, limit: number): Promise<Body> {
  const length = request.headers['content-length']
  if (length === undefined && request.headers['transfer-encoding'] === undefined) return Body.empty
  if (length !== undefined && Number(length) > limit) throw tooLarge(limit)
  if (length === '0') return Body.empty
  const body = Body.stream(limited(decoded(request), limit), isGzip(request) || length === undefined ? {} : { length: Number(length) })
  if (Number(length) <= READ_AT_ONCE) await body.buffer(limit)
  return body
}

const isGzip = ({ headers }: HttpRequest): boolean => headers['content-encoding']?.toLowerCase() === 'gzip'

function decoded(request: HttpRequest): Readable {
  if (!isGzip(request)) return request.body
  return chain(request.body, createGunzip(), (cause) => new SluiceError('bad-request', 'The body is not valid gzip', { cause }))
}

function limited(source: Readable, limit: number): Readable {
  let size = 0
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length
      if (size > limit) done(tooLarge(limit))
      else done(null, chunk)
    },
  })
  return chain(source, counter, (cause) => cause)
}

/** Pipes and passes failures on, from the source as they are and from the stage as `describe` says. */
function chain(source: Readable, stage: Transform, describe: (cause: Error) => Error): Readable {
  const output = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) })
  source.once('error', (cause) => output.destroy(cause))
  stage.once('error', (cause) => {
    source.unpipe(stage)
    output.destroy(describe(cause))
  })
  source.pipe(stage).pipe(output)
  return output
}

function tooLarge(limit: number): SluiceError {
  return new SluiceError('too-large', `The body is larger than ${limit} bytes`)
}
