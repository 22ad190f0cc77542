import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { Refusal } from '../identity/refusals.ts'
import type { HttpRequest } from '../kernel/http.ts'
import { requestId } from '../kernel/ids.ts'
import type { ClientCertificates } from './client-certificates.ts'
import { splitTarget } from './path.ts'

/** Reads the head of a request; the path is still encoded. Throws refusals for what no client sends by accident (X41, X45). */
export function readRequest(message: IncomingMessage, certificates: ClientCertificates, id = requestId()): HttpRequest {
  const headerValues = certificates.strip(message.headersDistinct)
  if ((headerValues.host?.length ?? 0) > 1) throw new Refusal('several-host-headers')
  const target = message.url ?? '/'
  const { path, query } = splitTarget(target, headerValues.host?.[0])
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
    remoteAddress: certificates.callerAddress(message),
    secure: socket.encrypted === true || certificates.isForwardedTls(message),
    clientCertificate: certificates.of(message),
  }
}

function firstValues(values: NodeJS.Dict<string[]>): Record<string, string | undefined> {
  const first: Record<string, string | undefined> = Object.create(null)
  for (const name in values) first[name] = values[name]?.[0]
  return first
}
