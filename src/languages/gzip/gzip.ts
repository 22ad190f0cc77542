import { pipeline, type Readable } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip, createGzip, gunzip as gunzipWithCallback, gzip as gzipWithCallback } from 'node:zlib'
import { messageOf, SluiceError } from '../../kernel/errors.ts'

/** RFC 1952. */
export const gzip: (bytes: Uint8Array) => Promise<Buffer> = promisify(gzipWithCallback)

/** Throws `processing-failed` for what is no gzip data, and `too-large` when it is larger than `limit` bytes. */
export async function gunzip(bytes: Uint8Array, limit: number): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: limit })
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooLarge ? new SluiceError('too-large', `The unpacked body is larger than ${limit} bytes`, { cause }) : unreadable(cause)
  }
}

/** A stream that fails fails the result. */
export const gzipStream = (stream: Readable): AsyncIterable<Buffer> => pipeline(stream, createGzip(), failureIsRead)

/** Throws `processing-failed` where the data turns out not to be gzip. */
export async function* gunzipStream(stream: Readable): AsyncGenerator<Buffer> {
  let source: unknown
  stream.once('error', (thrown) => {
    source = thrown
  })
  try {
    yield* pipeline(stream, createGunzip(), failureIsRead)
  } catch (cause) {
    throw cause === source ? cause : unreadable(cause)
  }
}

const unpack = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(gunzipWithCallback)

/** Whoever reads the result of a pipeline gets its failure. */
const failureIsRead = (): void => undefined

const unreadable = (cause: unknown): SluiceError =>
  new SluiceError('processing-failed', `The body is no gzip data that can be read: ${messageOf(cause)}`, { cause })
