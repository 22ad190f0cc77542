import { Readable } from 'node:stream'
import { createIdentity } from '../../identity/identity.ts'
import type { Need } from '../../identity/principal.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest } from '../../kernel/http.ts'
import { silentLogger } from '../../kernel/logger.ts'
import type { Endpoint } from '../../runtime/deployments.ts'
import { openPlatform } from '../platform.fixture.ts'
import { type AdminApiParts, createAdminApi } from './admin-api.ts'

export const ADMIN = 'Bearer admin-token'

export const ORDERS_ENDPOINT: Endpoint = {
  flowId: 'Orders',
  flowName: 'Orders of the shop',
  version: '1.0.1',
  address: '/orders/*',
  url: 'http://127.0.0.1:8080/http/orders',
  protocol: 'REST',
  role: 'Orders.send',
  deployedOn: Date.UTC(2026, 0, 1),
}

const orders: Need = { application: 'iflmap', roles: { cloudFoundry: ['Orders.send'], neo: ['Orders.send'] }, resource: '/http/orders' }

/** An admin API over a real platform and a real guard; who sends `ADMIN` is the administrator. */
export async function openAdminApi() {
  const opened = await openPlatform()
  const identity = createIdentity({
    ...opened,
    logger: silentLogger,
    admin: { isPassword: () => false, isToken: (token) => ADMIN === `Bearer ${token}` },
    publicUrl: () => 'http://127.0.0.1:8080',
    refusalsKept: 100,
  })
  const parts: AdminApiParts = {
    platform: opened,
    deployments: { endpoints: () => [ORDERS_ENDPOINT] },
    explainer: identity.explain,
    needFor: (url) => {
      if (new URL(url).pathname === '/http/orders') return orders
      throw new SluiceError('bad-request', `Nothing answers at ${url}`)
    },
    tokenUrls: () => ({ neo: 'http://auth.example/oauth2/api/v1/token', cloudFoundry: 'http://auth.example/oauth/token' }),
  }
  const handler = createAdminApi({ ...parts, logger: silentLogger, authorizeAdmin })
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
