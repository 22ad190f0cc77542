import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestTenant } from './tenant.ts'

export interface RawAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Sends a request as these bytes: no client in between that would mend the target or join headers.
 *
 * @param requestLine method and target, as in `GET /http/a/../b`
 */
export async function rawRequest({ publicUrl }: TestTenant, requestLine: string, headers: readonly string[] = []): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(publicUrl)
  const socket = connect(Number(port), hostname)
  const lines = [`${requestLine} HTTP/1.1`, `Host: ${host}`, ...headers, 'Connection: close', '', '']
  // Not `end`: to Node a caller who closes its half has gone, and a slow answer would be dropped.
  socket.write(lines.join('\r\n'))
  const answer = await text(socket)
  const [head = '', ...body] = answer.split('\r\n\r\n')
  const [statusLine = '', ...headerLines] = head.split('\r\n')
  return { status: Number(statusLine.split(' ')[1]), headers: Object.fromEntries(headerLines.map(field)), body: body.join('\r\n\r\n') }
}

function field(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
