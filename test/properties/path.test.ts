import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { normalisePath } from '../../src/http/path.ts'
import { accessToken, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { rawRequest } from '../support/raw-request.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
/** Authorization header lines of who may call one flow alone. */
let callers: Record<'orders' | 'public' | 'nobody', string>
beforeAll(async () => {
  tenant = await testTenant()
  await tenant.platform.roles.create('iflmap', 'Orders.send')
  await deploy(tenant, { id: 'Orders', sender: https('/orders', { userRole: 'Orders.send' }), steps: [content('orders')] })
  await deploy(tenant, { id: 'Public', sender: https('/public/*'), steps: [content('public')] })
  callers = { orders: await authorization('Orders.send'), public: await authorization('ESBMessaging.send'), nobody: 'X-Nobody: 1' }
})
afterAll(() => tenant.stop())

async function authorization(role: string): Promise<string> {
  return `Authorization: Bearer ${await accessToken(await testClient(tenant, 'neo', { roles: [role] }))}`
}

/** `200 orders` when the flow ran, the status alone otherwise. */
async function outcome(target: string, caller: keyof typeof callers): Promise<string> {
  const { status, body } = await rawRequest(tenant, `GET ${target}`, [callers[caller]])
  return status === 200 ? `200 ${body}` : String(status)
}

const segments = fc.constantFrom(
  ...['orders', 'Orders', '%6frders', 'order%73', 'public', 'pub%6Cic', 'a', '', '.', '..', '%2e', '%2E%2e', '..;', 'x;y=1', '%00', '%20'],
  ...[
    'caf%C3%A9',
    '%c0%ae',
    '%252e',
    '%2f',
    '%5c',
    '\\',
    '~',
    '%7e',
    '%zz',
    '%',
    '(a)',
    "'b'",
    '%27',
    '*',
    '@',
    '%ef%bb%bf',
    '%0d%0a',
    '%7f',
  ],
)
const separators = fc.constantFrom('/', '/', '/', '//', '%2f', '\\', '/./', '/../', '/%2e%2e/')
const tail = fc.array(fc.tuple(separators, segments), { maxLength: 4 }).map((parts) => parts.flat().join(''))
const queries = fc.constantFrom('', '?', '?x=/../orders', '?/http/orders', '?a=b%00')
const callerNames = fc.constantFrom('orders', 'public', 'nobody')

const canonical = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

function normalised(path: string): string | undefined {
  try {
    return canonical(normalisePath(path))
  } catch {
    return undefined
  }
}

test('a path below /http gets the decision of its one normal form, or none', async () => {
  await fc.assert(
    fc.asyncProperty(segments, tail, queries, callerNames, async (first, rest, query, caller) => {
      const path = `/http/${first}${rest}`
      const normal = normalised(path)
      const expected = normal === undefined ? '400' : await outcome(normal, caller)
      expect(await outcome(path + query, caller)).toBe(expected)
      expect(Number.parseInt(expected, 10)).toBeLessThan(500)
    }),
    { numRuns: 200 },
  )
})

test('no path leads to a flow without its role', async () => {
  const prefixes = fc.constantFrom(
    '/http',
    '/HTTP',
    '/%68ttp',
    '//http',
    '/./http',
    '/http/public/..',
    '/cxf',
    '/http/public',
    '/api/v1',
    '',
  )
  await fc.assert(
    fc.asyncProperty(prefixes, tail, queries, async (prefix, rest, query) => {
      const target = `${prefix}${rest}${query}` || '/'
      // The root document of the Cloud Foundry API is public.
      fc.pre(target.split('?')[0] !== '/')
      for (const caller of ['orders', 'public', 'nobody'] as const) {
        const result = await outcome(target, caller)
        expect(Number.parseInt(result, 10)).toBeLessThan(500)
        if (result.startsWith('200')) expect(result).toBe(`200 ${caller}`)
      }
    }),
    { numRuns: 120 },
  )
})

test('no path and no method of any owner ends in an error of the server', async () => {
  const roots = fc.constantFrom('/api/v1', '/admin/v1', '/oauth', '/oauth2/api/v1', '/token_keys', '/.well-known', '/healthz', '/catalogue')
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH')
  await fc.assert(
    fc.asyncProperty(methods, roots, tail, queries, callerNames, async (method, root, rest, query, caller) => {
      const { status } = await rawRequest(tenant, `${method} ${root}${rest}${query}`, [callers[caller]])
      expect([status, status < 500]).toEqual([status, true])
    }),
    { numRuns: 150 },
  )
})
