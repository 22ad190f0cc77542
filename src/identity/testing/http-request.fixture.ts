import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ClientCertificate, HttpRequest, HttpResponse } from '../../kernel/http.ts'

export interface RequestParts {
  readonly method?: string
  /** Path and query. */
  readonly target?: string
  /** A list repeats the header. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: string | Uint8Array
  readonly clientCertificate?: ClientCertificate
  readonly remoteAddress?: string
}

let count = 0

/** A request as the server hands it on. */
export function httpRequest(parts: RequestParts): HttpRequest {
  const { method = 'POST', target = '/', headers = {}, body = '', clientCertificate, remoteAddress = '192.0.2.7' } = parts
  const given = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined)
  const headerValues = Object.fromEntries(given.map(([name, value]) => [name, [value].flat()]))
  const [path = '', query = ''] = target.split('?')
  return {
    id: `request-${++count}`,
    method,
    target,
    path,
    query,
    headers: Object.fromEntries(Object.entries(headerValues).map(([name, values]) => [name, values[0]])),
    headerValues,
    body: Readable.from(body.length === 0 ? [] : [Buffer.from(body)]),
    remoteAddress,
    secure: false,
    clientCertificate,
  }
}

export const basicAuth = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

/** The whole answer, body as text, for comparison. */
export async function whole({ status, headers, body }: HttpResponse): Promise<{ status: number; headers: object; body: string }> {
  if (body instanceof Readable) return { status, headers, body: await text(body) }
  return { status, headers, body: body === null ? '' : Buffer.from(body).toString('utf8') }
}
