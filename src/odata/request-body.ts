import type { Readable } from 'node:stream'
import { SluiceError } from '../kernel/errors.ts'
import { isObject } from './entity-body.ts'
import { badRequest } from './failure.ts'

const MALFORMED = "An exception of type 'MalformedJsonException' occurred."

/**
 * Reads a JSON body: bare or wrapped in `d`; nothing and `null` are an empty object (contract odata-api T7, T8). Throws
 * `bad-request` for anything else that is no JSON object, `too-large` above `limit` bytes, `unsupported-media-type` for XML.
 */
export async function readJsonBody(
  body: Readable,
  contentType: string | undefined,
  limit: number,
): Promise<Readonly<Record<string, unknown>>> {
  const text = (await readBytes(body, limit)).toString('utf8').trim()
  if (text === '' || text === 'null') return {}
  if (contentType !== undefined && /xml/i.test(contentType)) {
    throw new SluiceError('unsupported-media-type', 'Send the entity as application/json.')
  }
  const json = parse(text)
  if (!isObject(json)) throw badRequest(MALFORMED)
  return isObject(json.d) ? json.d : json
}

/** The bytes of a body. Throws `too-large` above `limit` bytes. */
export async function readBytes(body: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) throw new SluiceError('too-large', `The request body is larger than ${limit} bytes.`)
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SluiceError('bad-request', MALFORMED, { cause })
  }
}
