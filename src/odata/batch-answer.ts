import { STATUS_CODES } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { HttpResponse } from '../kernel/http.ts'
import { uuid } from '../kernel/ids.ts'
import type { Operation } from './batch-parts.ts'
import { type MimeMessage, writeMessage, writeMultipart } from './multipart.ts'

/** The answer to a batch: one part for each of its parts, in the same order (OData V2, Batch Processing §3). */
export function batchAnswer(parts: readonly MimeMessage[]): HttpResponse {
  const { headers, body } = multipartOf(parts, 'batch')
  return { status: 202, headers: { ...Object.fromEntries(headers), DataServiceVersion: '1.0' }, body }
}

/** The answers to a changeset that was done, in the order of its requests. */
export const changesetPart = (answers: readonly MimeMessage[]): MimeMessage => multipartOf(answers, 'changeset')

function multipartOf(parts: readonly MimeMessage[], kind: string): MimeMessage {
  const boundary = `${kind}_${uuid()}`
  return { headers: new Map([['Content-Type', `multipart/mixed; boundary=${boundary}`]]), body: writeMultipart(parts, boundary) }
}

/** One answer as `application/http`. */
export async function answerPart({ method, contentId }: Operation, response: HttpResponse): Promise<MimeMessage> {
  const body = await bytesOf(response.body)
  const named = (place: string): [string, string][] => (contentId?.place === place ? [['Content-ID', contentId.value]] : [])
  const length: [string, string][] = response.status === 204 ? [] : [['Content-Length', String(body.length)]]
  const own = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)])
  const message = writeMessage({ headers: new Map([...named('request'), ...own, ...length]), body: method === 'HEAD' ? NOTHING : body })
  return {
    headers: new Map([['Content-Type', 'application/http'], ['Content-Transfer-Encoding', 'binary'], ...named('part')]),
    body: Buffer.concat([Buffer.from(`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}\r\n`), message]),
  }
}

const NOTHING = new Uint8Array()

async function bytesOf(body: HttpResponse['body']): Promise<Uint8Array> {
  if (body === null) return NOTHING
  if (typeof body === 'string') return Buffer.from(body)
  return body instanceof Uint8Array ? body : buffer(body)
}
