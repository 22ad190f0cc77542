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
  const named = new Set<string>()
  const prepared = new Map<Operation, () => Promise<HttpResponse>>()
  const answers: MimeMessage[] = []
  let current = { operation: operations[0]!, request: outer }
  const prepare = (operation: Operation): Promise<() => Promise<HttpResponse>> => {
    current = { operation, request: requestOf(operation, resolveReference(operation.url, addresses), outer, host) }
    return host.prepare(current.request)
  }
  try {
    for (const operation of operations) {
      if (!named.has(referenceIn(operation.url))) prepared.set(operation, await prepare(operation))
      if (operation.contentId !== undefined) named.add(operation.contentId.value)
    }
    for (const operation of operations) {
      const perform = prepared.get(operation) ?? (await prepare(operation))
      current = { operation, request: requestOf(operation, resolveReference(operation.url, addresses), outer, host) }
      const response = await perform()
      if (operation.contentId !== undefined) addresses.set(operation.contentId.value, addressOf(response, current.request))
      answers.push(await answerPart(operation, response))
    }
  } catch (error) {
    return answerPart(current.operation, host.render(error, current.request))
  }
  return changesetPart(answers)
}
