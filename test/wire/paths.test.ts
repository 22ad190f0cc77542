import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accessToken, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { rawRequest } from '../support/raw-request.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
/** Authorization header lines. */
let ordersOnly: string
let publicOnly: string

beforeAll(async () => {
  tenant = await testTenant()
  await tenant.platform.roles.create('iflmap', 'Orders.send')
  await deploy(tenant, { id: 'Orders', sender: https('/orders', { userRole: 'Orders.send' }), steps: [content('orders')] })
  await deploy(tenant, { id: 'Public', sender: https('/public/*'), steps: [content('public')] })
  ordersOnly = await authorization('Orders.send')
  publicOnly = await authorization('ESBMessaging.send')
})
afterAll(() => tenant.stop())

async function authorization(role: string): Promise<string> {
  return `Authorization: Bearer ${await accessToken(await testClient(tenant, 'neo', { roles: [role] }))}`
}

/** `200 orders` when the flow ran, the status alone otherwise. */
async function outcome(target: string, ...headers: string[]): Promise<string> {
  const { status, body } = await rawRequest(tenant, `GET ${target}`, headers)
  return status === 200 ? `200 ${body}` : String(status)
}

/** Ways of writing the address of `Orders`, or of leaving `Public` for it (contract oauth.md §4.12, X50). */
const DISGUISES = [
  '/http/orders',
  '/http/ORDERS',
  '/http/Orders',
  '/http/%6frders',
  '/http/%6F%72ders',
  '/http/orders/',
  '/http/orders?',
  '/http/orders?x=/http/public/a',
  '/HTTP/orders',
  '/Http/orders',
  '/%68ttp/orders',
  '/http%2forders',
  '/http/orders#',
  '/http/orders#/../public/a',
  '/http/orders;x=1',
  '/http/orders;/public/a',
  '/http;x=1/orders',
  '/http/orders%3bx=1',
  '/http/orders%00',
  '/http/orders%00/public/a',
  '/http/orders%20',
  '/http/orders%09',
  '/http/orders%0a',
  '/http/orders%0d%0aX:y',
  '/http/orders%7f',
  '/http/orders%c2%a0',
  '/http/orders%3f',
  '/http/orders%23',
  '/http/orders.',
  '/http/orders/.',
  '/http/orders/..',
  '/http/orders/..;/public/a',
  '/http/./orders',
  '/http/%2e/orders',
  '/http//orders',
  '/http///orders',
  '//http/orders',
  '///http/orders',
  '/./http/orders',
  '/../http/orders',
  '/http/orders//',
  '/http/public/../orders',
  '/http/public/a/../../orders',
  '/http/public/%2e%2e/orders',
  '/http/public/%2E%2E/orders',
  '/http/public/.%2e/orders',
  '/http/public/..%2forders',
  '/http/public/..%2Forders',
  '/http/public%2f..%2forders',
  '/http/public/%252e%252e/orders',
  '/http/public/%252e%252e%252forders',
  '/http/public/..%252forders',
  '/http/public/..%5corders',
  '/http/public/..\\orders',
  '/http/public\\..\\orders',
  '/http\\orders',
  '/http/public/%c0%ae%c0%ae/orders',
  '/http/public/%c0%ae%c0%ae%c0%aforders',
  '/http/public/%e0%80%ae%e0%80%ae/orders',
  '/http/public/%uff0e%uff0e/orders',
  '/http/public/\uff0e\uff0e/orders',
  '/http/public/..;/orders',
  '/http/public/..;x=1/orders',
  '/http/public/%2e%2e%3b/orders',
  '/http/public/.. /orders',
  '/http/public/..%20/orders',
  '/http/public/..%00/orders',
  '/http/public/..%09/orders',
  '/http/public//../orders',
  '/http/public/../../http/orders',
  '/cxf/orders',
  '/cxf/../http/orders',
  '/api/v1/../../http/orders',
  '/api/v1/%2e%2e/%2e%2e/http/orders',
  '/examples/catalogue.svc/../../http/orders',
  '/healthz/../http/orders',
]

/** Names that only look like dot segments: the wildcard serves them as it serves anything below `/public`. */
const BELOW_PUBLIC = ['/http/public/%ef%bc%8e%ef%bc%8e/orders', '/http/public/.../orders']

describe('an address in disguise', () => {
  test('the two addresses, plainly', async () => {
    expect(await outcome('/http/orders', ordersOnly)).toBe('200 orders')
    expect(await outcome('/http/orders', publicOnly)).toBe('403')
    expect(await outcome('/http/orders')).toBe('401')
    expect(await outcome('/http/public/a/b', publicOnly)).toBe('200 public')
    expect(await outcome('/http/public/a/b', ordersOnly)).toBe('403')
  })

  test.each(DISGUISES)('%s opens nothing to the role of the other flow', async (target) => {
    expect(await outcome(target, publicOnly)).toMatch(/^40[0134]$/)
  })

  test.each(DISGUISES)('%s opens nothing to nobody', async (target) => {
    expect(await outcome(target)).toMatch(/^40[014]$/)
  })

  test.each(DISGUISES)('%s is the address, or none, to who has its role', async (target) => {
    expect(await outcome(target, ordersOnly)).toMatch(/^(200 orders|40[0134])$/)
  })

  test.each(BELOW_PUBLIC)('%s is below the wildcard', async (target) => {
    const outcomes = [await outcome(target, publicOnly), await outcome(target, ordersOnly), await outcome(target)]
    expect(outcomes).toEqual(['200 public', '403', '401'])
  })

  test.each([
    ['/http/ORDERS', '200 orders', '403'],
    ['/http/%6frders', '200 orders', '403'],
    ['/http/orders/', '200 orders', '403'],
    ['/http/orders?', '200 orders', '403'],
  ])('%s is the same address for both', async (target, holder, other) => {
    expect([await outcome(target, ordersOnly), await outcome(target, publicOnly)]).toEqual([holder, other])
  })

  test('the whole URL as target is the same address', async () => {
    const target = `${tenant.publicUrl}/http/orders`
    expect([await outcome(target, ordersOnly), await outcome(target, publicOnly), await outcome(target)]).toEqual([
      '200 orders',
      '403',
      '401',
    ])
    expect(await outcome('http://elsewhere.example/http/orders', publicOnly)).toBe('400')
    expect(await outcome(`${tenant.publicUrl}@elsewhere.example/http/orders`, publicOnly)).toBe('400')
  })

  test.each([
    'X-Original-URL: /http/public/a',
    'X-Rewrite-URL: /http/public/a',
    'X-Forwarded-Prefix: /http/public',
    'X-HTTP-Method-Override: GET',
  ])('%s changes nothing', async (header) => {
    expect(await outcome('/http/orders', publicOnly, header)).toBe('403')
    expect(await outcome('/http/orders', header)).toBe('401')
  })

  test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('%s asks for the role as well', async (method) => {
    const asked = async (...headers: string[]) => (await rawRequest(tenant, `${method} /http/orders`, headers)).status
    expect([await asked(), await asked(publicOnly)]).toEqual([401, 403])
  })
})
