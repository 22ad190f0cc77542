import { beforeAll, describe, expect, test } from 'vitest'
import { accessToken, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import type { RawAnswer } from '../support/raw-request.ts'
import { containerDenied, nothingPresented, roleMissing, serverDenied } from './answers.ts'
import {
  bearer,
  type Denied,
  expectDenied,
  expectKept,
  expectReached,
  openArena,
  send,
  stateOf,
  testThatNothingElseRan,
  wholeAnswer,
} from './arena.ts'

const arena = openArena()

/** Header lines of who may call one flow alone: `Orders` with the role `Orders.send`, `Public` with the standard role. */
let ordersOnly: string
let publicOnly: string
beforeAll(async () => {
  await arena.tenant.platform.roles.create('iflmap', 'Orders.send')
  await deploy(arena.tenant, { id: 'Orders', sender: https('/orders', { userRole: 'Orders.send' }), steps: [content('orders')] })
  ordersOnly = await authorization('Orders.send')
  publicOnly = await authorization('ESBMessaging.send')
})

const authorization = async (role: string): Promise<string> =>
  bearer(await accessToken(await testClient(arena.tenant, 'neo', { roles: [role] })))

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

type Answer = Pick<Denied, 'status' | 'headers' | 'body'>

/** Every answer that an address in disguise may get, by its cause. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  'no-authorization-header': nothingPresented,
  'role-missing': roleMissing('Orders.send'),
  'role-of-another-flow': roleMissing('Orders.send'),
  'endpoint-not-found': containerDenied(404),
  'path-ambiguous': serverDenied(400, 'The path has an encoding that is not accepted'),
  'request-unreadable': serverDenied(400, 'The request is not HTTP as this server reads it'),
  'address-not-found': serverDenied(404, 'There is nothing at this address'),
}

/** The part of the server whose answers are those of the management API. */
const OF_THE_API = /^\/api\/v1\//

/** A service that is open to everybody: what it does not have is missing, not denied. */
const OPEN = /^\/examples\//

async function expectRefused(target: string, ...headers: string[]): Promise<void> {
  const before = stateOf(arena.tenant)
  const answer = await send(arena.tenant, { line: `GET ${target}`, headers })
  await expectRefusal(target, answer)
  expect(stateOf(arena.tenant)).toEqual(before)
}

async function expectRefusal(target: string, answer: RawAnswer): Promise<void> {
  if (OPEN.test(target)) return expect(answer.status).toBe(404)
  const cause = await causeOf(answer)
  await expectKept(arena.tenant, answer, { cause })
  if (OF_THE_API.test(target)) return expect([400, 401, 403, 404]).toContain(answer.status)
  expect([cause, wholeAnswer(answer)]).toEqual([cause, ANSWERS[cause]])
}

async function causeOf({ headers }: RawAnswer): Promise<string> {
  const { publicUrl, adminToken } = arena.tenant
  const url = `${publicUrl}/admin/v1/refusals/${headers['x-request-id']}`
  return ((await (await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } })).json()) as { cause: string }).cause
}

describe('X50 an address in disguise', () => {
  test('X50 the two addresses, plainly', async () => {
    await expectReached(arena, { line: 'GET /http/orders', headers: [ordersOnly] }, 'orders')
    await expectReached(arena, { line: 'GET /http/public/a/b', headers: [publicOnly] }, 'public')
    await expectRefused('/http/orders', publicOnly)
    await expectRefused('/http/orders')
    const denied = { ...roleMissing('ESBMessaging.send'), cause: 'role-of-another-flow' }
    await expectDenied(arena, { line: 'GET /http/public/a/b', headers: [ordersOnly] }, denied)
  })

  test.each(DISGUISES)('X50 %s opens nothing to the role of the other flow, and nothing to nobody', async (target) => {
    await expectRefused(target, publicOnly)
    await expectRefused(target)
  })

  test.each(DISGUISES)('X50 %s is the address, or none, to who has its role', async (target) => {
    const answer = await send(arena.tenant, { line: `GET ${target}`, headers: [ordersOnly] })
    if (answer.status !== 200) return expectRefusal(target, answer)
    expect(answer.body).toBe('orders')
    arena.rightful += 1
  })

  test.each(BELOW_PUBLIC)('X50 %s is below the wildcard', async (target) => {
    await expectReached(arena, { line: `GET ${target}`, headers: [publicOnly] }, 'public')
    const denied = { ...roleMissing('ESBMessaging.send'), cause: 'role-of-another-flow' }
    await expectDenied(arena, { line: `GET ${target}`, headers: [ordersOnly] }, denied)
    await expectRefused(target)
  })

  test.each(['/http/ORDERS', '/http/%6frders', '/http/orders/', '/http/orders?'])('X50 %s is the same address for both', async (target) => {
    await expectReached(arena, { line: `GET ${target}`, headers: [ordersOnly] }, 'orders')
    await expectRefused(target, publicOnly)
  })

  test.each([
    'X-Original-URL: /http/public/a',
    'X-Rewrite-URL: /http/public/a',
    'X-Forwarded-Uri: /http/public/a',
    'X-Forwarded-Prefix: /http/public',
    'Destination: /http/public/a',
    'Referer: /http/public/a',
  ])('X50 %s changes nothing', async (header) => {
    await expectRefused('/http/orders', publicOnly, header)
    await expectRefused('/http/orders', header)
  })
})

testThatNothingElseRan(arena)
