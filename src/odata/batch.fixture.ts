import type { HttpResponse } from '../kernel/http.ts'
import { boundaryOf, isMultipart, type MimeMessage, readMessage, readMultipart } from './multipart.ts'

export const BATCH = 'multipart/mixed; boundary=batch_1'
const JSON_HEADERS = 'Accept: application/json\r\nContent-Type: application/json\r\n'

/** A request as a part; `partHeaders` are lines. */
export const httpPart = (line: string, body = '', partHeaders = ''): string =>
  `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${partHeaders}\r\n${line} HTTP/1.1\r\n${JSON_HEADERS}\r\n${body}`

export const changesetOf = (...parts: string[]): string =>
  `Content-Type: multipart/mixed; boundary=changeset_1\r\n\r\n${enclosed('changeset_1', parts)}`

export const batchOf = (...parts: string[]): string => enclosed('batch_1', parts)

const enclosed = (boundary: string, parts: readonly string[]): string =>
  `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`

export interface PartAnswer {
  readonly status: string
  readonly contentId?: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The answers of a batch in their order; those of a changeset that was done are a list of their own. */
export const answersOf = ({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): (PartAnswer | PartAnswer[])[] =>
  readMultipart(Buffer.from(body as Uint8Array), boundaryOf(String(headers['Content-Type'] ?? headers['content-type']))).map((part) => {
    const contentType = part.headers.get('content-type')!
    return isMultipart(contentType) ? readMultipart(part.body, boundaryOf(contentType)).map(answerOf) : answerOf(part)
  })

function answerOf(part: MimeMessage): PartAnswer {
  const text = Buffer.from(part.body)
  const end = text.indexOf('\r\n')
  const { headers, body } = readMessage(text.subarray(end + 2))
  const contentId = part.headers.get('content-id')
  return {
    status: text.subarray(0, end).toString(),
    ...(contentId !== undefined && { contentId }),
    headers: Object.fromEntries(headers),
    body: Buffer.from(body).toString(),
  }
}

/** Status and text or entity of each answer, changesets as lists. */
export const outcomes = (response: Pick<HttpResponse, 'headers' | 'body'>): unknown[] =>
  answersOf(response).map((answer) => (Array.isArray(answer) ? answer.map(outcome) : outcome(answer)))

const outcome = ({ status, body }: PartAnswer): string => `${status.split(' ')[1]} ${textIn(body)}`.trim()

const textIn = (body: string): string => (body.startsWith('{"error"') ? String(JSON.parse(body).error.message.value) : body)
