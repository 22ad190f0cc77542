import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { SluiceError } from '../kernel/errors.ts'
import type { HttpRequest } from '../kernel/http.ts'
import { requestId } from '../kernel/ids.ts'
import { splitTarget } from './path.ts'

/** Reads the head of a request; the path is still encoded. Throws `bad-request` for what no client sends by accident (X41, X45). */
export function readRequest(message: IncomingMessage, id = requestId()): HttpRequest {
  const headerValues = message.headersDistinct
  if ((headerValues.host?.length ?? 0) > 1) throw new SluiceError('bad-request', 'The request has several Host headers')
  const target = message.url ?? '/'
  const { path, query } = splitTarget(target, message.headers.host)
  const socket = message.socket as TLSSocket
  return {
    id,
    method: message.method ?? 'GET',
    target,
    path,
    query,
    headers: firstValues(headerValues),
    headerValues,
    body: message,
    remoteAddress: message.socket.remoteAddress ?? '',
    secure: socket.encrypted === true,
    clientCertificate: clientCertificate(socket),
  }
}

function firstValues(values: NodeJS.Dict<string[]>): Record<string, string | undefined> {
  const first: Record<string, string | undefined> = Object.create(null)
  for (const name in values) first[name] = values[name]?.[0]
  return first
}

function clientCertificate(socket: TLSSocket): Uint8Array | undefined {
  if (socket.encrypted !== true || !socket.authorized) return undefined
  return socket.getPeerCertificate().raw
}
