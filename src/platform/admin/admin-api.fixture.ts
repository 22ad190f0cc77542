import { Readable } from 'node:stream'
import type { TestResult } from '../../flow-tests/run/test-result.ts'
import { beginAuditLog } from '../../identity/audit-beginning.ts'
import type { CallTarget } from '../../identity/call-target.ts'
import { createIdentity } from '../../identity/identity.ts'
import type { Need } from '../../identity/principal.ts'
import { Refusal } from '../../identity/refusals.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest } from '../../kernel/http.ts'
import { silentLogger } from '../../kernel/logger.ts'
import type { Endpoint } from '../../runtime/deployments.ts'
import type { FlowElement } from '../../runtime/inspection/flow-inspection.ts'
import { LogLevels } from '../../runtime/log-levels.ts'
import { AccessMatrix, type Callable } from '../access-matrix.ts'
import { AccessTokens } from '../access-tokens.ts'
import { ArtifactTests } from '../flow-tests/artifact-tests.ts'
import { Overview } from '../overview.ts'
import { openPlatform } from '../platform.fixture.ts'
import { type AdminApiParts, createAdminApi } from './admin-api.ts'

export const ADMIN = 'Bearer admin-token'

const ORDERS_ENDPOINT: Endpoint = {
  flowId: 'Orders',
  flowName: 'Orders of the shop',
  version: '1.0.1',
  address: '/orders/*',
  url: 'http://127.0.0.1:8080/http/orders',
  protocol: 'REST',
  role: 'Orders.send',
  csrfProtected: false,
  deployedOn: Date.UTC(2026, 0, 1),
}

/** An element as an inspection tells it. */
export const SPLITTER: FlowElement = {
  id: 'CallActivity_1',
  shape: 'CallActivity_1',
  name: 'Split',
  kind: 'step',
  label: 'Splitter',
  doc: 'Splits.',
  supported: false,
  problems: [{ construct: 'Splitter', reason: 'This step is not supported' }],
  values: [
    {
      key: 'stopOnException',
      declaration: { kind: 'flag', doc: 'Whether the first failure ends it.', default: true },
      value: 'false',
      written: '{{Stop}}',
      rows: null,
    },
    { key: 'table', declaration: null, value: "<row><cell id='a'>1</cell></row>", written: null, rows: [{ a: '1' }] },
  ],
}

/** What came of every flow test. */
export const RAN: TestResult = {
  name: 'An order is taken',
  line: 2,
  status: 'failed',
  milliseconds: 4,
  failures: [{ what: 'body', message: 'differs', diff: '- a\n+ b', field: ['expect', 'body'], line: 5 }],
  steps: [{ element: 'Split', activity: 'Splitter', status: 'FAILED', error: 'x'.repeat(20_001) }],
}

const orders: Need = { application: 'iflmap', roles: { cloudFoundry: ['Orders.send'], neo: ['Orders.send'] }, resource: '/http/orders' }
const logs: Need = {
  application: 'tmn',
  roles: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read', 'NodeManager.read'] },
  resource: 'view monitoring',
}

const ORDERS: Callable = {
  kind: 'endpoint',
  name: ORDERS_ENDPOINT.address,
  artifact: ORDERS_ENDPOINT.flowId,
  url: ORDERS_ENDPOINT.url,
  needs: [orders],
  requireFound() {},
}
const MONITORING: Callable = { kind: 'area', name: 'view monitoring', artifact: null, url: null, needs: [logs], requireFound() {} }

function targetOf(address: string): CallTarget {
  const path = new URL(address, ORDERS_ENDPOINT.url).pathname
  if (path === '/http/orders') return ORDERS
  if (path !== '/http/nothing') throw new SluiceError('bad-request', `Nothing answers at ${address}`)
  return {
    needs: [{ ...orders, roles: { cloudFoundry: [], neo: [] }, resource: path }],
    requireFound() {
      throw new Refusal('endpoint-not-found', { resource: path })
    },
  }
}

/** An admin API over a real platform and a real guard; who sends `ADMIN` is the administrator. */
export async function openAdminApi() {
  const opened = await openPlatform()
  await beginAuditLog({ ...opened, store: opened.store.auditLog }, true)
  const identity = createIdentity({
    ...opened,
    logger: silentLogger,
    admin: { isPassword: () => false, isToken: (token) => ADMIN === `Bearer ${token}`, passwordVersion: '' },
    publicUrl: () => 'http://127.0.0.1:8080',
    origins: () => ['http://127.0.0.1:8080'],
    refusalsKept: 100,
    refusalsKeptDays: 30,
    auditKeptDays: 365,
  })
  const parts: AdminApiParts = {
    platform: opened,
    store: opened.store,
    deployments: {
      inspect: async (id, version) => ({ diagram: `<diagram of="${id} ${version}"/>`, failure: null, elements: [SPLITTER] }),
      endpoints: () => [ORDERS_ENDPOINT],
      restart: async (id) => opened.store.runtimeArtifacts.setStatus(id, 'STARTED', null),
    },
    resending: { resend: async (messageGuid) => `again ${messageGuid}` },
    logLevels: new LogLevels({ store: opened.store, clock: opened.clock, logger: silentLogger, traceMinutes: 10 }),
    artifactTests: new ArtifactTests({ ...opened, tests: { run: async ({ name }) => ({ file: name, tests: [RAN] }) } }),
    explainer: identity.explain,
    trialTokens: identity.trialTokens,
    accessTokens: new AccessTokens({ ...opened, tokens: identity.tokens, revocation: identity.revocation }),
    access: new AccessMatrix({ store: opened.store, explainer: identity.explain, callables: () => [ORDERS, MONITORING], targetOf }),
    audit: identity.audit,
    overview: new Overview({ ...opened, explainer: identity.explain, version: '1.2.3', startedAt: opened.clock.now() }),
    deployExampleFlow: async () => ({ id: 'ProductDetails', packageId: 'SluiceExamples', url: 'http://127.0.0.1:8080/http/products' }),
    targetOf,
    tokenUrls: () => ({ neo: 'http://auth.example/oauth2/api/v1/token', cloudFoundry: 'http://auth.example/oauth/token' }),
  }
  const handler = createAdminApi({
    ...parts,
    logger: silentLogger,
    authorizeAdmin,
    onRefusal: (request, refusal) => identity.record(refusal, request),
  })
  return { ...opened, identity, parts, handler, orders }
}

async function authorizeAdmin(request: HttpRequest): Promise<{ user: string }> {
  if (request.headers.authorization === ADMIN) return { user: 'admin' }
  throw new SluiceError('unauthorized', 'The administrator must be known')
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request as the server hands it on. */
export function requestOf(method: string, target: string, { headers = {}, body = '' }: Sent = {}): HttpRequest {
  const [path = '', query = ''] = target.split('?', 2)
  return {
    id: `request-of-${target}`,
    method,
    target,
    path: decodeURIComponent(path),
    query,
    headers,
    headerValues: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    body: Readable.from(body === '' ? [] : [Buffer.from(body)]),
    remoteAddress: '127.0.0.1',
    secure: false,
    clientCertificate: undefined,
  }
}

/** Sends JSON as the administrator; the answer's body is parsed. */
export async function callAdmin(handler: HttpHandler, method: string, path: string, body?: unknown) {
  const headers = { authorization: ADMIN, ...(body !== undefined && { 'content-type': 'application/json' }) }
  const sent = body === undefined ? { headers } : { headers, body: JSON.stringify(body) }
  const answer = await handler(requestOf(method, `/admin/v1${path}`, sent))
  return { status: answer.status, body: answer.body === null ? null : JSON.parse(String(answer.body)) }
}
