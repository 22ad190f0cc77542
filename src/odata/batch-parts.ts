import { SluiceError } from '../kernel/errors.ts'
import { badRequest } from './failure.ts'
import { boundaryOf, isMultipart, MAX_PARTS, type MimeMessage, readMessage, readMultipart } from './multipart.ts'

/** One request inside of a batch. */
export interface Operation {
  readonly method: string
  /** As it stands in the request line: absolute, or relative to the service, or beginning with `$` and a Content-ID. */
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
  readonly contentId: ContentId | undefined
}

/** The name of a request, and whether it stood among the headers of the part or of the request: the answer has it in the same place. */
export interface ContentId {
  readonly value: string
  readonly place: 'part' | 'request'
}

/** What a batch consists of. */
export type BatchPart =
  | { readonly kind: 'retrieve'; readonly operation: Operation }
  | { readonly kind: 'changeset'; readonly operations: readonly Operation[] }

const RETRIEVING: readonly string[] = ['GET', 'HEAD']
const CHANGING: readonly string[] = ['POST', 'PUT', 'PATCH', 'MERGE', 'DELETE']
const REQUEST_LINE = /^(?:\r?\n)*([A-Z]+) +(\S[^\r\n]*) HTTP\/\d(?:\.\d)?[ \t]*(?:\r?\n|$)/
/** Bytes in which a request line must end. */
const MAX_REQUEST_LINE = 16_384

/**
 * Cuts a batch into its requests (OData V2, Batch Processing §2): reading outside of changesets, changing inside. Throws `bad-request` that
 * names the part, also for more than 1000 requests.
 */
export function readBatch(bytes: Uint8Array, contentType: string | undefined): BatchPart[] {
  if (!isMultipart(contentType)) throw badRequest('The content type of a batch must be multipart/mixed with a boundary.')
  const parts = readMultipart(bytes, boundaryOf(contentType!))
  if (parts.length === 0) throw badRequest('The batch has no parts.')
  let left = MAX_PARTS
  return parts.map((part, index) => {
    const read = naming(`Part ${index + 1}`, () => readPart(part))
    left -= read.kind === 'changeset' ? read.operations.length : 1
    if (left < 0) throw badRequest(`Part ${index + 1}: the batch has more than ${MAX_PARTS} requests.`)
    return read
  })
}

function readPart(part: MimeMessage): BatchPart {
  const contentType = part.headers.get('content-type')
  if (!isMultipart(contentType)) return { kind: 'retrieve', operation: readOperation(part, RETRIEVING, 'outside of a changeset') }
  const parts = readMultipart(part.body, boundaryOf(contentType!))
  if (parts.length === 0) throw badRequest('the changeset has no requests.')
  const operations = parts.map((inner, index) =>
    naming(`request ${index + 1}`, () => readOperation(inner, CHANGING, 'inside of a changeset')),
  )
  requireDistinct(operations)
  return { kind: 'changeset', operations }
}

function readOperation({ headers: partHeaders, body: message }: MimeMessage, methods: readonly string[], place: string): Operation {
  const contentType = partHeaders.get('content-type') ?? ''
  if (!/^application\/http\s*(?:;|$)/i.test(contentType)) throw badRequest(`the content type '${contentType}' is not application/http.`)
  const start = Buffer.from(message.subarray(0, MAX_REQUEST_LINE)).toString('latin1')
  const [line, method, url] = REQUEST_LINE.exec(start) ?? []
  if (line === undefined) throw badRequest(`'${firstLine(start)}' is no request line like GET Name HTTP/1.1.`)
  if (!methods.includes(method!)) throw badRequest(`the method ${method} is not allowed ${place}.`)
  const { headers, body } = readMessage(message.subarray(line.length))
  const contentId = contentIdOf(partHeaders, 'part') ?? contentIdOf(headers, 'request')
  return { method: method!, url: Buffer.from(url!, 'latin1').toString('utf8').trim(), headers, body: cut(body, headers), contentId }
}

const firstLine = (text: string): string => text.trimStart().split(/\r?\n/, 1)[0]!.slice(0, 100)

/** Some clients end a request with a line of its own; its length says where the body ends. */
function cut(body: Uint8Array, headers: ReadonlyMap<string, string>): Uint8Array {
  const length = headers.get('content-length')
  if (length === undefined) return body
  if (!/^\d{1,15}$/.test(length)) throw badRequest(`the Content-Length '${length}' is no number.`)
  return body.subarray(0, Number(length))
}

function contentIdOf(headers: ReadonlyMap<string, string>, place: ContentId['place']): ContentId | undefined {
  const value = headers.get('content-id')
  return value === undefined || value === '' ? undefined : { value, place }
}

function requireDistinct(operations: readonly Operation[]): void {
  const seen = new Set<string>()
  for (const { contentId } of operations) {
    if (contentId === undefined) continue
    if (seen.has(contentId.value)) throw badRequest(`the Content-ID '${contentId.value}' occurs twice.`)
    seen.add(contentId.value)
  }
}

/** Says where what is thrown happened. */
function naming<T>(place: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw thrown instanceof SluiceError ? new SluiceError(thrown.code, `${place}: ${thrown.message}`, { cause: thrown }) : thrown
  }
}
