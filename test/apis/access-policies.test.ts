import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RefusalView } from '../../src/platform/admin/refusals.ts'
import { sluice } from '../support/cli.ts'
import { accessToken, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
  const times = { createdAt: 0, dueAt: Date.now() + 60_000, retainUntil: Date.now() + 60_000 }
  const entry = { storeName: 'Salaries', flowId: '', type: '', id: 'e1', messageId: '', headers: {}, ...times }
  await tenant.store.dataStores.put(entry, Buffer.from('100'), false)
  await tenant.platform.roles.create('tmn', 'PayrollAccess')
  await deploy(tenant, { id: 'Payroll', sender: https('/payroll'), steps: [content('done')] })
  await protect('PayrollAccess', { Type: 'GLOBAL_DATA_STORE', ConditionValue: 'Salaries' }, { ConditionValue: 'Payroll' })
})
afterAll(() => tenant.stop())

const call = (authorization: string, method: string, path: string, body?: unknown) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, {
    method,
    headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const admin = () => `Bearer ${tenant.adminToken}`
const clientWith = (dialect: 'neo' | 'cloud-foundry', roles: readonly string[]): Promise<TestClient> =>
  testClient(tenant, dialect, { application: 'tmn', roles })
const bearer = async (client: TestClient): Promise<string> => `Bearer ${await accessToken(client)}`

/** A policy for what the references name, integration flows by default. */
async function protect(role: string, ...references: readonly object[]): Promise<void> {
  const common = { Name: 'Payroll', Type: 'INTEGRATION_FLOW', ConditionAttribute: 'Name', ConditionType: 'exactString' }
  const policy = { RoleName: role, ArtifactReferences: references.map((reference) => ({ ...common, ...reference })) }
  expect((await call(admin(), 'POST', 'AccessPolicies', policy)).status).toBe(201)
}

async function refusalOf(answer: Response): Promise<RefusalView> {
  const kept = await fetch(`${tenant.publicUrl}/admin/v1/refusals/${answer.headers.get('x-request-id')}`, {
    headers: { authorization: admin() },
  })
  return (await kept.json()) as RefusalView
}

const READ = {
  neo: ['IntegrationOperationServer.read', 'ESBDataStore.read', 'ESBDataStore.readPayload'],
  'cloud-foundry': ['DataStoresAndQueuesRead', 'DataStorePayloadsRead'],
}
const EDIT = { neo: ['WebToolingWorkspace.Read', 'WebToolingWorkspace.Write'], 'cloud-foundry': ['WorkspacePackagesEdit'] }
const PAYLOAD = "DataStoreEntries(Id='e1',DataStoreName='Salaries',IntegrationFlow='',Type='')/$value"
const FLOW = "IntegrationDesigntimeArtifacts(Id='Payroll',Version='active')"

describe.each(['neo', 'cloud-foundry'] as const)('%s: an access policy over the wire', (dialect) => {
  it('keeps a payload from clients without its role, and not from the administrator', async () => {
    expect(await (await call(admin(), 'GET', PAYLOAD)).text()).toBe('100')
    expect((await call(await bearer(await clientWith(dialect, READ[dialect])), 'GET', PAYLOAD)).status).toBe(403)
    const allowed = await call(await bearer(await clientWith(dialect, [...READ[dialect], 'PayrollAccess'])), 'GET', PAYLOAD)
    expect([allowed.status, await allowed.text()]).toEqual([200, '100'])
  })

  it('is the cause of a refusal, which names the role, and the fix opens the artifact at once', async () => {
    const client = await clientWith(dialect, EDIT[dialect])
    const authorization = await bearer(client)
    const update = () => call(authorization, 'PUT', FLOW, { Name: 'Payroll' })
    const refused = await update()
    const text = 'An access policy protects Payroll; you do not hold its role.'
    expect([refused.status, await refused.json()]).toEqual([403, { error: { code: 'Forbidden', message: { lang: 'en', value: text } } }])
    const kept = await refusalOf(refused)
    expect(kept).toMatchObject({ status: 403, cause: 'protected-by-access-policy', text, clientId: client.id, needed: ['PayrollAccess'] })
    expect([...kept.held].sort()).toEqual(expect.arrayContaining(EDIT[dialect]))
    expect(kept.happened).toContain('An access policy keeps Payroll, and what it processed, for holders of the role PayrollAccess;')
    const fix = /^sluice (.+?)\. AccessAll/.exec(kept.remedy)?.[1]?.split(' ')
    expect((await sluice(tenant, fix ?? [])).code).toBe(0)
    expect((await update()).status).toBe(200)
  })

  it('keeps the whole package from being exported, in a batch too', async () => {
    const authorization = await bearer(await clientWith(dialect, EDIT[dialect]))
    const refused = await call(authorization, 'GET', "IntegrationPackages('Tests')/$value")
    expect([refused.status, (await refusalOf(refused)).cause]).toEqual([403, 'package-has-protected-artifact'])
    const lines = ['--b', 'Content-Type: application/http', '', "GET IntegrationPackages('Tests')/$value HTTP/1.1", '', '', '--b--', '']
    const batch = await fetch(`${tenant.publicUrl}/api/v1/$batch`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'multipart/mixed; boundary=b' },
      body: lines.join('\r\n'),
    })
    expect([batch.status, await batch.text()]).toEqual([202, expect.stringContaining('HTTP/1.1 403 Forbidden')])
    expect((await refusalOf(batch)).cause).toBe('package-has-protected-artifact')
  })
})
