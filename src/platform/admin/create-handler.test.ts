import { Readable } from 'node:stream'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpRequest } from '../../kernel/http.ts'
import { requestOf } from './admin-api.fixture.ts'
import { createHandler } from './create-handler.ts'
import { route } from './route.ts'

const logged: unknown[] = []
const audited: unknown[] = []
const refused: unknown[] = []
const handler = createHandler({
  routes: [
    route({
      method: 'GET',
      path: '/things/newest',
      summary: '',
      answer: z.string(),
      handle: async () => 'newest',
    }),
    route({
      method: 'GET',
      path: '/things/{name}',
      summary: '',
      query: z.strictObject({ limit: z.coerce.number().int().optional() }),
      answer: z.unknown(),
      handle: async ({ params, query }) => ({ params, query }),
    }),
    route({
      method: 'PUT',
      path: '/things/{name}',
      summary: '',
      body: z.strictObject({ size: z.number(), parts: z.array(z.strictObject({ id: z.string() })).optional() }),
      answer: z.unknown(),
      status: 201,
      handle: async ({ body }) => body,
    }),
    route({ method: 'DELETE', path: '/things/{name}', summary: '', handle: async () => {} }),
    route({
      method: 'GET',
      path: '/defect',
      summary: '',
      handle: async () => {
        throw new TypeError('secret detail')
      },
    }),
  ],
  authorizeAdmin: async ({ headers }: HttpRequest) => {
    if (headers.authorization === 'Bearer admin') return { user: 'admin' }
    throw new SluiceError('unauthorized', 'Who are you?')
  },
  logger: { info() {}, warn() {}, error: (...line) => logged.push(line) },
  audit: {
    async write({ request: { id }, ...action }) {
      audited.push([id, action])
      await Promise.resolve()
      audited.push('written')
    },
  },
  onRefusal: ({ id }, { reason, status }) => refused.push([id, reason, status]),
})

beforeEach(() => {
  audited.length = 0
  refused.length = 0
})

const JSON_TYPE = { 'content-type': 'application/json' }

async function call(method: string, target: string, sent: { headers?: Record<string, string>; body?: string } = {}) {
  const headers = { authorization: 'Bearer admin', ...sent.headers }
  const answer = await handler(requestOf(method, target, { ...sent, headers }))
  return { ...answer, body: answer.body === null ? null : JSON.parse(String(answer.body)) }
}

const error = (status: number, code: string, message: string, headers: Record<string, string> = {}) => ({
  status,
  headers: {
    'Content-Type': 'application/json;charset=UTF-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  },
  body: { error: { code, message } },
})

test('an answer is JSON that no cache keeps', async () => {
  expect(await call('GET', '/admin/v1/things/a%20b?limit=3')).toEqual({
    status: 200,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' },
    body: { params: { name: 'a b' }, query: { limit: 3 } },
  })
  expect(await call('DELETE', '/admin/v1/things/a')).toEqual({ status: 204, headers: {}, body: null })
})

test('a fixed segment wins over a parameter', async () => {
  expect((await call('GET', '/admin/v1/things/newest')).body).toBe('newest')
})

test('a body in its declared shape reaches the operation', async () => {
  const sent = { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{"size":1,"parts":[{"id":"a"}]}' }
  expect(await call('PUT', '/admin/v1/things/a', sent)).toMatchObject({ status: 201, body: { size: 1, parts: [{ id: 'a' }] } })
})

test.each([
  ['{"size":"1"}', "Body field 'size': expected number, received string"],
  ['{}', "Body field 'size': expected number, received undefined"],
  ['{"size":1,"colour":"red"}', "Body: unknown field 'colour'"],
  ['{"size":1,"parts":[{}]}', "Body field 'parts.0.id': expected string, received undefined"],
  ['[]', 'Body: expected object, received array'],
  ['', 'Body: expected object, received undefined'],
  ['{', 'The body is not valid JSON'],
])('the body %s is refused', async (body, message) => {
  expect(await call('PUT', '/admin/v1/things/a', { headers: JSON_TYPE, body })).toEqual(error(400, 'bad-request', message))
})

test('a query field is named when it is wrong or unknown', async () => {
  expect(await call('GET', '/admin/v1/things/a?limit=x')).toMatchObject({
    status: 400,
    body: { error: { message: "Query field 'limit': expected number, received NaN" } },
  })
  expect(await call('GET', '/admin/v1/things/a?top=1')).toEqual(error(400, 'bad-request', "Query: unknown field 'top'"))
})

test('a body of another type or size is refused', async () => {
  const message = 'The body must be sent with Content-Type: application/json'
  expect(await call('PUT', '/admin/v1/things/a', { headers: { 'content-type': 'text/plain' }, body: '{}' })).toEqual(
    error(415, 'unsupported-media-type', message),
  )
  expect(await call('PUT', '/admin/v1/things/a', { body: '{}' })).toEqual(error(415, 'unsupported-media-type', message))
  const large = { ...requestOf('PUT', '/admin/v1/things/a', { headers: { authorization: 'Bearer admin', ...JSON_TYPE } }) }
  const body = Readable.from([Buffer.alloc(1024 * 1024), Buffer.alloc(1)])
  expect((await handler({ ...large, body })).status).toBe(413)
})

test('unknown paths and methods are told, with the methods that exist', async () => {
  expect(await call('GET', '/admin/v1/nothing')).toEqual(error(404, 'not-found', 'There is nothing at /admin/v1/nothing'))
  expect(await call('GET', '/admin/v1')).toEqual(error(404, 'not-found', 'There is nothing at /admin/v1'))
  expect(await call('POST', '/admin/v1/things/a')).toEqual(
    error(405, 'method-not-allowed', '/admin/v1/things/a answers GET, PUT, DELETE, not POST', { Allow: 'GET, PUT, DELETE' }),
  )
})

test('a stranger learns nothing, not even which paths exist', async () => {
  const refused = error(401, 'unauthorized', 'Who are you?', { 'WWW-Authenticate': 'Bearer realm="Sluice administration"' })
  for (const target of ['/admin/v1/things/a', '/admin/v1/nothing']) {
    expect(await call('GET', target, { headers: { authorization: '' } })).toEqual(refused)
  }
})

test('a defect is logged and not told', async () => {
  expect(await call('GET', '/admin/v1/defect')).toEqual(error(500, 'internal', 'The server failed; its log has the reason'))
  expect(logged).toEqual([
    ['Request failed', { requestId: 'request-of-/admin/v1/defect', path: '/admin/v1/defect', reason: 'secret detail' }],
  ])
})

test('a change stands in the audit log before it is told; looking and failing do not', async () => {
  const change = { user: 'admin', userType: 'administrator', objectType: 'things', objectName: 'a', details: {} }
  await call('PUT', '/admin/v1/things/a', { headers: JSON_TYPE, body: '{"size":1}' })
  await call('DELETE', '/admin/v1/things/a')
  await call('GET', '/admin/v1/things/a')
  await call('PUT', '/admin/v1/things/a', { headers: JSON_TYPE, body: '{}' })
  expect(audited).toEqual([
    ['request-of-/admin/v1/things/a', { ...change, action: 'create' }],
    'written',
    ['request-of-/admin/v1/things/a', { ...change, action: 'delete' }],
    'written',
  ])
})

test('what is denied is reported once, what fails is not', async () => {
  await call('POST', '/admin/v1/things/a')
  await call('PUT', '/admin/v1/things/a', { headers: { 'content-type': 'text/plain' }, body: '{}' })
  await call('GET', '/admin/v1/nothing')
  await call('PUT', '/admin/v1/things/a', { headers: JSON_TYPE, body: '{}' })
  const id = 'request-of-/admin/v1/things/a'
  expect(refused).toEqual([
    [id, 'method-not-offered', 405],
    [id, 'media-type-not-read', 415],
  ])
})
