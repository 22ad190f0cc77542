import { Readable } from 'node:stream'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { answerPart, batchAnswer, changesetPart } from './batch-answer.ts'
import { type Operation, readBatch } from './batch-parts.ts'
import type { MimeMessage } from './multipart.ts'
import { readBytes } from './request-body.ts'

/** What a batch asks of the service. */
export interface BatchHost {
  /** Finds what a request addresses and checks that the caller of the batch may do it; the result does it. Throws what `render` writes. */
  prepare(request: HttpRequest): Promise<() => Promise<HttpResponse>>
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
 * A changeset is answered as one: by the answers of all its requests, or by the first error. Addresses and permissions of its requests are
 * checked before the first one is done, except where an address begins with the Content-ID of an earlier request. It is **not** a
 * transaction: what was done before a request failed stays done, and what comes after it is not tried.
 *
 * Throws `bad-request` that names the part, and then nothing was done.
 */
export async function answerBatch(request: HttpRequest, host: BatchHost): Promise<HttpResponse> {
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

interface Batch {
  readonly request: HttpRequest
  readonly host: BatchHost
  /** Whether the answers so far leave no room for what is read. */
  readonly isFull: boolean
}

async function retrieve(operation: Operation, { request: outer, host, isFull }: Batch): Promise<MimeMessage> {
  const request = requestOf(operation, operation.url, outer, host)
  try {
    if (isFull) throw new SluiceError('too-large', `The answers of the batch are larger than ${host.limit} bytes.`)
    return await answerPart(operation, await (await host.prepare(request))())
  } catch (error) {
    return answerPart(operation, host.render(error, request))
  }
}

async function changeset(operations: readonly Operation[], { request: outer, host }: Batch): Promise<MimeMessage> {
  const addresses = new Map<string, string>()
  const answers: MimeMessage[] = []
  try {
    const ready = await prepareAll(operations, outer, host)
    for (const operation of operations) {
      const request = requestOf(operation, resolveReference(operation.url, addresses), outer, host)
      const response = await attempt(operation, request, async () => (ready.get(operation) ?? (await host.prepare(request)))())
      if (operation.contentId !== undefined) addresses.set(operation.contentId.value, String(response.headers.Location ?? request.path))
      answers.push(await answerPart(operation, response))
    }
    return changesetPart(answers)
  } catch (error) {
    if (!(error instanceof FailedOperation)) throw error
    return answerPart(error.operation, host.render(error.cause, error.request))
  }
}

/** What can be said of the requests before any of them is done. */
async function prepareAll(
  operations: readonly Operation[],
  outer: HttpRequest,
  host: BatchHost,
): Promise<ReadonlyMap<Operation, () => Promise<HttpResponse>>> {
  const ready = new Map<Operation, () => Promise<HttpResponse>>()
  const earlier = new Set<string>()
  for (const operation of operations) {
    const request = requestOf(operation, operation.url, outer, host)
    const reference = REFERENCE.exec(operation.url)?.[1]
    const waits = reference !== undefined && earlier.has(reference)
    if (!waits) ready.set(operation, await attempt(operation, request, () => host.prepare(request)))
    if (operation.contentId !== undefined) earlier.add(operation.contentId.value)
  }
  return ready
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
function requestOf({ method, headers, body }: Operation, url: string, outer: HttpRequest, { prefix }: BatchHost): HttpRequest {
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
