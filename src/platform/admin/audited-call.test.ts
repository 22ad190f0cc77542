import { expect, test } from 'vitest'
import { z } from 'zod'
import { openAdminApi } from './admin-api.fixture.ts'
import { createRoutes } from './admin-api.ts'
import { auditedCall, type FinishedCall } from './audited-call.ts'
import { type Method, route } from './route.ts'

const textOf = (method: Method, path: string, { params = {}, body, result }: Partial<FinishedCall> = {}) => {
  const declared = route({ method, path, summary: '', body: z.unknown(), answer: z.unknown(), handle: async () => undefined })
  const { action, objectType, objectName } = auditedCall(declared, { params, body, result })
  return `${action} ${objectType}: ${objectName}`
}

test.each<[Method, string, Partial<FinishedCall>, string]>([
  ['POST', '/clients', { result: { clientId: 'orders', name: 'Orders', application: 'iflmap' } }, 'create application client: orders'],
  [
    'POST',
    '/clients/{clientId}/access-tokens',
    { params: { clientId: 'orders' }, result: { accessToken: 'x' } },
    'create access token: orders',
  ],
  ['POST', '/runtime-artifacts/{artifact}/restart', { params: { artifact: 'Orders' } }, 'update runtime artifact: Orders'],
  ['POST', '/messages/{message}/resend', { params: { message: 'AG1' }, result: { messageId: 'AG2' } }, 'create message: AG1 / AG2'],
  ['DELETE', '/clients/{clientId}', { params: { clientId: 'orders' } }, 'delete application client: orders'],
  ['POST', '/roles', { body: { application: 'iflmap', name: 'Orders.send' } }, 'create role: iflmap / Orders.send'],
  [
    'POST',
    '/assignments',
    { result: { application: 'iflmap', role: 'Orders.send', user: 'oauth_client_orders', warnings: [] } },
    'create role assignment: iflmap / Orders.send / oauth_client_orders',
  ],
  [
    'DELETE',
    '/assignments/{application}/{role}/{user}',
    { params: { application: 'tmn', role: 'AuditLog.Read', user: 'x' } },
    'delete role assignment: tmn / AuditLog.Read / x',
  ],
  [
    'PATCH',
    '/instances/{name}',
    { params: { name: 'shop' }, result: { id: '1', name: 'shop', clientId: 'sb-1' } },
    'update service instance: shop',
  ],
  [
    'POST',
    '/instances/{instance}/keys',
    { params: { instance: 'shop' }, result: { id: '7', name: 'key' } },
    'create service key: shop / key',
  ],
  [
    'GET',
    '/instances/{instance}/keys/{name}',
    { params: { instance: 'shop', name: 'key' }, result: { name: 'key' } },
    'read service key: shop / key',
  ],
  ['PUT', '/entitlements/{offering}/{plan}', { params: { offering: 'it-rt', plan: 'api' } }, 'create entitlement: it-rt / api'],
  [
    'POST',
    '/clients/{clientId}/secrets',
    { params: { clientId: 'orders' }, result: { id: 's1', secret: 'f00d' } },
    'create client secret: orders / s1',
  ],
  ['POST', '/clients/{clientId}/secrets/{id}/promote', { params: { clientId: 'orders', id: 's1' } }, 'update client secret: orders / s1'],
  [
    'POST',
    '/subaccounts/{dialect}/signing-keys/delete',
    { params: { dialect: 'neo' }, body: { kid: 'k1' } },
    'delete signing key: neo / k1',
  ],
  [
    'POST',
    '/tokens/revoke',
    { body: { jti: 'f00dfeedf00dfeed' }, result: { clientId: null, opaque: 0 } },
    'delete cloud access token: f00df',
  ],
  [
    'POST',
    '/tokens/revoke',
    { body: { token: 'f00dfeedf00dfeed' }, result: { clientId: 'orders', opaque: 1 } },
    'delete cloud access token: orders / f00df',
  ],
  ['POST', '/some-things', { result: [] }, 'create some things: '],
])('%s %s', (method, path, call, text) => {
  expect(textOf(method, path, call)).toBe(text)
})

test('details are those that can hold no secret', () => {
  const declared = route({ method: 'POST', path: '/clients', summary: '', body: z.unknown(), handle: async () => undefined })
  const body = {
    application: 'iflmap',
    secret: 'f00d',
    tokenLifetime: null,
    parameters: { roles: ['A'], 'X.509': 'f00d', password: 'f00d' },
  }
  expect(auditedCall(declared, { params: {}, body, result: { secret: 'f00d' } }).details).toEqual({
    application: 'iflmap',
    tokenLifetime: null,
    roles: ['A'],
  })
})

test('every change of the admin API is audited, and of what is read the credentials of a key', async () => {
  const { parts } = await openAdminApi()
  const routes = createRoutes(parts)
  expect(routes.filter(({ method, audited }) => method === 'GET' && audited).map(({ path }) => path)).toEqual([
    '/instances/{instance}/keys/{name}',
  ])
  expect(routes.filter(({ method, audited }) => method !== 'GET' && !audited).map(({ path }) => path)).toEqual([
    '/artifacts/{artifact}/test-runs',
    '/explain',
  ])
})
