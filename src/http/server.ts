import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { RefusedRequest } from '../identity/refusal-log.ts'
import { Refusal } from '../identity/refusals.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { requestId } from '../kernel/ids.ts'
import type { Logger } from '../kernel/logger.ts'
import type { ClientCertificates } from './client-certificates.ts'
import type { ServerCertificate } from './local-ca.ts'
import { findMount, type Mount } from './mount.ts'
import { normalisePath } from './path.ts'
import { readRequest } from './read-request.ts'
import { HEADER_LIMIT, type ParserError, refuseUnreadable } from './unreadable-request.ts'
import { writeResponse } from './write-response.ts'

export interface ServerOptions {
  /** May be filled after the start, when the bound port is known; until then every call is told to come back. */
  readonly mounts: readonly Mount[]
  readonly host: string
  readonly port: number
  readonly httpsPort: number
  readonly certificate: ServerCertificate
  readonly clientCertificates: ClientCertificates
  readonly logger: Logger
  /** Hears of every refusal that no owner of a path answers itself. */
  onRefusal(request: RefusedRequest, refusal: Refusal): void
}

export interface RunningServer {
  /** Ports that were bound, also when 0 was asked for. */
  readonly port: number
  readonly httpsPort: number
  /** Refuses new connections and resolves when every request in flight was answered. */
  stop(): Promise<void>
}

/** The one server: both listeners, request ids, and the hand-over of each path to its owner. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let stopping = false
  const answering = new WeakMap<Socket, ServerResponse>()
  const answer = (message: IncomingMessage, response: ServerResponse) => {
    answering.set(message.socket, response)
    // A connection that is kept alive after its last answer would hold up the stop. The rest of a request may come after its answer.
    const leave = () => stopping && response.writableFinished && message.socket.end()
    response.once('finish', leave)
    message.once('close', leave)
    void serve(options, message, response)
  }
  const limits = { maxHeaderSize: HEADER_LIMIT, keepAliveTimeout: 30_000 }
  const { certificate, clientCertificates } = options
  const http = createHttpServer(limits, answer)
  const https = createHttpsServer(
    { ...limits, ...clientCertificates.tlsOptions, key: certificate.privateKeyPem, cert: certificate.certificatePem },
    answer,
  )
  const servers: Server[] = [http, https as unknown as Server]
  for (const server of servers) {
    // A limit would drop the rest of the headers without a word (contract oauth.md X43); that on bytes holds.
    server.maxHeadersCount = 0
    server.on('clientError', (error: ParserError, socket: Socket) => {
      refuseUnreadable({ error, socket, response: answering.get(socket) }, options.onRefusal)
    })
  }
  try {
    return {
      port: await listen(http, options.host, options.port),
      httpsPort: await listen(https as unknown as Server, options.host, options.httpsPort),
      async stop() {
        stopping = true
        await Promise.all(servers.map(close))
      },
    }
  } catch (thrown) {
    await Promise.all(servers.map(close))
    throw thrown
  }
}

async function serve(options: ServerOptions, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = requestId()
  try {
    const answer = await dispatch(options, message, id)
    await writeResponse(response, answer, { id, method: message.method ?? 'GET' })
    if (!message.complete) dropRest(message)
  } catch (thrown) {
    if (response.headersSent) {
      response.destroy()
      return
    }
    if (thrown instanceof Refusal) options.onRefusal(refusedRequest(message, id, options), thrown)
    if (!(thrown instanceof SluiceError)) options.logger.error('Request failed', { requestId: id, reason: messageOf(thrown) })
    await writeResponse(response, renderFailure(thrown), { id, method: message.method ?? 'GET' })
  }
}

/** What nobody read of a request would stand before the next one on its connection. */
function dropRest(message: IncomingMessage): void {
  message.unpipe()
  message.resume()
}

async function dispatch({ mounts, clientCertificates }: ServerOptions, message: IncomingMessage, id: string): Promise<HttpResponse> {
  const request = readRequest(message, clientCertificates, id)
  if (mounts.length === 0) throw new SluiceError('unavailable', 'The server is starting')
  const mount = findMount(mounts, request.path)
  if (!mount) throw new Refusal('address-not-found', { resource: request.path })
  return mount.handler(mount.path === 'normalised' ? withNormalisedPath(request) : request)
}

/** Without the query, where callers put what must not be kept. */
const refusedRequest = (message: IncomingMessage, id: string, { clientCertificates }: ServerOptions): RefusedRequest => ({
  id,
  method: message.method ?? '',
  path: (message.url ?? '').split('?', 1)[0]!.slice(0, PATH_KEPT),
  remoteAddress: clientCertificates.callerAddress(message),
})

/** Characters of a path that are kept with a refusal. */
const PATH_KEPT = 1000

const withNormalisedPath = (request: HttpRequest): HttpRequest => ({ ...request, path: normalisePath(request.path) })

/** What no owner rendered: one line of text, never a stack. */
function renderFailure(thrown: unknown): HttpResponse {
  const error = thrown instanceof SluiceError ? thrown : new SluiceError('internal', 'Internal server error')
  return { status: error.status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: `${error.message}\n` }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port)))
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): SluiceError {
  const reason = cause.code === 'EADDRINUSE' ? 'is in use' : messageOf(cause)
  return new SluiceError('unavailable', `${host}:${port} ${reason}. Choose another with SLUICE_PORT or SLUICE_HTTPS_PORT.`, { cause })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
}
