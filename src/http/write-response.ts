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
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value as string)
  response.setHeader('x-request-id', request.id)
  response.statusCode = answer.status
  const { body } = answer
  if (body instanceof Readable) {
    if (request.method !== 'HEAD') return pipeline(body, response)
    body.destroy()
    response.end()
    return
  }
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body
  if (answer.status !== 204 && answer.status !== 304) response.setHeader('Content-Length', bytes?.length ?? 0)
  response.end(request.method === 'HEAD' ? undefined : bytes)
}
