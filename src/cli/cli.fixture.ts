import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ClientCertificates } from '../http/client-certificates.ts'
import { localCertificate } from '../http/local-ca.ts'
import { startServer } from '../http/server.ts'
import { Refusal } from '../identity/refusals.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import { silentLogger } from '../kernel/logger.ts'
import { ADMIN, openAdminApi } from '../platform/admin/admin-api.fixture.ts'
import type { CommandContext } from './command.ts'
import { ManagementApiDouble } from './management-api.fixture.ts'
import { run } from './run.ts'

export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface World {
  readonly stdin?: string
  readonly env?: NodeJS.ProcessEnv
  readonly tty?: boolean
  readonly parts?: Partial<CommandContext>
}

/** Runs a command line in this process. */
export async function runCli(argv: readonly string[], { stdin = '', env = {}, tty = false, parts = {} }: World = {}): Promise<Finished> {
  let out = ''
  let err = ''
  const io = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: { write: (text: string) => (out += text), isTTY: tty },
    stderr: { write: (text: string) => (err += text), isTTY: tty },
    env,
  }
  const unexpected = async () => Promise.reject(new Error('not part of this test'))
  const code = await run(argv, { io, start: unexpected, check: unexpected, flowTests: unexpected, ...parts })
  return { code, out, err }
}

/**
 * A server on real ports: the real admin API, token endpoints and guard, one flow at `/http/orders` that answers what it was
 * sent, and a management API that keeps what it is told.
 */
export async function openServer() {
  const api = await openAdminApi()
  const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
  writeFileSync(join(folder, 'admin-token'), `${ADMIN.replace('Bearer ', '')}\n`)
  const managementApi = new ManagementApiDouble()
  const runFlow = async (request: HttpRequest): Promise<HttpResponse> => {
    try {
      await api.identity.guard.authorize(request, api.orders)
    } catch (thrown) {
      if (thrown instanceof Refusal) return api.identity.refuse(thrown, request, 'integration-flow')
      throw thrown
    }
    return echo(request)
  }
  const server = await startServer({
    mounts: [
      { prefix: '/admin/v1', path: 'normalised', handler: api.handler },
      { prefix: '/api/v1', path: 'encoded', handler: managementApi.handler },
      { prefix: '/http', path: 'normalised', handler: runFlow },
      ...api.identity.routes.map(({ path, handler }) => ({ prefix: path, path: 'normalised' as const, handler })),
    ],
    host: '127.0.0.1',
    port: 0,
    httpsPort: 0,
    certificate: await localCertificate(join(folder, 'tls'), ['127.0.0.1'], Date.now()),
    clientCertificates: new ClientCertificates(),
    logger: silentLogger,
    onRefusal: (request, refusal) => api.identity.record(refusal, request),
  })
  const url = `http://127.0.0.1:${server.port}`
  const env = { SLUICE_URL: url, SLUICE_DATA_DIR: folder }
  return {
    ...api,
    ...server,
    url,
    httpsUrl: `https://127.0.0.1:${server.httpsPort}`,
    folder,
    env,
    managementApi,
    cli: (argv: readonly string[], world: World = {}) => runCli(argv, { ...world, env: { ...env, ...world.env } }),
  }
}

export type TestServer = Awaited<ReturnType<typeof openServer>>

/** 500 with a message id for the body `fail`, else what came in. */
async function echo(request: HttpRequest): Promise<HttpResponse> {
  const chunks: Buffer[] = []
  for await (const chunk of request.body) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  if (body === 'fail') {
    const text = 'An internal server error occured : The MPL ID for the failed message is : AGpshQ'
    return { status: 500, headers: { 'Content-Type': 'text/plain', SAP_MessageProcessingLogID: 'AGpshQ' }, body: text }
  }
  const { method } = request
  const { 'content-type': type, 'x-colour': colour } = request.headers
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ method, type, colour, body }) }
}
