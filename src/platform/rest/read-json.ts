import { SluiceError } from '../../kernel/errors.ts'
import type { HttpRequest } from '../../kernel/http.ts'

const LIMIT = 1024 * 1024

/** The JSON body, `undefined` when there is none. Throws `unsupported-media-type`, `too-large` or `bad-request`. */
export async function readJson(request: HttpRequest): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += (chunk as Buffer).length
    if (size > LIMIT) throw new SluiceError('too-large', 'The body is larger than 1 MB')
    chunks.push(chunk as Buffer)
  }
  if (size === 0) return undefined
  checkMediaType(request.headers['content-type'])
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw new SluiceError('bad-request', 'The body is not valid JSON', { cause })
  }
}

function checkMediaType(contentType = ''): void {
  if (/^application\/json\s*(;|$)/i.test(contentType)) return
  throw new SluiceError('unsupported-media-type', 'The body must be sent with Content-Type: application/json')
}
