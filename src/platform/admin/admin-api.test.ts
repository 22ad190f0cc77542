import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../identity/refusals.ts'
import { callAdmin, openAdminApi, requestOf } from './admin-api.fixture.ts'
import { createRoutes } from './admin-api.ts'
import type { Route } from './route.ts'

let api: Awaited<ReturnType<typeof openAdminApi>>
beforeEach(async () => {
  api = await openAdminApi()
})

const called = new Set<string>()
const moment = '2026-01-01T00:00:00.000Z'
const guid = expect.stringMatching(/^[0-9a-f-]{36}$/)

/** Calls the API and holds every good answer against the declaration that the OpenAPI document is made of. */
async function call(method: string, path: string, body?: unknown) {
  const answer = await callAdmin(api.handler, method, path, body)
  const route = createRoutes(api.parts).find((candidate) => candidate.method === method && matches(candidate, path))
  if (route && answer.status < 300) {
    called.add(`${method} ${route.path}`)
    expect(answer.status).toBe(route.status)
    if (route.answer) expect(route.answer.parse(answer.body)).toEqual(answer.body)
  }
  return answer
}

function matches(route: Route, path: string): boolean {
  return new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?', 1)[0]!)
}

const failure = (status: number, code: string, message: string) => ({ status, body: { error: { code, message } } })

describe('Neo', () => {
  const orders = { name: 'Orders', application: 'iflmap', clientId: 'orders', secret: 'chosen' }
  const view = {
    clientId: 'orders',
    name: 'Orders',
    description: '',
    application: 'iflmap',
    tokenLifetime: 60,
    tokenUrl: 'http://auth.example/oauth2/api/v1/token',
    user: 'oauth_client_orders',
    roles: [],
    createdAt: moment,
  }

  test('a client is registered, shown, listed and deleted; its secret is told once', async () => {
    expect(await call('POST', '/clients', orders)).toEqual({ status: 201, body: { ...view, secret: 'chosen' } })
    expect(await call('GET', '/clients/orders')).toEqual({ status: 200, body: view })
    expect(await call('GET', '/clients')).toEqual({ status: 200, body: [view] })
    expect(await call('DELETE', '/clients/orders')).toEqual({ status: 204, body: null })
    expect(await call('GET', '/clients/orders')).toEqual(failure(404, 'not-found', "There is no OAuth client 'orders'"))
  })

  test('a lifetime of null is none, and registration errors name the field', async () => {
    expect((await call('POST', '/clients', { ...orders, tokenLifetime: null })).body.tokenLifetime).toBeNull()
    expect(await call('POST', '/clients', { ...orders, application: 'hcioem' })).toEqual(
      failure(400, 'bad-request', 'Body field \'application\': expected one of "iflmap"|"tmn"'),
    )
    expect(await call('POST', '/clients', { ...orders, clientId: 'ORDERS' })).toMatchObject({ status: 409 })
  })

  test('roles are made, assigned with warnings, and taken away', async () => {
    const assignment = { user: 'oauth_client_orders', application: 'iflmap', role: 'Orders.send' }
    expect(await call('POST', '/roles', { application: 'iflmap', name: 'Orders.send' })).toEqual({
      status: 201,
      body: { application: 'iflmap', name: 'Orders.send', custom: true },
    })
    expect(await call('GET', '/roles?application=iflmap')).toEqual({
      status: 200,
      body: [
        { application: 'iflmap', name: 'ESBMessaging.send', custom: false },
        { application: 'iflmap', name: 'Orders.send', custom: true },
      ],
    })
    expect((await call('GET', '/roles')).body.length).toBeGreaterThan(30)
    expect(await call('POST', '/assignments', assignment)).toEqual({
      status: 201,
      body: { ...assignment, warnings: ["There is no OAuth client 'orders' yet"] },
    })
    expect(await call('GET', '/assignments?user=oauth_client_orders')).toEqual({ status: 200, body: [assignment] })
    await call('POST', '/clients', orders)
    expect((await call('GET', '/clients/orders')).body.roles).toEqual([{ application: 'iflmap', role: 'Orders.send' }])
    expect(await call('DELETE', '/assignments/iflmap/Orders.send/oauth_client_orders')).toEqual({ status: 204, body: null })
    expect(await call('DELETE', '/roles/iflmap/Orders.send')).toEqual({ status: 204, body: null })
    expect(await call('DELETE', '/roles/hcioem/Orders.send')).toEqual(
      failure(404, 'not-found', "There is no application 'hcioem'. Applications: iflmap, tmn"),
    )
  })
})

describe('Cloud Foundry', () => {
  const instance = {
    id: guid,
    name: 'orders',
    offering: 'it-rt',
    plan: 'integration-flow',
    clientId: expect.stringMatching(/^sb-.*\|it-rt-sluice!b\d+$/),
    parameters: { roles: ['ESBMessaging.send'], 'grant-types': ['client_credentials'], 'redirect-uris': [], 'token-validity': 3600 },
    createdAt: moment,
    updatedAt: moment,
  }

  test('an instance lives from creation to deletion', async () => {
    expect(await call('POST', '/instances', { name: 'orders', plan: 'integration-flow' })).toEqual({ status: 201, body: instance })
    expect(await call('GET', '/instances')).toEqual({ status: 200, body: [instance] })
    expect(await call('GET', '/instances/orders')).toEqual({ status: 200, body: instance })
    expect(await call('PATCH', '/instances/orders', { parameters: { 'token-validity': 7200 } })).toEqual({
      status: 200,
      body: { ...instance, parameters: { ...instance.parameters, 'token-validity': 7200 } },
    })
    expect(await call('DELETE', '/instances/orders')).toEqual({ status: 204, body: null })
    expect(await call('GET', '/instances')).toEqual({ status: 200, body: [] })
  })

  test.each([
    [{ name: 'my orders' }, "Body field 'name': may hold letters, digits, period, underscore and hyphen only"],
    [{ name: 'x'.repeat(33) }, "Body field 'name': must be 32 characters at most"],
    [{ plan: 'broker' }, 'Body field \'plan\': expected one of "integration-flow"|"api"'],
    [{ parameters: { 'token-validity': 60 } }, "Parameter 'token-validity' must be a whole number of seconds from 3600 to 86400"],
    [{ parameters: { validity: 60 } }, "Unknown instance parameter 'validity'; known: roles, grant-types, redirect-uris, token-validity"],
  ])('an instance with %j is refused', async (fields, message) => {
    const body = { name: 'orders', plan: 'integration-flow', ...fields }
    expect(await call('POST', '/instances', body)).toEqual(failure(400, 'bad-request', message))
  })

  test('a key is listed without and shown with its credentials', async () => {
    const { clientId } = (await call('POST', '/instances', { name: 'orders', plan: 'integration-flow' })).body
    const created = await call('POST', '/instances/orders/keys', { name: 'laptop' })
    const view = { id: guid, name: 'laptop', instance: 'orders', createdAt: moment }
    expect(created).toEqual({
      status: 201,
      body: {
        ...view,
        credentials: {
          oauth: {
            clientid: clientId,
            clientsecret: expect.stringMatching(/^.{36}\$.{43}=$/),
            url: 'http://runtime.example',
            createdate: moment,
            tokenurl: 'http://auth.example/oauth/token',
          },
        },
      },
    })
    expect(await call('GET', '/instances/orders/keys')).toEqual({ status: 200, body: [view] })
    expect(await call('GET', '/instances/orders/keys/laptop')).toEqual({ ...created, status: 200 })
    expect(await call('DELETE', '/instances/orders/keys/laptop')).toEqual({ status: 204, body: null })
    expect(await call('POST', '/instances/orders/keys', { name: 'x', parameters: { 'key-type': 'certificate' } })).toEqual(
      failure(501, 'not-supported', 'key-type certificate is not available yet; use clientid_secret'),
    )
  })

  test('entitlements are granted and taken', async () => {
    const [apiPlan, flowPlan] = ['api', 'integration-flow'].map((plan) => ({ offering: 'it-rt', plan }))
    expect(await call('GET', '/entitlements')).toEqual({ status: 200, body: [apiPlan, flowPlan] })
    expect(await call('DELETE', '/entitlements/it-rt/api')).toEqual({ status: 204, body: null })
    expect(await call('GET', '/entitlements')).toEqual({ status: 200, body: [flowPlan] })
    expect(await call('PUT', '/entitlements/it-rt/api')).toEqual({ status: 200, body: apiPlan })
    expect(await call('PUT', '/entitlements/it-rt/broker')).toEqual(
      failure(404, 'not-found', "There is no plan 'broker' of 'it-rt'. Plans of it-rt: integration-flow, api"),
    )
  })
})

test('subaccounts and endpoints are listed', async () => {
  const both = { id: guid, subdomain: 'sluice' }
  expect(await call('GET', '/subaccounts')).toEqual({
    status: 200,
    body: [
      { ...both, dialect: 'neo', displayName: 'Sluice (Neo)', tokenUrl: 'http://auth.example/oauth2/api/v1/token' },
      { ...both, dialect: 'cloud-foundry', displayName: 'Sluice (Cloud Foundry)', tokenUrl: 'http://auth.example/oauth/token' },
    ],
  })
  expect(await call('GET', '/endpoints')).toEqual({
    status: 200,
    body: [
      {
        artifact: 'Orders',
        name: 'Orders of the shop',
        version: '1.0.1',
        address: '/orders/*',
        url: 'http://127.0.0.1:8080/http/orders',
        role: 'Orders.send',
        protocol: 'REST',
        deployedOn: moment,
      },
    ],
  })
})

describe('refusals', () => {
  const expected = (requestId: string) => ({
    requestId,
    time: moment,
    method: 'POST',
    path: '/http/orders',
    remoteAddress: '127.0.0.1',
    clientId: null,
    status: 401,
    cause: 'no-authorization-header',
    text: expect.any(String),
    happened: expect.any(String),
    needed: ['Orders.send'],
    held: [],
    remedy: expect.any(String),
    facts: { application: 'iflmap', resource: '/http/orders', needed: ['Orders.send'] },
  })

  async function refuse(id: string) {
    const request = { ...requestOf('POST', '/http/orders'), id }
    const refusal = await api.identity.guard.authorize(request, api.orders).catch((thrown) => thrown)
    expect(refusal).toBeInstanceOf(Refusal)
    api.identity.refuse(refusal, request, 'integration-flow')
  }

  test('are found by request id, as the last one and by filter', async () => {
    expect(await call('GET', '/refusals/last')).toEqual(failure(404, 'not-found', 'No call was refused yet'))
    await refuse('first')
    api.clock.advance(1)
    await refuse('second')
    expect(await call('GET', '/refusals/first')).toEqual({ status: 200, body: expected('first') })
    expect((await call('GET', '/refusals/last')).body.requestId).toBe('second')
    const ids = async (query: string) => (await call('GET', `/refusals${query}`)).body.map((item: { requestId: string }) => item.requestId)
    expect(await ids('')).toEqual(['second', 'first'])
    expect(await ids('?limit=1')).toEqual(['second'])
    expect(await ids('?cause=role-missing')).toEqual([])
    expect(await ids('?client=orders')).toEqual([])
  })

  test('that are unknown, and limits out of range, are told', async () => {
    expect(await call('GET', '/refusals/none')).toEqual(
      failure(404, 'not-found', 'No refused call has the request id none: it was not refused, or is too old'),
    )
    expect(await call('GET', '/refusals?limit=0')).toMatchObject({ status: 400 })
  })

  test('are foretold for a token', async () => {
    const url = 'http://127.0.0.1:8080/http/orders'
    expect(await call('POST', '/explain', { token: 'f'.repeat(32), url })).toMatchObject({
      status: 200,
      body: { accepted: false, status: 401, needed: ['Orders.send'], held: [] },
    })
    expect(await call('POST', '/explain', { token: 'x', url: 'http://127.0.0.1:8080/other' })).toEqual(
      failure(400, 'bad-request', 'Nothing answers at http://127.0.0.1:8080/other'),
    )
    expect(await call('POST', '/explain', { token: '', url })).toEqual(failure(400, 'bad-request', "Body field 'token': must not be empty"))
  })
})

describe('the OpenAPI document', () => {
  test('describes every operation with its parameters, body and answer', async () => {
    const { body: document } = await call('GET', '/openapi.json')
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/admin/v1' }] })
    expect(document.paths['/instances/{instance}/keys'].post).toEqual({
      summary: 'Create a service key of type ClientId/Secret',
      parameters: [{ name: 'instance', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                name: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[A-Za-z0-9._-]+$' },
                parameters: { type: 'object', propertyNames: { type: 'string' }, additionalProperties: {} },
              },
              required: ['name'],
              additionalProperties: false,
            },
          },
        },
      },
      responses: {
        201: expect.objectContaining({ description: 'Done' }),
        default: expect.objectContaining({ description: 'Refused or failed; `message` says why and what to do.' }),
      },
    })
    expect(document.paths['/refusals'].get.parameters).toEqual([
      { name: 'cause', in: 'query', required: false, schema: { type: 'string' } },
      { name: 'client', in: 'query', required: false, schema: { type: 'string' } },
      { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 1000, default: 50 } },
    ])
    expect(document.paths['/clients/{clientId}'].delete.responses[204]).toEqual({ description: 'Done' })
  })

  test('names what the handler answers, and nothing else', async () => {
    const { body: document } = await call('GET', '/openapi.json')
    const documented = Object.entries(document.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(documented.sort()).toEqual(
      createRoutes(api.parts)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    )
  })
})

afterAll(() => {
  const declared = createRoutes(api.parts).map(({ method, path }) => `${method} ${path}`)
  expect(declared.filter((operation) => !called.has(operation))).toEqual([])
})
