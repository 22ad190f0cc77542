import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basicHeader, type Call, caller, secretOf } from '../support/platform-api.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const VERSION = { 'x-broker-api-version': '2.17' }
const OWNER = { organization_guid: 'org', space_guid: 'space' }

let tenant: TestTenant
let broker: Call
let service: string
let plans: Record<string, string>

beforeAll(async () => {
  tenant = await testTenant()
  broker = caller(tenant, { authorization: basicHeader(secretOf(tenant, 'broker-credentials')), ...VERSION })
  const [offering] = (await broker('GET', '/broker/v2/catalog')).body.services
  service = offering.id
  plans = Object.fromEntries(offering.plans.map((plan: { name: string; id: string }) => [plan.name, plan.id]))
})
afterAll(() => tenant.stop())

const ids = (plan = 'integration-flow') => ({ service_id: service, plan_id: plans[plan]! })
const query = (given: Partial<ReturnType<typeof ids>> = ids()) => new URLSearchParams(given as Record<string, string>).toString()
const instancePath = (instance: string) => `/broker/v2/service_instances/${instance}`
const bindingPath = (instance: string, binding: string) => `${instancePath(instance)}/service_bindings/${binding}`

async function provisioned(parameters?: object): Promise<string> {
  const id = randomUUID()
  expect((await broker('PUT', instancePath(id), { ...ids(), ...OWNER, parameters })).status).toBe(201)
  return id
}

const ENDPOINTS: readonly [string, string][] = [
  ['GET', '/broker/v2/catalog'],
  ['PUT', instancePath('i')],
  ['PATCH', instancePath('i')],
  ['GET', instancePath('i')],
  ['DELETE', instancePath('i')],
  ['GET', `${instancePath('i')}/last_operation`],
  ['PUT', bindingPath('i', 'b')],
  ['GET', bindingPath('i', 'b')],
  ['DELETE', bindingPath('i', 'b')],
  ['GET', `${bindingPath('i', 'b')}/last_operation`],
]

describe.each(ENDPOINTS)('%s %s', (method, path) => {
  test('wants credentials of the broker, and no others', async () => {
    const anybody = await caller(tenant, VERSION)(method, path)
    expect([anybody.status, anybody.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="sluice broker"'])
    for (const authorization of [
      basicHeader(`admin:${secretOf(tenant, 'admin-password')}`),
      basicHeader('broker:guess'),
      `Bearer ${tenant.adminToken}`,
    ]) {
      expect((await caller(tenant, { authorization, ...VERSION })(method, path)).status).toBe(401)
    }
  })

  test('wants a version that it speaks', async () => {
    for (const version of [undefined, '1.0', '3.0', 'latest']) {
      const headers: Record<string, string> = version === undefined ? {} : { 'x-broker-api-version': version }
      const call = caller(tenant, { authorization: basicHeader(secretOf(tenant, 'broker-credentials')), ...headers })
      expect((await call(method, path)).status).toBe(412)
    }
  })
})

test('a wrong password is kept for explain, and broker credentials open nothing else', async () => {
  const answer = await caller(tenant, { authorization: basicHeader('broker:guess'), ...VERSION })('GET', '/broker/v2/catalog')
  const admin = caller(tenant, { authorization: `Bearer ${tenant.adminToken}` })
  const refusal = (await admin('GET', `/admin/v1/refusals/${answer.headers.get('x-request-id')}`)).body
  expect(refusal).toMatchObject({ cause: 'broker-credentials-wrong', status: 401 })
  expect(JSON.stringify(refusal)).not.toContain('guess')
  const credentials = { authorization: basicHeader(secretOf(tenant, 'broker-credentials')) }
  expect((await caller(tenant, credentials)('GET', '/admin/v1/instances')).status).toBe(401)
})

test('the catalog has the plans with their schemas', async () => {
  const { status, body } = await broker('GET', '/broker/v2/catalog')
  expect(status).toBe(200)
  const [offering] = body.services
  expect(offering).toMatchObject({
    name: 'it-rt',
    bindable: true,
    instances_retrievable: true,
    bindings_retrievable: true,
    plan_updateable: false,
  })
  expect(Object.keys(plans)).toEqual(['api', 'integration-flow'])
  for (const plan of offering.plans) {
    expect(plan).toMatchObject({ binding_rotatable: true, plan_updateable: false, bindable: true })
    const { create, update } = plan.schemas.service_instance
    expect(create.parameters).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
    })
    expect(Object.keys(create.parameters.properties)).toEqual(
      expect.arrayContaining(['roles', 'grant-types', 'redirect-uris', 'token-validity']),
    )
    expect(update).toEqual(create)
    expect(plan.schemas.service_binding.create.parameters).toMatchObject({ type: 'object', anyOf: expect.any(Array) })
  }
})

describe('provision', () => {
  test.each([
    ['service_id', undefined],
    ['plan_id', undefined],
    ['organization_guid', undefined],
    ['space_guid', undefined],
    ['service_id', 'unknown'],
    ['plan_id', 'unknown'],
    ['parameters', { 'token-validity': 1 }],
    ['parameters', { colour: 'red' }],
    ['parameters', { roles: ['Nobody.knows'] }],
  ])('%s: %j is refused', async (member, value) => {
    const body = { ...ids(), ...OWNER, [member]: value }
    expect(await broker('PUT', instancePath(randomUUID()), body)).toMatchObject({ status: 400, body: { description: expect.any(String) } })
  })

  test('malformed bodies and ids are refused', async () => {
    expect((await broker('PUT', instancePath(randomUUID()), '{')).status).toBe(400)
    expect((await broker('PUT', instancePath('a%20b'), { ...ids(), ...OWNER })).status).toBe(400)
  })

  test('the same again is 200, something else 409, and it can be read', async () => {
    const id = randomUUID()
    const body = {
      ...ids(),
      ...OWNER,
      parameters: { roles: ['ESBMessaging.send'] },
      context: { platform: 'cloudfoundry', instance_name: 'shop' },
    }
    const put = (change: object = {}) => broker('PUT', `${instancePath(id)}?accepts_incomplete=true`, { ...body, ...change })
    expect(await put()).toMatchObject({ status: 201, body: {} })
    expect(await put()).toMatchObject({ status: 200, body: {} })
    for (const change of [{ plan_id: plans.api, parameters: undefined }, { space_guid: 'other' }, { parameters: {} }]) {
      expect(await put(change)).toMatchObject({ status: 409, body: {} })
    }
    expect((await broker('GET', instancePath(id))).body).toMatchObject({ ...ids(), parameters: { roles: ['ESBMessaging.send'] } })
    expect((await broker('GET', `${instancePath(id)}/last_operation`)).body).toEqual({ state: 'succeeded' })
    expect(await tenant.platform.instances.show('shop')).toMatchObject({ id, plan: 'integration-flow' })
  })

  test('a version of maintenance that the catalog does not have is a conflict', async () => {
    const body = { ...ids(), ...OWNER, maintenance_info: { version: '1.0.0' } }
    expect(await broker('PUT', instancePath(randomUUID()), body)).toMatchObject({ status: 422, body: { error: 'MaintenanceInfoConflict' } })
  })
})

describe('update', () => {
  test('changes parameters and nothing else', async () => {
    const id = await provisioned({ roles: ['ESBMessaging.send'] })
    expect(await broker('PATCH', instancePath(id), { service_id: service, parameters: { 'token-validity': 7200 } })).toMatchObject({
      status: 200,
      body: {},
    })
    expect(await broker('PATCH', instancePath(id), { service_id: service })).toMatchObject({ status: 200, body: {} })
    expect((await broker('GET', instancePath(id))).body.parameters).toMatchObject({ roles: ['ESBMessaging.send'], 'token-validity': 7200 })
  })

  test.each([
    [400, {}],
    [400, { service_id: 'unknown' }],
    [400, { plan_id: 'unknown' }],
    [422, { plan: 'api' }],
    [400, { parameters: { 'token-validity': 'long' } }],
  ] as [number, { service_id?: string; plan?: string }][])('is %i for %j', async (status, change) => {
    const id = await provisioned()
    const { plan, ...others } = change
    const named = Object.keys(change).length === 0 ? {} : { service_id: service }
    expect((await broker('PATCH', instancePath(id), { ...named, ...others, ...(plan && { plan_id: plans[plan] }) })).status).toBe(status)
  })

  test('of nothing is 404', async () => {
    expect(await broker('PATCH', instancePath('none'), { service_id: service })).toMatchObject({ status: 404, body: {} })
  })
})

describe('bind', () => {
  test('gives credentials that open the token endpoint, the same for the same again', async () => {
    const [id, binding] = [await provisioned(), randomUUID()]
    const put = (change: object = {}) => broker('PUT', bindingPath(id, binding), { ...ids(), ...change })
    const made = await put()
    expect(made).toMatchObject({ status: 201, body: { credentials: { oauth: { clientid: expect.stringContaining(id) } } } })
    const { clientid, clientsecret, tokenurl } = made.body.credentials.oauth
    const headers = { authorization: basicHeader(`${clientid}:${clientsecret}`) }
    expect((await fetch(`${tokenurl}?grant_type=client_credentials`, { method: 'POST', headers })).status).toBe(200)
    expect(await put()).toMatchObject({ status: 200, body: made.body })
    expect(await put({ parameters: { 'key-type': 'clientid_secret' } })).toMatchObject({ status: 409, body: {} })
    expect((await broker('PUT', bindingPath(await provisioned(), binding), ids())).status).toBe(409)
    expect(await broker('GET', bindingPath(id, binding))).toMatchObject({ status: 200, body: { ...made.body, parameters: {} } })
    expect((await broker('GET', `${bindingPath(id, binding)}/last_operation`)).body).toEqual({ state: 'succeeded' })
  })

  test.each([
    [400, { service_id: undefined }],
    [400, { plan_id: undefined }],
    [400, { service_id: 'unknown' }],
    [400, { plan_id: 'unknown' }],
    [400, { parameters: { 'key-type': 'stone' } }],
    [404, { predecessor_binding_id: 'none' }],
  ])('is %i for %j', async (status, change) => {
    expect((await broker('PUT', bindingPath(await provisioned(), randomUUID()), { ...ids(), ...change })).status).toBe(status)
  })

  test('needs the instance, and its plan', async () => {
    expect((await broker('PUT', bindingPath('none', randomUUID()), ids())).status).toBe(404)
    expect((await broker('PUT', bindingPath(await provisioned(), randomUUID()), ids('api'))).status).toBe(400)
  })

  test('a certificate says when it ends, and is followed by the next one', async () => {
    const [id, first, second] = [await provisioned(), randomUUID(), randomUUID()]
    const parameters = { 'key-type': 'certificate', validity: 100 }
    const made = (await broker('PUT', bindingPath(id, first), { ...ids(), parameters })).body
    const { expires_at, renew_before } = made.metadata
    expect(Math.round((Date.parse(expires_at) - Date.now()) / 86_400_000)).toBe(100)
    expect(Math.round((Date.parse(expires_at) - Date.parse(renew_before)) / 86_400_000)).toBe(30)
    const next = await broker('PUT', bindingPath(id, second), { ...ids(), predecessor_binding_id: first })
    expect(next).toMatchObject({ status: 201, body: { metadata: { expires_at: expect.stringMatching(/Z$/) } } })
    expect(next.body.credentials.oauth.certificate).not.toBe(made.credentials.oauth.certificate)
    expect((await broker('GET', bindingPath(id, first))).status).toBe(200)
  })
})

describe('unbind and deprovision', () => {
  test('end what they name, once', async () => {
    const [id, binding] = [await provisioned(), randomUUID()]
    await broker('PUT', bindingPath(id, binding), ids())
    for (const path of [bindingPath(id, binding), instancePath(id)]) {
      for (const given of [{ service_id: service }, { plan_id: plans.api! }])
        expect((await broker('DELETE', `${path}?${query(given)}`)).status).toBe(400)
    }
    expect((await broker('DELETE', `${instancePath(id)}?${query()}`)).status).toBe(422)
    for (const path of [bindingPath(id, binding), instancePath(id)]) {
      expect(await broker('DELETE', `${path}?${query()}`)).toMatchObject({ status: 200, body: {} })
      expect(await broker('DELETE', `${path}?${query()}`)).toMatchObject({ status: 410, body: {} })
      expect(await broker('GET', path)).toMatchObject({ status: 404, body: {} })
      expect(await broker('GET', `${path}/last_operation`)).toMatchObject({ status: 410, body: {} })
    }
  })
})

test('the request is echoed, and on whose behalf it came is in the audit log', async () => {
  const origin = `cloudfoundry ${Buffer.from('{"user_id":"683ea748"}').toString('base64')}`
  const headers = { 'x-broker-api-request-identity': 'e26cee84', 'x-broker-api-originating-identity': origin }
  const id = randomUUID()
  const answer = await broker('PUT', instancePath(id), { ...ids(), ...OWNER }, headers)
  expect([answer.status, answer.headers.get('x-broker-api-request-identity')]).toEqual([201, 'e26cee84'])
  const broken = { 'x-broker-api-originating-identity': 'cloudfoundry e30' }
  expect((await broker('GET', '/broker/v2/catalog', undefined, broken)).status).toBe(200)
  expect((await broker('GET', '/broker/v2/catalog', undefined, { 'x-broker-api-originating-identity': 'nonsense' })).status).toBe(400)
  await expect
    .poll(async () => (await tenant.store.auditLog.query({ limit: 500 })).find((entry) => entry.objectName === id))
    .toMatchObject({ action: 'create', objectType: 'service instance', user: 'broker', details: { onBehalfOf: 'cloudfoundry 683ea748' } })
})
