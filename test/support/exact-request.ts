import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { buffer } from 'node:stream/consumers'

export interface ExactAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly content: Buffer
  readonly text: string
}

export interface ExactOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** PEM of an authority to trust. */
  readonly authority?: string
}

/** Sends a request with the target as it stands here and no header beside those given, `Host` and what frames the body. */
export async function exactRequest(method: string, url: string, options: ExactOptions = {}): Promise<ExactAnswer> {
  const { headers = {}, body, authority } = options
  const [, origin = '', path = '/'] = /^(https?:\/\/[^/?]+)(.*)$/.exec(url) ?? []
  const { protocol, hostname, port } = new URL(origin)
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const send = protocol === 'https:' ? httpsRequest : httpRequest
  const request = send({
    method,
    hostname,
    port,
    path,
    headers: { ...headers, ...length },
    agent: false,
    ...(authority && { ca: authority }),
  })
  const response = new Promise<import('node:http').IncomingMessage>((resolve, reject) =>
    request.on('response', resolve).on('error', reject),
  )
  request.end(body)
  const answer = await response
  const content = await buffer(answer)
  return { status: answer.statusCode!, headers: answer.headers, content, text: content.toString() }
}
