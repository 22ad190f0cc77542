import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { flowFiles } from '../../../test/support/flow.ts'
import { readCertificate } from '../../identity/certificate.ts'
import { Refusal } from '../../identity/refusals.ts'
import { selfSigned } from '../../identity/testing/certificate.fixture.ts'
import { writeArchive } from '../../iflow/archive.ts'
import { artifact, integrationPackage } from '../../store/contract/design.contract.ts'
import { record } from '../../store/contract/message-logs.contract.ts'
import { callAdmin, openAdminApi, RAN, requestOf, SPLITTER } from './admin-api.fixture.ts'
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
    tokenProfile: 'standard',
    dpopBound: false,
    jwks: null,
    tokenUrl: 'http://auth.example/oauth2/api/v1/token',
    user: 'oauth_client_orders',
    roles: [],
    createdAt: moment,
  }

  test('a client is registered, shown, listed and deleted; its secret is told once', async () => {
    expect(await call('POST', '/clients', orders)).toEqual({
      status: 201,
      body: { ...view, secret: 'chosen', warnings: ['The secret has less than 16 characters: it may be guessed'] },
    })
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

  test('an API client is created, listed without its secret, and deleted', async () => {
    const scopes = ['hcp.readAuthorizationSettings']
    const apiClient = { clientId: guid, description: 'Provisioning', scopes, createdAt: moment }
    const created = await call('POST', '/api-clients', { description: 'Provisioning', scopes })
    expect(created).toEqual({ status: 201, body: { ...apiClient, secret: expect.stringContaining('$') } })
    expect(await call('GET', '/api-clients')).toEqual({ status: 200, body: [apiClient] })
    expect(await call('DELETE', `/api-clients/${created.body.clientId}`)).toEqual({ status: 204, body: null })
    expect(await call('DELETE', `/api-clients/${created.body.clientId}`)).toMatchObject({ status: 404 })
    expect(await call('POST', '/api-clients', { scopes: ['hcp.rule'] })).toEqual(
      failure(400, 'bad-request', "There is no scope 'hcp.rule'. Scopes: hcp.manageAuthorizationSettings, hcp.readAuthorizationSettings"),
    )
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

test('the token lifetime of a client is changed, and nothing else is', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwks = { keys: [publicKey.export({ format: 'jwk' })] }
  await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'orders', jwks })
  const before = (await call('GET', '/clients/orders')).body
  expect(await call('PATCH', '/clients/orders', { tokenLifetime: 5 })).toEqual({ status: 200, body: { ...before, tokenLifetime: 5 } })
  expect((await call('PATCH', '/clients/orders', { tokenLifetime: null })).body.tokenLifetime).toBeNull()
  const reason = 'The token lifetime must be a whole number of minutes from 1 to 259200 (180 days), or none'
  expect(await call('PATCH', '/clients/orders', { tokenLifetime: 0 })).toEqual(failure(400, 'bad-request', reason))
  expect((await call('GET', '/clients/orders')).body.tokenLifetime).toBeNull()
})

test('name, description, token profile and binding of a client are changed one by one', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwks = { keys: [publicKey.export({ format: 'jwk' })] }
  await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'orders', jwks })
  let expected = (await call('GET', '/clients/orders')).body
  for (const change of [{ name: 'Shop' }, { description: 'Of the shop' }, { tokenProfile: 'compact' }, { dpopBound: true }]) {
    expected = { ...expected, ...change }
    expect(await call('PATCH', '/clients/orders', change)).toEqual({ status: 200, body: expected })
  }
  const back = { tokenProfile: 'standard', dpopBound: false }
  expect((await call('PATCH', '/clients/orders', back)).body).toEqual({ ...expected, ...back })
  expect(await call('PATCH', '/clients/orders', { name: ' ' })).toEqual(failure(400, 'bad-request', 'The client needs a name'))
  expect(await call('PATCH', '/clients/orders', { application: 'tmn' })).toMatchObject({ status: 400 })
})

describe('proofs without a secret', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one' }] }

  test('the public keys of a client are registered, replaced and taken away', async () => {
    const registered = await call('POST', '/clients', { name: 'Signing', application: 'iflmap', clientId: 'signing', jwks })
    expect(registered.body.jwks).toEqual(jwks)
    expect((await call('PATCH', '/clients/signing', { jwks: null })).body.jwks).toBeNull()
    expect((await call('PATCH', '/clients/signing', { jwks })).body.jwks).toEqual(jwks)
    const reason = 'The key set (JWKS) is not accepted: it must have 1 to 10 keys'
    expect(await call('PATCH', '/clients/signing', { jwks: { keys: [] } })).toEqual(failure(400, 'bad-request', reason))
    expect((await call('GET', '/clients/signing')).body.jwks).toEqual(jwks)
    expect((await call('PATCH', '/clients/ghost', { jwks })).status).toBe(404)
  })

  test('a certificate is mapped to a user and unmapped', async () => {
    const { pem } = await selfSigned({ notBefore: Date.UTC(2026, 0, 1) })
    const { thumbprint, serialNumber } = readCertificate(pem)!
    const view = {
      thumbprint,
      subject: 'CN=acme, O=Acme, C=DE',
      issuer: 'CN=acme, O=Acme, C=DE',
      serialNumber,
      issuedAt: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-01-02T00:00:00.000Z',
      pinned: true,
      user: 'maria',
      clientId: null,
    }
    expect(await call('POST', '/certificates', { user: 'maria', certificate: pem })).toEqual({ status: 201, body: view })
    expect((await call('GET', '/certificates')).body).toContainEqual(view)
    expect(await call('DELETE', `/certificates/${thumbprint}`)).toEqual({ status: 204, body: null })
    expect((await call('GET', '/certificates')).body).toEqual([])
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

  test('offerings say what is entitled and what instances may ask for', async () => {
    await call('DELETE', '/entitlements/it-rt/api')
    await call('POST', '/roles', { application: 'iflmap', name: 'Orders.send' })
    const defaults = { 'grant-types': ['client_credentials'], 'redirect-uris': [] }
    const { status, body } = await call('GET', '/offerings')
    expect(status).toBe(200)
    expect(body).toEqual([
      {
        offering: 'it-rt',
        displayName: 'Process Integration Runtime',
        plans: [
          {
            plan: 'integration-flow',
            description: 'Calls of integration flows',
            application: 'iflmap',
            entitled: true,
            roles: ['ESBMessaging.send', 'Orders.send'],
            grantTypes: expect.arrayContaining(['client_credentials']),
            defaults: { ...defaults, roles: ['ESBMessaging.send'], 'token-validity': 3600 },
          },
          {
            plan: 'api',
            description: 'Calls of the management API',
            application: 'tmn',
            entitled: false,
            roles: expect.arrayContaining(['MonitoringDataRead', 'WorkspacePackagesEdit']),
            grantTypes: expect.arrayContaining(['client_credentials']),
            defaults: { ...defaults, roles: [], 'token-validity': 43_200 },
          },
        ],
      },
    ])
  })

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
    [
      { parameters: { validity: 60 } },
      "Unknown instance parameter 'validity'; known: roles, grant-types, redirect-uris, token-validity, client-per-key, token-profile, dpop-bound, jwks",
    ],
  ])('an instance with %j is refused', async (fields, message) => {
    const body = { name: 'orders', plan: 'integration-flow', ...fields }
    expect(await call('POST', '/instances', body)).toEqual(failure(400, 'bad-request', message))
  })

  test('a key is listed without and shown with its credentials', async () => {
    const { clientId } = (await call('POST', '/instances', { name: 'orders', plan: 'integration-flow' })).body
    const created = await call('POST', '/instances/orders/keys', { name: 'laptop' })
    const view = { id: guid, name: 'laptop', instance: 'orders', type: 'clientid_secret', createdAt: moment, expiresAt: null }
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
    const parameters = { 'key-type': 'certificate', validity: 400 }
    expect(await call('POST', '/instances/orders/keys', { name: 'x', parameters })).toEqual(
      failure(400, 'bad-request', "Parameter 'validity' must be a whole number of days from 1 to 365"),
    )
  })

  test('a key with a certificate is told in full, and listed with its certificate', async () => {
    const { clientId } = (await call('POST', '/instances', { name: 'mutual', plan: 'integration-flow' })).body
    const key = await call('POST', '/instances/mutual/keys', { name: 'x', parameters: { 'key-type': 'certificate', validity: 1 } })
    const { certificate, certificatedetails } = key.body.credentials.oauth
    expect(Object.keys(key.body.credentials.oauth).sort()).toEqual(
      ['certificate', 'certificatedetails', 'certurl', 'clientid', 'createdate', 'key', 'tokenurl', 'url'].sort(),
    )
    expect(await call('GET', '/certificates')).toEqual({
      status: 200,
      body: [
        {
          thumbprint: readCertificate(certificate)!.thumbprint,
          subject: certificatedetails.subjectdn,
          issuer: 'CN=Sluice client authority',
          serialNumber: certificatedetails.serialnumber.replace('0x', ''),
          issuedAt: '2026-01-01T00:00:00.000Z',
          expiresAt: '2026-01-02T00:00:00.000Z',
          pinned: true,
          user: null,
          clientId,
        },
      ],
    })
    expect((await call('GET', '/instances/mutual/keys')).body).toEqual([
      { id: guid, name: 'x', instance: 'mutual', type: 'certificate', createdAt: moment, expiresAt: '2026-01-02T00:00:00.000Z' },
    ])
    expect(await call('GET', '/client-authority')).toEqual({
      status: 200,
      body: { certificate: expect.stringContaining('BEGIN CERTIFICATE') },
    })
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

describe('flow tests', () => {
  const text = 'tests:\n  - name: An order is taken\n'
  const entry = { name: 'orders', modifiedBy: 'admin', modifiedAt: moment, lastRun: null }
  beforeEach(async () => {
    await api.store.design.createPackage(integrationPackage())
    await api.store.design.createArtifact(artifact(), await writeArchive(flowFiles({ id: 'flow', steps: [] })))
  })

  test('are added, listed, read, changed and deleted', async () => {
    expect(await call('POST', '/artifacts/flow/tests', { name: 'orders', text })).toEqual({ status: 201, body: { ...entry, text } })
    expect(await call('GET', '/artifacts/flow/tests')).toEqual({ status: 200, body: [entry] })
    const changed = { ...entry, text: `${text}# more` }
    expect(await call('PUT', '/artifacts/flow/tests/orders', { text: changed.text })).toEqual({ status: 200, body: changed })
    expect(await call('GET', '/artifacts/flow/tests/orders')).toEqual({ status: 200, body: changed })
    expect(await call('DELETE', '/artifacts/flow/tests/orders')).toEqual({ status: 204, body: null })
    expect(await call('GET', '/artifacts/flow/tests/orders')).toEqual(failure(404, 'not-found', 'flow has no test orders'))
    const [last] = await api.parts.audit.query({ orderBy: [{ field: 'time', descending: true }], limit: 1 })
    expect(last).toMatchObject({ user: 'admin', action: 'delete', objectType: 'flow test', objectName: 'flow / orders' })
  })

  test('are run; the answer has what differs, and the list how it went', async () => {
    await call('POST', '/artifacts/flow/tests', { name: 'orders', text })
    const { failures: _, steps: __, ...result } = RAN
    expect(await call('POST', '/artifacts/flow/test-runs', {})).toEqual({
      status: 200,
      body: [
        {
          test: 'orders',
          problem: null,
          results: [
            {
              ...result,
              reason: null,
              failures: [{ what: 'body', message: 'differs', diff: '- a\n+ b', line: 5 }],
              steps: [{ element: 'Split', activity: 'Splitter', status: 'FAILED', error: `${'x'.repeat(20_000)}…` }],
            },
          ],
        },
      ],
    })
    const lastRun = { time: moment, passed: 0, failed: 1, skipped: 0 }
    expect((await call('GET', '/artifacts/flow/tests')).body).toEqual([{ ...entry, lastRun }])
  })

  test('are drafted', async () => {
    expect(await call('GET', '/artifacts/flow/test-draft')).toMatchObject({ status: 200, body: { gaps: [] } })
    expect(await call('GET', '/artifacts/flow/test-draft?message=AG1')).toEqual(failure(404, 'not-found', 'There is no message AG1'))
  })

  test.each([
    ['POST', '/artifacts/Ghost/tests', { name: 'orders', text }, 404, 'Design-time artifact Ghost does not exist'],
    ['GET', '/artifacts/Ghost/tests', undefined, 404, 'There is no artifact Ghost'],
    ['PUT', '/artifacts/flow/tests/none', { text }, 404, 'flow has no test none'],
    ['DELETE', '/artifacts/flow/tests/none', undefined, 404, 'flow has no test none'],
    ['POST', '/artifacts/flow/test-runs', { name: 'none' }, 404, 'flow has no test none'],
    [
      'POST',
      '/artifacts/flow/tests',
      { name: 'a', text: 'tests: 1' },
      400,
      'a.test.yaml:1: tests: Invalid input: expected array, received number',
    ],
    [
      'POST',
      '/artifacts/flow/tests',
      { name: '../a', text },
      400,
      "The name '../a' is none: letters, digits, blanks, and _ . - between them, 100 at most",
    ],
    [
      'POST',
      '/artifacts/flow/tests',
      { name: 'a', text: 'x'.repeat(500_001) },
      400,
      "Body field 'text': Too big: expected string to have <=500000 characters",
    ],
  ])('%s %s is refused', async (method, path, body, status, message) => {
    const answer = await call(method, path, body)
    expect([answer.status, answer.body.error.message]).toEqual([status, message])
  })
})

test('subaccounts and endpoints are listed', async () => {
  const both = { id: guid, subdomain: 'sluice' }
  const urls = {
    introspection: 'http://auth.example/oauth/introspect',
    revocation: 'http://auth.example/oauth/revoke',
    keys: 'http://auth.example/token_keys',
  }
  expect(await call('GET', '/subaccounts')).toEqual({
    status: 200,
    body: [
      {
        ...both,
        dialect: 'neo',
        displayName: 'Sluice (Neo)',
        tokenUrl: 'http://auth.example/oauth2/api/v1/token',
        oauthUrls: {
          ...urls,
          token: 'http://auth.example/oauth2/api/v1/token',
          apiToken: 'http://auth.example/oauth2/apitoken/v1',
          metadata: 'http://auth.example/.well-known/oauth-authorization-server/oauth2/api/v1',
        },
      },
      {
        ...both,
        dialect: 'cloud-foundry',
        displayName: 'Sluice (Cloud Foundry)',
        tokenUrl: 'http://auth.example/oauth/token',
        oauthUrls: {
          ...urls,
          token: 'http://auth.example/oauth/token',
          apiToken: null,
          metadata: 'http://auth.example/.well-known/oauth-authorization-server/oauth/token',
        },
      },
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
        csrfProtected: false,
        deployedOn: moment,
      },
    ],
  })
  expect(await call('GET', '/endpoints?artifact=Other')).toEqual({ status: 200, body: [] })
})

describe('design-time artifacts', () => {
  const name = 'Orders of the shop'
  const first = artifact({ id: 'Orders', name, modifiedBy: 'ada', modifiedAt: Date.parse(moment) })
  const later = '2026-02-01T00:00:00.000Z'
  beforeEach(async () => {
    const { design } = api.store
    await design.createPackage(integrationPackage())
    await design.createArtifact(first, new Uint8Array(1))
    await design.updateArtifact({ ...first, version: '1.1.0', modifiedBy: 'grace', modifiedAt: Date.parse(later) })
  })

  test('tell their versions, the current one first', async () => {
    expect(await call('GET', '/artifacts/Orders/versions')).toEqual({
      status: 200,
      body: [
        { version: '1.1.0', current: true, name, modifiedBy: 'grace', modifiedAt: later },
        { version: '1.0.0', current: false, name, modifiedBy: 'ada', modifiedAt: moment },
      ],
    })
  })

  test('tell their elements as they are declared, configured and checked, of any version', async () => {
    const declaration = { kind: 'flag', doc: 'Whether the first failure ends it.', default: 'true', choices: [] }
    const [stop, table] = SPLITTER.values
    const elements = [{ ...SPLITTER, values: [{ ...stop, declaration }, table] }]
    const body = (version: string) => ({ version, diagram: `<diagram of="Orders ${version}"/>`, failure: null, elements })
    expect(await call('GET', '/artifacts/Orders/elements')).toEqual({ status: 200, body: body('1.1.0') })
    expect(await call('GET', '/artifacts/Orders/elements?version=1.0.0')).toEqual({ status: 200, body: body('1.0.0') })
  })

  test('that are unknown, and unknown versions, are told', async () => {
    const unknown = failure(404, 'not-found', 'There is no artifact Nothing')
    expect(await call('GET', '/artifacts/Nothing/versions')).toEqual(unknown)
    expect(await call('GET', '/artifacts/Nothing/elements')).toEqual(unknown)
    const version = failure(404, 'not-found', 'There is no artifact Orders with the version 9')
    expect(await call('GET', '/artifacts/Orders/elements?version=9')).toEqual(version)
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
    expect(await ids('?since=2026-01-01T00:00:00.001Z')).toEqual(['second'])
    expect(await ids('?since=2026-01-01T00:00:00.002Z')).toEqual([])
    expect(await ids('?before=second')).toEqual(['first'])
    expect(await ids('?before=first')).toEqual([])
  })

  test('are counted by cause', async () => {
    expect(await call('GET', '/refusals/causes')).toEqual({ status: 200, body: [] })
    await refuse('first')
    await refuse('second')
    const body = [{ cause: 'no-authorization-header', count: 2 }]
    expect(await call('GET', '/refusals/causes')).toEqual({ status: 200, body })
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

describe('secrets', () => {
  const view = { id: expect.any(String), state: 'waiting', createdAt: moment, expiresAt: null, lastUsedAt: null }

  test.each([
    ['a client', '/clients/orders/secrets'],
    ['a service key', '/instances/orders/keys/laptop/secrets'],
  ])('of %s: add, list, promote, delete', async (_, path) => {
    await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'orders' })
    await call('POST', '/instances', { name: 'orders', plan: 'integration-flow' })
    await call('POST', '/instances/orders/keys', { name: 'laptop' })
    const [first] = (await call('GET', path)).body
    expect(first).toEqual({ ...view, state: 'current' })
    const added = await call('POST', path, { secretLength: 40, expiresAt: '2026-06-30T00:00:00Z' })
    const second = { ...view, expiresAt: '2026-06-30T00:00:00.000Z' }
    expect(added).toEqual({ status: 201, body: { ...second, secret: expect.stringMatching(/^[A-Za-z0-9]{40}$/), warnings: [] } })
    expect(await call('POST', path, {})).toEqual(
      failure(400, 'bad-request', 'client secret is either empty or client already has two secrets.'),
    )
    expect(await call('POST', `${path}/${added.body.id}/promote`)).toEqual({ status: 200, body: { ...second, state: 'current' } })
    expect((await call('GET', path)).body.map(({ state }: { state: string }) => state).sort()).toEqual(['current', 'previous'])
    expect(await call('DELETE', `${path}/${first.id}`)).toEqual({ status: 204, body: null })
    expect(await call('DELETE', `${path}/${added.body.id}`)).toEqual(
      failure(400, 'bad-request', 'client secret is either empty or client has only one secret.'),
    )
    expect(await call('POST', path, { expiresAt: 'soon' })).toMatchObject({ status: 400 })
  })
})

test('signing keys are added, enabled and deleted', async () => {
  const path = '/subaccounts/neo/signing-keys'
  const key = { createdAt: moment, enabledAt: moment, usableFrom: null, uselessFrom: null }
  const step = (step: string, body: object) => call('POST', `${path}${step}`, body)
  expect(await call('GET', path)).toEqual({ status: 200, body: [] })
  const a = { ...key, kid: 'a', state: 'active' }
  expect(await step('', { kid: 'a' })).toEqual({ status: 200, body: { changed: true, keys: [a] } })
  api.clock.advance(1)
  const b = { ...key, kid: 'b', state: 'waiting', createdAt: '2026-01-01T00:00:00.001Z', enabledAt: null }
  const waiting = { ...b, usableFrom: '2026-01-01T00:30:00.001Z' }
  expect(await step('', { kid: 'b' })).toEqual({ status: 200, body: { changed: true, keys: [waiting, a] } })
  expect(await step('/enable', {})).toMatchObject({ status: 409 })
  const enabled = { ...b, state: 'active', enabledAt: b.createdAt }
  const retired = { ...a, state: 'retired', uselessFrom: '2026-01-02T00:00:00.001Z' }
  expect(await step('/enable', { force: true })).toEqual({ status: 200, body: { changed: true, keys: [enabled, retired] } })
  expect(await call('GET', path)).toEqual({ status: 200, body: [enabled, retired] })
  expect(await step('/delete', { kid: 'a', force: true })).toEqual({ status: 200, body: { changed: true, keys: [enabled] } })
  expect(await step('/delete', { kid: 'a' })).toEqual({ status: 200, body: { changed: false, keys: [enabled] } })
  expect(await call('GET', '/subaccounts/acme/signing-keys')).toEqual(
    failure(404, 'not-found', "There is no subaccount 'acme'. Subaccounts: neo, cloud-foundry"),
  )
})

test('what expires soon is listed', async () => {
  await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'orders' })
  await call('POST', '/clients/orders/secrets', { expiresAt: '2026-01-20T00:00:00Z' })
  const secret = {
    kind: 'secret',
    subaccount: 'neo',
    name: 'orders',
    expiresAt: '2026-01-20T00:00:00.000Z',
    remedy: 'sluice secret add orders',
  }
  expect(await call('GET', '/expiring')).toEqual({ status: 200, body: [secret] })
  expect(await call('GET', '/expiring?within=18')).toEqual({ status: 200, body: [] })
  expect(await call('GET', '/expiring?within=x')).toMatchObject({ status: 400 })
})

describe('access', () => {
  test('is told for every client and everything that can be called', async () => {
    await call('POST', '/roles', { application: 'iflmap', name: 'Orders.send' })
    await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'orders' })
    await call('POST', '/assignments', { user: 'oauth_client_orders', application: 'iflmap', role: 'Orders.send' })
    const instance = { name: 'monitor', plan: 'api', parameters: { roles: ['AuthGroup_ReadOnly'] } }
    const { clientId } = (await call('POST', '/instances', instance)).body
    const { body } = await call('GET', '/access')
    const endpoint = { kind: 'endpoint', name: '/orders/*', artifact: 'Orders', url: 'http://127.0.0.1:8080/http/orders' }
    const area = { kind: 'area', name: 'view monitoring', artifact: null, url: null }
    const orders = { clientId: 'orders', name: 'Orders', dialect: 'neo', application: 'iflmap' }
    const monitor = { clientId, name: 'monitor', dialect: 'cloud-foundry', application: 'tmn' }
    expect(body).toMatchObject([
      { caller: orders, target: endpoint, allowed: true, roles: ['Orders.send'] },
      { caller: orders, target: area, allowed: false, status: 401, cause: 'wrong-subscription' },
      { caller: monitor, target: endpoint, allowed: false, status: 401, cause: 'wrong-audience-api-plan' },
      { caller: monitor, target: area, allowed: true, roles: ['MonitoringDataRead'] },
    ])
    expect((await call('GET', `/access?client=${encodeURIComponent(clientId)}&endpoint=view%20monitoring`)).body).toEqual([body[3]])
    expect((await call('GET', '/access?endpoint=/elsewhere')).body).toEqual({
      error: { code: 'bad-request', message: 'Nothing answers at /elsewhere' },
    })
    const facts = { clientId, instance: 'monitor', dialect: 'cloud-foundry', needed: ['Orders.send'] }
    expect(body[2]).toMatchObject({ facts })
  })

  test('is told in part for many clients and endpoints', async () => {
    await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'a-1' })
    await call('POST', '/clients', { name: 'Stock', application: 'iflmap', clientId: 'a-2' })
    const cells = async (query: string) => {
      const { body } = await call('GET', `/access?${query}`)
      return body.map((item: { caller: { clientId: string }; target: { name: string } }) => `${item.caller.clientId} ${item.target.name}`)
    }
    expect(await cells('kind=area')).toEqual(['a-1 view monitoring', 'a-2 view monitoring'])
    expect(await cells('kind=endpoint&clientSearch=STO')).toEqual(['a-2 /orders/*'])
    expect(await cells('clientSearch=A-&clientLimit=1&endpointLimit=1')).toEqual(['a-1 /orders/*'])
    expect(await cells('endpointSearch=MONIT&clientLimit=1')).toEqual(['a-1 view monitoring'])
    expect(await cells('clientSearch=nobody')).toEqual([])
    expect(await call('GET', '/access?clientLimit=0')).toMatchObject({ status: 400 })
  })
})

describe('access tokens', () => {
  const issue = async (format: string) => {
    const authorization = `Basic ${Buffer.from('orders:chosen').toString('base64')}`
    const target = `/oauth2/api/v1/token?grant_type=client_credentials${format}`
    const route = api.identity.routes.find(({ path }) => path === '/oauth2/api/v1/token')!
    const answer = await route.handler(requestOf('POST', target, { headers: { authorization } }))
    return (JSON.parse(String(answer.body)) as { access_token: string }).access_token
  }
  beforeEach(() => api.clients.register({ name: 'Orders', application: 'iflmap', clientId: 'orders', secret: 'chosen' }))

  test('are listed by their first characters, as long as they live', async () => {
    const value = await issue('')
    const view = {
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      prefix: value.slice(0, 5),
      clientId: 'orders',
      user: 'oauth_client_orders',
      subaccount: 'neo',
      issuedAt: moment,
      expiresAt: '2026-01-01T01:00:00.000Z',
    }
    expect(await call('GET', '/tokens')).toEqual({ status: 200, body: [view] })
    expect((await call('GET', '/tokens?client=orders&user=oauth_client_orders&subaccount=neo')).body).toEqual([view])
    for (const filter of ['client=other', 'user=orders', 'subaccount=cloud-foundry']) {
      expect((await call('GET', `/tokens?${filter}`)).body).toEqual([])
    }
    api.clock.advance(1)
    await issue('')
    const [newest, oldest] = (await call('GET', '/tokens')).body
    expect((await call('GET', '/tokens?limit=1')).body).toEqual([newest])
    expect((await call('GET', `/tokens?limit=1&before=${newest.id}`)).body).toEqual([oldest])
    expect((await call('GET', '/tokens?client=orders&user=oauth_client_other')).body).toEqual([])
    api.clock.advance(3600_000)
    expect((await call('GET', '/tokens')).body).toEqual([])
  })

  test('are revoked one by one, of a client, of a user, by value and by id', async () => {
    await issue('')
    const [{ id }] = (await call('GET', '/tokens')).body
    expect(await call('DELETE', `/tokens/${id}`)).toEqual({ status: 204, body: null })
    expect(await call('DELETE', `/tokens/${id}`)).toEqual(failure(404, 'not-found', 'Token does not exist'))
    await issue('')
    const all = { status: 200, body: { clientId: 'orders', opaque: 1 } }
    expect(await call('POST', '/tokens/revoke', { clientId: 'orders' })).toEqual(all)
    await issue('')
    expect(await call('POST', '/tokens/revoke', { user: 'oauth_client_orders' })).toEqual(all)
    expect(await call('POST', '/tokens/revoke', { token: await issue('') })).toEqual(all)
    const one = { status: 200, body: { clientId: 'orders', opaque: 0 } }
    expect(await call('POST', '/tokens/revoke', { token: await issue('&token_format=jwt') })).toEqual(one)
    expect(await call('POST', '/tokens/revoke', { jti: 'f'.repeat(32) })).toEqual({ status: 200, body: { clientId: null, opaque: 0 } })
  })

  test('that cannot be revoked are told from those that can', async () => {
    const revoke = (body: object) => call('POST', '/tokens/revoke', body)
    const one = failure(400, 'bad-request', 'Body: give one of clientId, user, token and jti')
    expect(await revoke({})).toEqual(one)
    expect(await revoke({ clientId: 'orders', jti: 'x' })).toEqual(one)
    expect(await revoke({ clientId: 'nobody' })).toEqual(failure(404, 'not-found', "There is no OAuth client 'nobody'"))
    expect(await revoke({ user: 'orders' })).toEqual(failure(404, 'not-found', "No OAuth client acts as the user 'orders'"))
    expect(await revoke({ token: 'nonsense' })).toMatchObject({
      status: 404,
      body: {
        error: { code: 'not-found', message: expect.stringContaining('There is no such token: No live opaque token has this value') },
      },
    })
  })
})

describe('the audit log', () => {
  test('has what was changed and is read forwards and backwards', async () => {
    await call('POST', '/roles', { application: 'iflmap', name: 'Orders.send' })
    api.clock.advance(1000)
    await call('DELETE', '/roles/iflmap/Orders.send')
    const entry = {
      id: guid,
      user: 'admin',
      userType: 'administrator',
      objectType: 'role',
      objectName: 'iflmap / Orders.send',
      remoteAddress: '127.0.0.1',
      seal: expect.any(String),
    }
    const created = {
      ...entry,
      sequence: 2,
      time: moment,
      action: 'create',
      text: 'Creating role: iflmap / Orders.send',
      requestId: 'request-of-/admin/v1/roles',
      details: { application: 'iflmap' },
      previous: expect.any(String),
    }
    const deleted = {
      ...entry,
      sequence: 3,
      time: '2026-01-01T00:00:01.000Z',
      action: 'delete',
      text: 'Deleting role: iflmap / Orders.send',
      requestId: 'request-of-/admin/v1/roles/iflmap/Orders.send',
      details: {},
      previous: expect.any(String),
    }
    const beginning = { sequence: 1, text: 'Creating audit log: of a new installation', user: 'sluice', userType: 'system', previous: '' }
    expect(await call('GET', '/audit')).toMatchObject({ status: 200, body: [deleted, created, beginning] })
    expect((await call('GET', '/audit?after=1')).body).toEqual([created, deleted])
    expect((await call('GET', '/audit?after=2&limit=1')).body).toEqual([deleted])
    expect((await call('GET', '/audit?before=3&limit=1')).body).toEqual([created])
    expect((await call('GET', '/audit?after=1&before=3')).body).toEqual([created])
    expect((await call('GET', '/audit?since=2026-01-01T00:00:01Z')).body).toEqual([deleted])
    expect((await call('GET', '/audit?user=admin&action=create')).body).toEqual([created])
    expect((await call('GET', '/audit?user=nobody')).body).toEqual([])
    expect((await call('GET', '/audit?action=guess')).status).toBe(400)
    expect(await call('GET', '/audit/verification')).toEqual({ status: 200, body: { intact: true, first: 1, last: 3 } })
  })
})

describe('the OpenAPI document', () => {
  test('describes every operation with its parameters, body and answer', async () => {
    const { body: document } = await call('GET', '/openapi.json')
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/admin/v1' }] })
    expect(document.paths['/instances/{instance}/keys'].post).toEqual({
      summary: 'Create a service key: ClientId/Secret, Certificate or External Certificate',
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
      { name: 'since', in: 'query', required: false, schema: expect.objectContaining({ type: 'string', format: 'date-time' }) },
      { name: 'before', in: 'query', required: false, schema: { type: 'string' } },
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

describe('log levels', () => {
  test('of deployed flows are listed and set; a flow that is not deployed has none', async () => {
    expect(await call('GET', '/log-levels')).toMatchObject({ status: 200, body: [] })
    expect(await call('PUT', '/log-levels/Orders', { level: 'TRACE' })).toMatchObject({ status: 404 })
    const artifact = { id: 'Orders', type: 'INTEGRATION_FLOW', version: '1.0.0', name: 'Orders', packageId: 'P' } as const
    await api.store.runtimeArtifacts.put(
      { ...artifact, status: 'STARTED', error: null, deployedBy: 'admin', deployedOn: 0 },
      new Uint8Array(),
    )
    expect(await call('PUT', '/log-levels/Orders', { level: 'TRACE', minutes: 5 })).toMatchObject({
      status: 200,
      body: { flow: 'Orders', level: 'TRACE', fallback: 'INFO' },
    })
  })
})

describe('operations', () => {
  const artifact = { id: 'Orders', type: 'INTEGRATION_FLOW', version: '1.0.0', name: 'Orders', packageId: 'P' } as const
  const deployed = (content: Uint8Array) =>
    api.store.runtimeArtifacts.put({ ...artifact, status: 'ERROR', error: 'no', deployedBy: 'admin', deployedOn: 0 }, content)

  test('a deployed artifact is restarted, and drawn as it was deployed', async () => {
    await deployed(await writeArchive(flowFiles({ id: 'Orders', steps: [] })))
    const view = { ...artifact, status: 'ERROR', error: 'no', deployedBy: 'admin', deployedOn: '1970-01-01T00:00:00.000Z' }
    expect(await call('GET', '/runtime-artifacts/Orders')).toEqual({ status: 200, body: view })
    expect(await call('GET', '/runtime-artifacts?search=ORD&status=ERROR&type=INTEGRATION_FLOW')).toEqual({
      status: 200,
      body: { count: 1, artifacts: [view] },
    })
    for (const query of ['search=x', 'status=STARTED', 'type=VALUE_MAPPING'])
      expect((await call('GET', `/runtime-artifacts?${query}`)).body).toEqual({ count: 0, artifacts: [] })
    expect((await call('GET', '/runtime-artifacts?offset=1')).body).toEqual({ count: 1, artifacts: [] })
    expect(await call('POST', '/runtime-artifacts/Orders/restart')).toEqual({ status: 200, body: { status: 'STARTED' } })
    expect(await call('GET', '/runtime-artifacts/Orders/diagram')).toEqual({
      status: 200,
      body: { xml: expect.stringContaining('<bpmn2:definitions') },
    })
    expect(await call('GET', '/runtime-artifacts/Ghost/diagram')).toEqual(
      failure(404, 'not-found', 'Nothing with the id Ghost is deployed'),
    )
  })

  test('the overview has figures of messages, refusals and artifacts', async () => {
    await deployed(new Uint8Array())
    await api.store.messageLogs.write([record()])
    const { status, body } = await call('GET', '/overview')
    expect(status).toBe(200)
    expect(body).toEqual({
      server: { version: '1.2.3', node: process.versions.node, startedAt: moment },
      messages: { minutes: expect.any(Array), hour: { messages: 1, failed: 0 }, day: { messages: 1, failed: 0 } },
      refusals: [],
      artifacts: { started: 0, others: 0, failed: [{ id: 'Orders', name: 'Orders', error: 'no' }] },
    })
    expect(body.messages.minutes.at(-1)).toEqual({ from: moment, messages: 1, failed: 0 })
  })

  test('the example flow is deployed', async () => {
    expect(await call('POST', '/example-flow/deploy')).toEqual({
      status: 200,
      body: { id: 'ProductDetails', packageId: 'SluiceExamples', url: 'http://127.0.0.1:8080/http/products' },
    })
    const [entry] = await api.parts.audit.query({ orderBy: [{ field: 'time', descending: true }], limit: 1 })
    expect(entry).toMatchObject({ action: 'deploy', objectType: 'example flow', objectName: 'ProductDetails' })
  })

  test('messages are counted per interval, and sent again', async () => {
    const query = 'since=2026-01-01T00:00:00Z&until=2026-01-01T01:00:00Z'
    await api.store.messageLogs.write([record()])
    expect(await call('GET', `/messages/throughput?${query}&interval=60`)).toEqual({
      status: 200,
      body: [{ from: '2026-01-01T00:00:00.000Z', status: 'COMPLETED', messages: 1 }],
    })
    expect(await call('GET', `/messages/throughput?${query}&interval=60&flow=other`)).toEqual({ status: 200, body: [] })
    expect(await call('GET', `/messages/throughput?${query}&interval=3`)).toEqual(
      failure(400, 'bad-request', "Query field 'interval': there are more than 1000 of it between since and until"),
    )
    expect(await call('POST', '/messages/AG1/resend')).toEqual({ status: 202, body: { messageId: 'again AG1' } })
  })

  test('a client gets a token for a trial', async () => {
    await call('POST', '/clients', { name: 'Orders', application: 'iflmap', clientId: 'orders' })
    expect(await call('POST', '/clients/orders/access-tokens')).toEqual({
      status: 201,
      body: { accessToken: expect.any(String), format: 'opaque', scopes: [], expiresAt: '2026-01-01T00:05:00.000Z' },
    })
    const [entry] = await api.parts.audit.query({ orderBy: [{ field: 'time', descending: true }], limit: 1 })
    expect(entry).toMatchObject({ user: 'admin', action: 'create', objectType: 'access token', objectName: 'orders', details: {} })
  })
})

afterAll(() => {
  const declared = createRoutes(api.parts).map(({ method, path }) => `${method} ${path}`)
  expect(declared.filter((operation) => !called.has(operation))).toEqual([])
})
