import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HttpResponse } from '../kernel/http.ts'

/** Writes the answer; a body is never sent for HEAD, 204 and 304. Resolves when the last byte was handed over or the caller went away. */
export async function writeResponse(
  response: ServerResponse,
  answer: HttpResponse,
  request: { id: string; method: string },
): Promise<void> {
  for (const name in answer.headers) response.setHeader(name, answer.headers[name] as string)
  response.setHeader('x-request-id', request.id)
  response.statusCode = answer.status
  const { body } = answer
  if (body instanceof Readable) {
    if (request.method !== 'HEAD') return pipeline(body, response)
    body.destroy()
    response.end()
    return
  }
  const size = body === null ? 0 : Buffer.byteLength(body)
  if (answer.status !== 204 && answer.status !== 304) response.setHeader('Content-Length', size)
  if (request.method === 'HEAD' || body === null) response.end()
  // Node sends a text together with the head, in the same encoding, and that of a head is Latin-1.
  else if (typeof body === 'string' && size === body.length) response.end(body, 'latin1')
  else response.end(typeof body === 'string' ? Buffer.from(body, 'utf8') : body)
}
