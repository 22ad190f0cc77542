import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditEntryView } from '../../src/platform/admin/audit.ts'
import { basicHeader, type Call, caller, secretOf } from '../support/platform-api.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let admin: Call
beforeAll(async () => {
  tenant = await testTenant()
  admin = caller(tenant, { authorization: `Bearer ${tenant.adminToken}` })
})
afterAll(() => tenant.stop())

/** What the work left in the audit log, oldest first. */
async function during(work: () => Promise<void>): Promise<AuditEntryView[]> {
  const [newest] = (await admin('GET', '/admin/v1/audit?limit=1')).body
  await work()
  return (await admin('GET', `/admin/v1/audit?limit=1000&after=${newest.sequence}`)).body
}

const lines = (entries: readonly AuditEntryView[]) => entries.map(({ user, userType, text }) => `${userType} ${user}: ${text}`)

async function ok(answer: Promise<{ status: number; body: unknown }>) {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBeLessThan(400)
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  return body as any
}

test('platform API tokens of the Neo dialect are told when they are issued and when they are refused', async () => {
  const { clientId, secret } = await ok(admin('POST', '/admin/v1/api-clients', {}))
  const ask = (credentials: string) =>
    caller(tenant, { authorization: basicHeader(credentials) })('POST', '/oauth2/apitoken/v1?grant_type=client_credentials')
  let token = ''
  const told = await during(async () => {
    token = (await ok(ask(`${clientId}:${secret}`))).access_token
    await ok(ask(`admin:${secretOf(tenant, 'admin-password')}`))
    expect((await ask(`${clientId}:f00d`)).status).toBe(401)
    await ok(admin('DELETE', `/admin/v1/api-clients/${clientId}`))
  })
  expect(lines(told)).toEqual([
    `client ${clientId}: Creating platform API token: ${token.slice(0, 5)}`,
    expect.stringMatching(/^administrator admin: Creating platform API token: [0-9a-f]{5}$/),
    `client ${clientId}: Refusing access token: ${clientId}`,
    `administrator admin: Deleting platform API client: ${clientId}`,
  ])
  for (const kept of [token, secret, 'f00d']) expect(JSON.stringify(told)).not.toContain(kept)
})

test('each role and assignment through the Neo authorization API has its entry, also where a later one of the same call fails', async () => {
  const base = '/authorization/v1/accounts/sluice'
  const told = await during(async () => {
    const roles = { roles: [{ name: 'One.send' }, { name: 'ESBMessaging.send' }] }
    expect((await admin('POST', `${base}/apps/iflmap/roles`, roles)).status).toBe(409)
    await ok(admin('PUT', `${base}/apps/iflmap/roles/users?roleName=One.send`, { users: [{ name: 'ann' }, { name: 'bob' }] }))
    await ok(admin('PUT', `${base}/users/roles?userId=ann`, { roles: [{ name: 'ESBMessaging.send', applicationName: 'iflmap' }] }))
    await ok(admin('DELETE', `${base}/users/roles?userId=ann&roles=*`))
    await ok(admin('DELETE', `${base}/apps/iflmap/roles?roles=One.send;Never.was`))
  })
  expect(lines(told)).toEqual([
    'administrator admin: Creating role: iflmap / One.send',
    'administrator admin: Creating role assignment: iflmap / One.send / ann',
    'administrator admin: Creating role assignment: iflmap / One.send / bob',
    'administrator admin: Creating role assignment: iflmap / ESBMessaging.send / ann',
    'administrator admin: Deleting role assignment: iflmap / ESBMessaging.send / ann',
    'administrator admin: Deleting role assignment: iflmap / One.send / ann',
    'administrator admin: Deleting role: iflmap / One.send',
  ])
})

test('instances and keys through the Cloud Foundry API: every change, every key that goes with its instance, and who reads credentials', async () => {
  const guidOf = async (path: string) => (await ok(admin('GET', path))).resources[0].guid
  const to = (guid: string) => ({ data: { guid } })
  const told = await during(async () => {
    const service_plan = to(await guidOf('/v3/service_plans?names=integration-flow'))
    const space = to(await guidOf('/v3/spaces?names=sluice'))
    const relationships = { service_plan, space }
    await ok(
      admin('POST', '/v3/service_instances', {
        type: 'managed',
        name: 'shop',
        relationships,
        parameters: { roles: ['ESBMessaging.send'] },
      }),
    )
    const instance = `/v3/service_instances/${await guidOf('/v3/service_instances?names=shop')}`
    const guid = instance.split('/').at(-1)!
    for (const name of ['k1', 'k2']) {
      await ok(admin('POST', '/v3/service_credential_bindings', { type: 'key', name, relationships: { service_instance: to(guid) } }))
    }
    const key = `/v3/service_credential_bindings/${await guidOf('/v3/service_credential_bindings?names=k1')}`
    await ok(admin('PATCH', key, { metadata: { labels: { team: 'a' } } }))
    await ok(admin('GET', `${key}/details`))
    await ok(admin('PATCH', instance, { name: 'store' }))
    await ok(admin('DELETE', key))
    await ok(admin('DELETE', instance))
  })
  expect(lines(told)).toEqual([
    'administrator admin: Creating service instance: shop',
    'administrator admin: Creating service key: shop / k1',
    'administrator admin: Creating service key: shop / k2',
    'administrator admin: Updating service key: shop / k1',
    'administrator admin: Reading service key: shop / k1',
    'administrator admin: Updating service instance: shop',
    'administrator admin: Deleting service key: store / k1',
    'administrator admin: Deleting service key: store / k2',
    'administrator admin: Deleting service instance: store',
  ])
  expect([told[0]!.details, told[5]!.details]).toEqual([{ plan: 'integration-flow', roles: ['ESBMessaging.send'] }, { name: 'store' }])
})

test('the service broker: what was there already is not made again, and reading a binding is reading a key', async () => {
  const headers = { authorization: basicHeader(secretOf(tenant, 'broker-credentials')), 'x-broker-api-version': '2.17' }
  const broker = caller(tenant, headers)
  const [offering] = (await ok(broker('GET', '/broker/v2/catalog'))).services
  const ids = { service_id: offering.id, plan_id: offering.plans.find(({ name }: { name: string }) => name === 'integration-flow').id }
  const [instance, binding] = [randomUUID(), randomUUID()]
  const path = `/broker/v2/service_instances/${instance}`
  const gone = `?${new URLSearchParams(ids)}`
  const told = await during(async () => {
    const owner = { organization_guid: 'org', space_guid: 'space' }
    for (const status of [201, 200]) expect((await broker('PUT', path, { ...ids, ...owner })).status).toBe(status)
    for (const status of [201, 200]) expect((await broker('PUT', `${path}/service_bindings/${binding}`, ids)).status).toBe(status)
    await ok(broker('GET', `${path}/service_bindings/${binding}`))
    await ok(broker('GET', path))
    await ok(broker('DELETE', `${path}/service_bindings/${binding}${gone}`))
    expect((await broker('DELETE', `${path}/service_bindings/${binding}${gone}`)).status).toBe(410)
    await ok(broker('DELETE', `${path}${gone}`))
  })
  expect(lines(told)).toEqual([
    `client broker: Creating service instance: ${instance}`,
    `client broker: Creating service key: ${instance} / ${binding}`,
    `client broker: Reading service key: ${instance} / ${binding}`,
    `client broker: Reading service key: ${instance} / ${binding}`,
    `client broker: Deleting service key: ${instance} / ${binding}`,
    `client broker: Deleting service instance: ${instance}`,
  ])
})

test('credentials, keystore, policies and artifacts through the management API', async () => {
  const api = (method: string, path: string, body?: unknown) => ok(admin(method, `/api/v1/${path}`, body, { accept: 'application/json' }))
  const told = await during(async () => {
    await api('POST', 'UserCredentials', { Name: 'ERP', Kind: 'default', User: 'buyer', Password: 'f00d f00d' })
    await api('PUT', "UserCredentials('ERP')", { Name: 'ERP', Kind: 'default', User: 'buyer', Password: 'f00d f00d f00d' })
    await api('DELETE', "UserCredentials('ERP')")
    const { d: policy } = await api('POST', 'AccessPolicies', { RoleName: 'Payroll', Description: '' })
    await api('DELETE', `AccessPolicies(${policy.Id})`)
    await api('POST', 'IntegrationPackages', { Id: 'Audited', Name: 'Audited', ShortText: 'x' })
    await api('POST', 'IntegrationDesigntimeArtifacts', { Id: 'Flow', Name: 'Flow', PackageId: 'Audited' })
    await api('DELETE', "IntegrationDesigntimeArtifacts(Id='Flow',Version='active')")
    await api('DELETE', "IntegrationPackages('Audited')")
  })
  expect(lines(told)).toEqual([
    'administrator admin: Creating user credential: ERP',
    'administrator admin: Updating user credential: ERP',
    'administrator admin: Deleting user credential: ERP',
    expect.stringMatching(/^administrator admin: Creating access policy: \d+$/),
    expect.stringMatching(/^administrator admin: Deleting access policy: \d+$/),
    'administrator admin: Creating integration package: Audited',
    'administrator admin: Creating integration designtime artifact: Flow / 1.0.0',
    'administrator admin: Deleting integration designtime artifact: Flow / active',
    'administrator admin: Deleting integration package: Audited',
  ])
  expect(JSON.stringify(told)).not.toContain('f00d')
})

test('keys of the keystore are told with their alias', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const SSHFile = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })).toString('base64')
  const told = await during(async () => {
    const subject = { CommonName: 'order-intake', Country: 'DE', ValidNotAfter: '/Date(4102444800000)/' }
    await ok(
      admin('POST', '/api/v1/KeyPairGenerationRequests?$format=json', { Alias: 'order key', KeyType: 'RSA', KeySize: 2048, ...subject }),
    )
    await ok(admin('POST', '/api/v1/SSHKeyGenerationRequests?$format=json', { SSHFile, ...subject }))
  })
  expect(lines(told)).toEqual([
    'administrator admin: Creating key pair generation request: order key',
    'administrator admin: Creating ssh key generation request: id_ec',
  ])
})
