import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deploy } from '../support/deploy.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let password: string
beforeAll(async () => {
  tenant = await testTenant({ failuresPerClient: 3 })
  password = readFileSync(join(tenant.dataDir, 'admin-password'), 'utf8').trim()
})
afterAll(() => tenant?.stop())

const call = (path: string, init: RequestInit = {}) => fetch(tenant.localUrl + path, init)
const logIn = (body: string, type = 'application/json', origin = tenant.localUrl) =>
  fetch(`${origin}/cockpit/session`, { method: 'POST', headers: { 'content-type': type }, body })

async function session(): Promise<{ cookie: string; csrfToken: string }> {
  const response = await logIn(JSON.stringify({ password }))
  const { csrfToken } = (await response.json()) as { csrfToken: string }
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]!, csrfToken }
}

const admin = async (path: string) => (await call(`/admin/v1${path}`, { headers: { authorization: `Bearer ${tenant.adminToken}` } })).json()
const causeOf = async (response: Response) =>
  ((await admin(`/refusals/${response.headers.get('x-request-id')}`)) as { cause: string }).cause
const told = async (response: Response) => ({ status: response.status, body: await response.json(), cause: await causeOf(response) })

test('a log-in gives a cookie that no script and no other site can use', async () => {
  const response = await logIn(JSON.stringify({ password }))
  expect(response.status).toBe(200)
  expect(response.headers.get('set-cookie')).toMatch(/^sluice-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({ user: 'admin', csrfToken: expect.stringMatching(/^[\w-]{43}$/), expiresAt: expect.any(String) })
})

test('the page learns who is logged in; nobody is no error', async () => {
  const { cookie, csrfToken } = await session()
  expect(await (await call('/cockpit/session', { headers: { cookie } })).json()).toMatchObject({ user: 'admin', csrfToken })
  for (const headers of [{}, { cookie: 'sluice-session=made-up' }, { cookie: 'other=1' }] as Record<string, string>[]) {
    const response = await call('/cockpit/session', { headers })
    expect([response.status, await response.json()]).toEqual([200, { user: null }])
  }
})

test('the session reads both APIs, and changes with its CSRF token only', async () => {
  const { cookie, csrfToken } = await session()
  expect((await call('/admin/v1/clients', { headers: { cookie } })).status).toBe(200)
  expect((await call('/api/v1/MessageProcessingLogs', { headers: { cookie } })).status).toBe(200)
  const register = (token?: string) =>
    call('/admin/v1/clients', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...(token !== undefined && { 'x-csrf-token': token }) },
      body: JSON.stringify({ clientId: 'browser', name: 'Browser', application: 'iflmap' }),
    })
  for (const token of [undefined, '', 'x'.repeat(43), (await session()).csrfToken]) {
    expect(await told(await register(token))).toEqual({
      status: 403,
      body: { error: { code: 'forbidden', message: 'The CSRF token of the session is missing' } },
      cause: 'session-csrf-token',
    })
  }
  expect((await register(csrfToken)).status).toBe(201)
  const role = (token?: string) =>
    call('/api/v1/UserCredentials', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...(token !== undefined && { 'x-csrf-token': token }) },
      body: JSON.stringify({ Name: 'browser', Kind: 'default', User: 'u', Password: 'p' }),
    })
  expect((await role()).status).toBe(403)
  expect((await role(csrfToken)).status).toBe(202)
})

test('a session opens no integration flow, and a header counts before it', async () => {
  const { cookie } = await session()
  await deploy(tenant, { id: 'orders', sender: { ComponentType: 'HTTPS', urlPath: '/orders', userRole: 'ESBMessaging.send' }, steps: [] })
  const response = await call('/http/orders', { headers: { cookie } })
  expect([response.status, await causeOf(response)]).toEqual([401, 'no-authorization-header'])
  const withHeader = await call('/admin/v1/clients', { headers: { cookie, authorization: 'Bearer wrong' } })
  expect(withHeader.status).toBe(401)
})

test('logging out needs the CSRF token too, and ends the session at once', async () => {
  const { cookie, csrfToken } = await session()
  expect((await call('/cockpit/session', { method: 'DELETE', headers: { cookie } })).status).toBe(403)
  const response = await call('/cockpit/session', { method: 'DELETE', headers: { cookie, 'x-csrf-token': csrfToken } })
  expect([response.status, response.headers.get('set-cookie')]).toEqual([
    200,
    'sluice-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
  ])
  expect(await told(await call('/admin/v1/clients', { headers: { cookie } }))).toEqual({
    status: 401,
    body: { error: { code: 'unauthorized', message: 'The session has ended' } },
    cause: 'session-ended',
  })
})

test('log-ins and log-outs stand in the audit log', async () => {
  const { cookie, csrfToken } = await session()
  await call('/cockpit/session', { method: 'DELETE', headers: { cookie, 'x-csrf-token': csrfToken } })
  const entries = (await admin('/audit?limit=2')) as { user: string; text: string }[]
  expect(entries.map(({ user, text }) => `${user}: ${text}`)).toEqual(['admin: Deleting session: admin', 'admin: Creating session: admin'])
})

test.each([
  ['no JSON', 'password=x', 'application/x-www-form-urlencoded', 415, 'media-type-not-read'],
  ['no password', '{}', 'application/json', 401, 'login-failed'],
  ['no object', '[', 'application/json', 401, 'login-failed'],
  ['too much', JSON.stringify({ password: 'x'.repeat(5000) }), 'application/json', 401, 'login-failed'],
])('%s is refused', async (_, body, type, status, cause) => {
  const response = await logIn(body, type)
  expect([response.status, response.headers.get('set-cookie'), await causeOf(response)]).toEqual([status, null, cause])
  await logIn(JSON.stringify({ password }))
})

test('another method is not answered', async () => {
  const response = await call('/cockpit/session', { method: 'PUT' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE'])
})

test('guessing is slowed down', async () => {
  for (let time = 0; time < 3; time++) await logIn('{"password":"guess"}')
  const response = await logIn(JSON.stringify({ password }))
  expect([response.status, response.headers.get('retry-after'), await causeOf(response)]).toEqual([429, '1', 'login-throttled'])
})
