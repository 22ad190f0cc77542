import { Readable } from 'node:stream'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { answerPart, batchAnswer, changesetPart } from './batch-answer.ts'
import { type Operation, readBatch } from './batch-parts.ts'
import type { MimeMessage } from './multipart.ts'
import { readBytes } from './request-body.ts'

/** What a batch asks of the service. `P` is a request whose caller may do it. */
export interface BatchHost<P> {
  /** Finds what a request addresses and checks that the caller of the batch may do it. Throws what `render` writes. */
  prepare(request: HttpRequest): Promise<P>
  /** What an address that begins with the Content-ID of this request will look like: right but for the key. */
  likeness(prepared: P): string
  /** Does a request that was prepared, or one that differs from it by the key in its address. */
  perform(request: HttpRequest, prepared: P): Promise<HttpResponse>
  /** As `perform` for all that the work does with it; keeps everything when the work resolves and nothing when it rejects. */
  atomically<T>(work: (perform: BatchHost<P>['perform']) => Promise<T>): Promise<T>
  /** An error as the answer to the request. */
  render(error: unknown, request: HttpRequest): HttpResponse
  /** Path of the service on this host, without trailing slash. */
  readonly prefix: string
  /** Bytes that the batch may have, and about what its answers may have. */
  readonly limit: number
}

/**
 * Answers `POST $batch` (OData V2, Batch Processing). Parts are done in their order; one that fails does not keep the next from being done.
 *
 * A changeset is one change: done whole and answered by the answers of all its requests, or not at all and answered by the first error.
 * Addresses and permissions of all its requests are checked before the first one is done.
 *
 * Throws `bad-request` that names the part, and then nothing was done.
 */
export async function answerBatch<P>(request: HttpRequest, host: BatchHost<P>): Promise<HttpResponse> {
  const parts = readBatch(await readBytes(request.body, host.limit), request.headers['content-type'])
  const answers: MimeMessage[] = []
  let size = 0
  for (const part of parts) {
    const batch = { request, host, isFull: size > host.limit }
    const answer = part.kind === 'changeset' ? await changeset(part.operations, batch) : await retrieve(part.operation, batch)
    answers.push(answer)
    size += answer.body.length
  }
  return batchAnswer(answers)
}

interface Batch<P> {
  readonly request: HttpRequest
  readonly host: BatchHost<P>
  /** Whether the answers so far leave no room for what is read. */
  readonly isFull: boolean
}

async function retrieve<P>(operation: Operation, { request: outer, host, isFull }: Batch<P>): Promise<MimeMessage> {
  const request = requestOf(operation, operation.url, outer, host)
  try {
    if (isFull) throw new SluiceError('too-large', `The answers of the batch are larger than ${host.limit} bytes.`)
    return await answerPart(operation, await host.perform(request, await host.prepare(request)))
  } catch (error) {
    return answerPart(operation, host.render(error, request))
  }
}

async function changeset<P>(operations: readonly Operation[], { request: outer, host }: Batch<P>): Promise<MimeMessage> {
  try {
    const prepared = await prepareAll(operations, outer, host)
    return await host.atomically((perform) => performAll(operations, { prepared, perform, outer, host }))
  } catch (error) {
    const { operation, request, cause } = error instanceof FailedOperation ? error : failureOfAll(operations, outer, host, error)
    return answerPart(operation, host.render(cause, request))
  }
}

/** Looks at all requests before any of them is done. */
async function prepareAll<P>(operations: readonly Operation[], outer: HttpRequest, host: BatchHost<P>): Promise<P[]> {
  const likenesses = new Map<string, string>()
  const prepared: P[] = []
  for (const operation of operations) {
    const request = requestOf(operation, resolveReference(operation.url, likenesses), outer, host)
    const ready = await attempt(operation, request, () => host.prepare(request))
    if (operation.contentId !== undefined) likenesses.set(operation.contentId.value, host.likeness(ready))
    prepared.push(ready)
  }
  return prepared
}

interface Performance<P> {
  /** In the order of the operations. */
  readonly prepared: readonly P[]
  readonly perform: BatchHost<P>['perform']
  readonly outer: HttpRequest
  readonly host: BatchHost<P>
}

async function performAll<P>(operations: readonly Operation[], { prepared, perform, outer, host }: Performance<P>): Promise<MimeMessage> {
  const addresses = new Map<string, string>()
  const answers: MimeMessage[] = []
  for (const [index, operation] of operations.entries()) {
    const request = requestOf(operation, resolveReference(operation.url, addresses), outer, host)
    const response = await attempt(operation, request, () => perform(request, prepared[index]!))
    if (operation.contentId !== undefined) addresses.set(operation.contentId.value, String(response.headers.Location ?? request.path))
    answers.push(await answerPart(operation, response))
  }
  return changesetPart(answers)
}

/** What is no request's fault, as that the changes could not be kept, is told as the first one's. */
function failureOfAll<P>(operations: readonly Operation[], outer: HttpRequest, host: BatchHost<P>, cause: unknown): FailedOperation {
  const first = operations[0]!
  return new FailedOperation(first, requestOf(first, first.url, outer, host), cause)
}

/** An error with the request that it ends the changeset at. */
class FailedOperation extends Error {
  readonly operation: Operation
  readonly request: HttpRequest

  constructor(operation: Operation, request: HttpRequest, cause: unknown) {
    super('An operation of a changeset failed', { cause })
    this.operation = operation
    this.request = request
  }
}

async function attempt<T>(operation: Operation, request: HttpRequest, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new FailedOperation(operation, request, error)
  }
}

/** `$1/Chapters`: the Content-ID of an earlier request and what is wanted of the entity that it made. */
const REFERENCE = /^\$([^/?]+)/

const resolveReference = (url: string, addresses: ReadonlyMap<string, string>): string =>
  url.replace(REFERENCE, (reference, name: string) => addresses.get(name) ?? reference)

/** The request as if it had come alone. It has the headers of its part only: nothing of the batch and no credentials of its own count. */
function requestOf(
  { method, headers, body }: Operation,
  url: string,
  outer: HttpRequest,
  { prefix }: { readonly prefix: string },
): HttpRequest {
  const target = targetOf(url, prefix)
  const mark = target.indexOf('?')
  const own = [...headers].filter(([name]) => !PRIVATE.includes(name))
  return {
    ...outer,
    method,
    target,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: Object.fromEntries(own),
    headerValues: Object.fromEntries(own.map(([name, value]) => [name, [value]])),
    body: Readable.from(body.length === 0 ? [] : [body]),
  }
}

/** Who calls is decided for the batch. */
const PRIVATE: readonly string[] = ['authorization', 'cookie', 'dpop', 'x-csrf-token']

/** Path and query; of an absolute address the host does not matter, as for requests that come alone. */
function targetOf(url: string, prefix: string): string {
  const local = url.replace(/^https?:\/\/[^/?]*/i, '')
  return local !== url || local.startsWith('/') ? local : `${prefix}/${local}`
}
