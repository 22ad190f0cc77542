import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basicHeader, type Call, caller, secretOf } from '../support/platform-api.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let cf: Call
const anybody = (): Call => caller(tenant, {})
const guid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

beforeAll(async () => {
  tenant = await testTenant()
  cf = caller(tenant, { authorization: `bearer ${(await login()).access_token}` })
})
afterAll(() => tenant.stop())

async function login() {
  const body = new URLSearchParams({ grant_type: 'password', username: 'admin', password: secretOf(tenant, 'admin-password') })
  const headers = { authorization: basicHeader('cf:'), accept: 'application/json' }
  const answer = await fetch(`${tenant.publicUrl}/oauth/token`, { method: 'POST', headers, body })
  expect(answer.status).toBe(200)
  return (await answer.json()) as { access_token: string; refresh_token: string }
}

const only = async (path: string) => {
  const { status, body } = await cf('GET', path)
  expect([status, body.resources.length]).toEqual([200, 1])
  return body.resources[0]
}
const failure = (status: number, code: number, title: string, detail: string) => ({ status, body: { errors: [{ code, title, detail }] } })

/** Waits for the job as clients do, and returns what it links to. */
async function finished(answer: { status: number; headers: Headers }, operation: string): Promise<string | undefined> {
  expect(answer.status).toBe(202)
  const { status, body } = await cf('GET', answer.headers.get('location')!)
  expect({ status, body }).toMatchObject({ status: 200, body: { operation, state: 'COMPLETE', errors: [] } })
  const { self: _, ...links } = body.links
  return (Object.values(links)[0] as { href: string } | undefined)?.href
}

async function createInstance(name: string, plan = 'integration-flow', more: object = {}): Promise<string> {
  const service = await only(`/v3/service_plans?include=service_offering&names=${plan}&service_offering_names=it-rt`)
  const space = await only('/v3/spaces?names=sluice')
  const relationships = { service_plan: { data: { guid: service.guid } }, space: { data: { guid: space.guid } } }
  const created = await cf('POST', '/v3/service_instances', { type: 'managed', name, relationships, ...more })
  return (await finished(created, 'service_instance.create'))!.split('/').at(-1)!
}

async function createKey(instance: string, name: string, parameters?: object): Promise<string> {
  const relationships = { service_instance: { data: { guid: instance } } }
  const created = await cf('POST', '/v3/service_credential_bindings', { type: 'key', name, relationships, parameters })
  return (await finished(created, 'service_bindings.create'))!.split('/').at(-1)!
}

describe('finding the way', () => {
  test('cf api and cf login need no login', async () => {
    const url = tenant.publicUrl
    expect((await anybody()('GET', '/')).body.links).toMatchObject({
      cloud_controller_v3: { href: `${url}/v3`, meta: { version: '3.133.0' } },
      login: { href: url },
      uaa: { href: url },
    })
    expect((await anybody()('GET', '/v2/info')).body).toMatchObject({ authorization_endpoint: url, token_endpoint: url })
    expect((await anybody()('GET', '/login')).body.prompts).toEqual({ username: ['text', 'User'], password: ['password', 'Password'] })
    expect((await anybody()('GET', '/v3')).body.links.service_instances).toEqual({ href: `${url}/v3/service_instances` })
  })

  test('clients of the management API still get their CSRF token at the root', async () => {
    const headers = { authorization: `Bearer ${tenant.adminToken}`, 'x-csrf-token': 'Fetch' }
    const answer = await fetch(`${tenant.publicUrl}/`, { headers })
    expect([answer.status, answer.headers.get('x-csrf-token')]).toEqual([200, expect.any(String)])
  })

  test('a refresh token goes on without the password', async () => {
    const { refresh_token } = await login()
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token })
    const answer = await fetch(`${tenant.publicUrl}/oauth/token`, { method: 'POST', headers: { authorization: basicHeader('cf:') }, body })
    const { access_token } = (await answer.json()) as { access_token: string }
    expect((await caller(tenant, { authorization: `bearer ${access_token}` })('GET', '/v3/organizations')).status).toBe(200)
  })

  test('who is not logged in is told so, and the refusal is kept', async () => {
    expect(await anybody()('GET', '/v3/organizations')).toMatchObject(failure(401, 10002, 'CF-NotAuthenticated', 'Authentication error'))
    const answer = await caller(tenant, { authorization: 'Bearer wrong' })('GET', '/v3/organizations')
    expect(answer).toMatchObject(failure(401, 1000, 'CF-InvalidAuthToken', 'Invalid Auth Token'))
    const refusals = caller(tenant, { authorization: `Bearer ${tenant.adminToken}` })
    expect((await refusals('GET', `/admin/v1/refusals/${answer.headers.get('x-request-id')}`)).body.cause).toBe('token-unknown')
  })
})

test('organization, space, offering and plans are there once, with stable guids', async () => {
  const organization = await only('/v3/organizations')
  const space = await only(`/v3/spaces?organization_guids=${organization.guid}`)
  expect(space).toEqual({
    guid,
    created_at: moment,
    updated_at: moment,
    name: 'sluice',
    relationships: { organization: { data: { guid: organization.guid } } },
    metadata: { labels: {}, annotations: {} },
    links: {
      self: { href: `${tenant.publicUrl}/v3/spaces/${space.guid}` },
      organization: { href: `${tenant.publicUrl}/v3/organizations/${organization.guid}` },
    },
  })
  expect((await cf('GET', `/v3/spaces/${space.guid}?include=organization`)).body.included).toEqual({ organizations: [organization] })
  const offering = await only('/v3/service_offerings?names=it-rt&fields[service_broker]=name,guid')
  const plans = await cf('GET', `/v3/service_plans?service_offering_guids=${offering.guid}&order_by=name`)
  expect(plans.body.resources.map((plan: { name: string }) => plan.name)).toEqual(['api', 'integration-flow'])
  const { schemas } = plans.body.resources[0]
  expect(schemas.service_instance.create.parameters.properties['token-validity']).toEqual({
    type: 'integer',
    minimum: 3600,
    maximum: 86_400,
    default: 43_200,
  })
})

test('the expiry dates of all keys of plan integration-flow, as the documentation finds them', async () => {
  const instances = [await createInstance('test1'), await createInstance('test2')]
  const api = await createInstance('of-the-api', 'api', { parameters: { roles: ['MonitoringDataRead'] } })
  await createKey(instances[0]!, 'testkey', { 'key-type': 'certificate', validity: 10 })
  await createKey(instances[1]!, 'testABC_123', { 'key-type': 'certificate', validity: 20 })
  await createKey(api, 'other', { 'key-type': 'certificate' })

  const first = await cf('GET', '/v3/service_instances?service_plan_names=integration-flow')
  const found = first.body.resources.map((instance: { guid: string }) => instance.guid)
  expect([...found].sort()).toEqual([...instances].sort())
  expect(first.body.resources[0]).toMatchObject({ last_operation: { type: 'create', state: 'succeeded' }, tags: [] })

  const second = await cf('GET', `/v3/service_credential_bindings?service_instance_guids=${found.join(',')}`)
  expect(second.body.resources.map((key: { name: string }) => key.name).sort()).toEqual(['testABC_123', 'testkey'])
  for (const key of second.body.resources) {
    expect(key).toMatchObject({ guid, type: 'key', last_operation: { type: 'create', state: 'succeeded', description: null } })
  }

  const days: number[] = []
  for (const key of second.body.resources) {
    const { status, body } = await cf('GET', `/v3/service_credential_bindings/${key.guid}/details`)
    expect({ status, body }).toMatchObject({ status: 200, body: { syslog_drain_url: null, volume_mounts: [] } })
    const { certificatedetails } = body.credentials.oauth
    expect(certificatedetails).toEqual({
      issuerdn: expect.stringContaining('CN='),
      subjectdn: expect.stringContaining('CN='),
      validuntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      serialnumber: expect.stringMatching(/^0x[0-9a-f]+$/i),
    })
    days.push(Math.round((Date.parse(certificatedetails.validuntil) - Date.now()) / 86_400_000))
  }
  expect(days.sort((a, b) => a - b)).toEqual([10, 20])
})

describe('an instance', () => {
  test('is created, shown, changed, renamed and deleted with its keys', async () => {
    const metadata = { labels: { stage: 'test' }, annotations: { contact: 'Ä' } }
    const id = await createInstance('orders', 'integration-flow', { parameters: { roles: ['ESBMessaging.send'] }, tags: ['a'], metadata })
    const path = `/v3/service_instances/${id}`
    const shown = (await cf('GET', path)).body
    expect(shown).toMatchObject({ guid: id, name: 'orders', type: 'managed', tags: ['a'], metadata, upgrade_available: false })
    expect((await cf('GET', `${path}/parameters`)).body).toMatchObject({ roles: ['ESBMessaging.send'], 'token-validity': 3600 })
    const updated = await cf('PATCH', path, { parameters: { 'token-validity': 7200 } })
    expect(await finished(updated, 'service_instance.update')).toBe(tenant.publicUrl + path)
    expect((await cf('GET', `${path}/parameters`)).body['token-validity']).toBe(7200)
    const renamed = await cf('PATCH', path, { name: 'orders2', metadata: { labels: { stage: null, tier: 'one' } } })
    expect(renamed).toMatchObject({
      status: 200,
      body: { name: 'orders2', metadata: { labels: { tier: 'one' }, annotations: { contact: 'Ä' } } },
    })
    await createKey(id, 'key')
    expect(await finished(await cf('DELETE', path), 'service_instance.delete')).toBeUndefined()
    expect(await cf('GET', path)).toMatchObject(failure(404, 10010, 'CF-ResourceNotFound', 'Service instance not found'))
    expect((await cf('GET', '/v3/service_credential_bindings?service_instance_names=orders2')).body.resources).toEqual([])
  })

  test('a key opens the token endpoint until it is deleted', async () => {
    const id = await createInstance('keyed')
    const key = await createKey(id, 'first')
    const { oauth } = (await cf('GET', `/v3/service_credential_bindings/${key}/details`)).body.credentials
    const ask = () =>
      fetch(`${oauth.tokenurl}?grant_type=client_credentials`, {
        method: 'POST',
        headers: { authorization: basicHeader(`${oauth.clientid}:${oauth.clientsecret}`) },
      })
    expect((await ask()).status).toBe(200)
    const list = await cf('GET', '/v3/service_credential_bindings?names=first&type=key&include=service_instance')
    expect(list.body.resources[0]).toMatchObject({
      guid: key,
      name: 'first',
      type: 'key',
      relationships: { service_instance: { data: { guid: id } } },
    })
    expect(list.body.included.service_instances).toMatchObject([{ guid: id, name: 'keyed' }])
    const labelled = await cf('PATCH', `/v3/service_credential_bindings/${key}`, { metadata: { labels: { partner: 'acme' } } })
    expect(labelled).toMatchObject({ status: 200, body: { metadata: { labels: { partner: 'acme' } } } })
    expect(await finished(await cf('DELETE', `/v3/service_credential_bindings/${key}`), 'service_bindings.delete')).toBeUndefined()
    expect((await ask()).status).toBe(401)
  })

  test('what is wrong with a request is said in the words of the Cloud Controller', async () => {
    const unprocessable = (detail: string) => failure(422, 10008, 'CF-UnprocessableEntity', detail)
    const space = await only('/v3/spaces')
    const plan = await only('/v3/service_plans?names=api')
    const relationships = { service_plan: { data: { guid: plan.guid } }, space: { data: { guid: space.guid } } }
    const body = { type: 'managed', name: 'x', relationships, parameters: { roles: ['MonitoringDataRead'] } }
    const create = (change: object | string) =>
      cf('POST', '/v3/service_instances', typeof change === 'string' ? change : { ...body, ...change })
    const unknown = { data: { guid: 'unknown' } }
    expect(await create('{')).toMatchObject(
      failure(400, 1001, 'CF-MessageParseError', 'Request invalid due to parse error: invalid request body'),
    )
    expect(await create({ relationships: { ...relationships, space: unknown } })).toMatchObject(
      unprocessable('Invalid space. Ensure that the space exists and you have access to it.'),
    )
    expect(await create({ relationships: { ...relationships, service_plan: unknown } })).toMatchObject(
      unprocessable('Invalid service plan. Ensure that the service plan exists, is available, and you have access to it.'),
    )
    expect(await create({ colour: 'red' })).toMatchObject(unprocessable("Unknown field(s): 'colour'"))
    expect(await create({ type: 'user-provided' })).toMatchObject(
      unprocessable("type: only service instances of type 'managed' are offered"),
    )
    expect(await create({ parameters: { roles: ['Nobody'] } })).toMatchObject({ status: 422 })
    await createInstance('taken')
    expect(await create({ name: 'taken' })).toMatchObject(unprocessable("There is a service instance 'taken' already"))
    expect(await cf('GET', '/v3/service_credential_bindings/none/details')).toMatchObject(
      failure(404, 10010, 'CF-ResourceNotFound', 'Service credential binding not found'),
    )
    expect(await cf('GET', '/v3/jobs/W10.forged')).toMatchObject(failure(404, 10010, 'CF-ResourceNotFound', 'Job not found'))
    expect(await cf('GET', '/v3/apps')).toMatchObject(failure(404, 10000, 'CF-NotFound', 'Unknown request'))
    expect(await cf('PUT', '/v3/service_instances')).toMatchObject(failure(404, 10000, 'CF-NotFound', 'Unknown request'))
  })
})

describe('lists', () => {
  test('are filtered, ordered and paged, with links that go on', async () => {
    for (const name of ['list-a', 'list-b', 'list-c'])
      await createInstance(name, 'integration-flow', { metadata: { labels: { list: name } } })
    const page = async (path: string) => (await cf('GET', path)).body
    const first = await page('/v3/service_instances?names=list-a,list-b,list-c&order_by=-name&per_page=2')
    const url = (number: number) => ({
      href: `${tenant.publicUrl}/v3/service_instances?names=list-a%2Clist-b%2Clist-c&order_by=-name&page=${number}&per_page=2`,
    })
    expect(first.pagination).toEqual({ total_results: 3, total_pages: 2, first: url(1), last: url(2), next: url(2), previous: null })
    expect(first.resources.map((each: { name: string }) => each.name)).toEqual(['list-c', 'list-b'])
    const second = await page(first.pagination.next.href)
    expect([second.resources[0].name, second.pagination.previous]).toEqual(['list-a', url(1)])
    const names = async (query: string) =>
      (await page(`/v3/service_instances?order_by=name&${query}`)).resources.map((each: { name: string }) => each.name)
    expect(await names('label_selector=list%20in%20(list-a,list-c)')).toEqual(['list-a', 'list-c'])
    expect(await names('label_selector=list,list!=list-a')).toEqual(['list-b', 'list-c'])
    expect(await names('names=list-a&service_plan_names=api')).toEqual([])
    const { guid: organization } = await only('/v3/organizations')
    expect(await names(`names=list-a&organization_guids=${organization}`)).toEqual(['list-a'])
  })

  test('show parts of what they relate to, as cf services asks', async () => {
    await createInstance('with-fields')
    const fields = [
      'fields[service_plan]=guid,name,relationships.service_offering',
      'fields[service_plan.service_offering]=guid,name,relationships.service_broker',
      'fields[service_plan.service_offering.service_broker]=guid,name',
    ]
    const { body } = await cf('GET', `/v3/service_instances?names=with-fields&${fields.join('&')}`)
    const plan = body.included.service_plans[0]
    expect(body.included).toEqual({
      service_plans: [{ guid, name: 'integration-flow', relationships: { service_offering: { data: { guid } } } }],
      service_offerings: [
        { guid: plan.relationships.service_offering.data.guid, name: 'it-rt', relationships: { service_broker: { data: { guid } } } },
      ],
      service_brokers: [{ guid, name: 'sluice' }],
    })
  })

  test.each([
    [
      'colour=red',
      "Unknown query parameter(s): 'colour'. Valid parameters are: 'page', 'per_page', 'order_by', 'label_selector', 'names', 'guids'",
    ],
    ['page=0', 'Page must be greater than 0'],
    ['per_page=5001', 'Per page must be between 1 and 5000'],
    ['order_by=colour', "Order by can only be: 'created_at', 'updated_at', 'name'"],
    ['label_selector=a%20%3E%20b', 'Invalid label_selector value'],
  ])('?%s is refused', async (query, detail) => {
    expect(await cf('GET', `/v3/organizations?${query}`)).toMatchObject(
      failure(400, 10005, 'CF-BadQueryParameter', `The query parameter is invalid: ${detail}`),
    )
  })
})
