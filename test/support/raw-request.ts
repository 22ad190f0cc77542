import { connect, type Socket } from 'node:net'
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
export function rawRequest(tenant: TestTenant, requestLine: string, headers: readonly string[] = []): Promise<RawAnswer> {
  const lines = [`${requestLine} HTTP/1.1`, `Host: ${new URL(tenant.publicUrl).host}`, ...headers, 'Connection: close', '', '']
  return rawBytes(tenant, lines.join('\r\n'))
}

/**
 * Sends the bytes of a whole request, whatever they are.
 *
 * @param from address of this machine that the connection comes from; the whole of 127.0.0.0/8 is of it
 */
export async function rawBytes({ publicUrl }: TestTenant, bytes: string | Uint8Array, from?: string): Promise<RawAnswer> {
  const { hostname, port } = new URL(publicUrl)
  const socket = connect({ port: Number(port), host: hostname, ...(from !== undefined && { localAddress: from }) })
  // Not `end`: to Node a caller who closes its half has gone, and a slow answer would be dropped.
  socket.write(bytes)
  const answer = (await received(socket)).replace(/^HTTP\/1\.1 100 [\s\S]*?\r\n\r\n/, '')
  const [head = '', ...body] = answer.split('\r\n\r\n')
  const [statusLine = '', ...headerLines] = head.split('\r\n')
  return { status: Number(statusLine.split(' ')[1]), headers: Object.fromEntries(headerLines.map(field)), body: body.join('\r\n\r\n') }
}

/** A server that has answered may close before it took everything; what it said counts all the same. */
function received(socket: Socket): Promise<string> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('error', (cause) => chunks.length === 0 && reject(cause))
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}

function field(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
