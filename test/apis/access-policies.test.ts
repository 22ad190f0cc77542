import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessToken, testClient } from '../support/client.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
  const times = { createdAt: 0, dueAt: Date.now() + 60_000, retainUntil: Date.now() + 60_000 }
  const entry = { storeName: 'Salaries', flowId: '', type: '', id: 'e1', messageId: '', headers: {}, ...times }
  await tenant.store.dataStores.put(entry, Buffer.from('100'), false)
  await tenant.platform.roles.create('tmn', 'PayrollAccess')
})
afterAll(() => tenant.stop())

const call = (authorization: string, method: string, path: string, body?: unknown) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, {
    method,
    headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

const READ = {
  neo: ['IntegrationOperationServer.read', 'ESBDataStore.read', 'ESBDataStore.readPayload'],
  'cloud-foundry': ['DataStoresAndQueuesRead', 'DataStorePayloadsRead'],
}

describe('an access policy over the wire', () => {
  it('keeps a payload from clients without its role, in both dialects, and not from the administrator', async () => {
    const admin = `Bearer ${tenant.adminToken}`
    const reference = { Name: 'Salaries', Type: 'GLOBAL_DATA_STORE', ConditionAttribute: 'Name', ConditionValue: 'Salaries' }
    const policy = { RoleName: 'PayrollAccess', ArtifactReferences: [{ ...reference, ConditionType: 'exactString' }] }
    expect((await call(admin, 'POST', 'AccessPolicies', policy)).status).toBe(201)
    const payload = "DataStoreEntries(Id='e1',DataStoreName='Salaries',IntegrationFlow='',Type='')/$value"
    expect(await (await call(admin, 'GET', payload)).text()).toBe('100')
    for (const dialect of ['neo', 'cloud-foundry'] as const) {
      const tokenFor = async (roles: string[]) =>
        `Bearer ${await accessToken(await testClient(tenant, dialect, { application: 'tmn', roles }))}`
      const refused = await call(await tokenFor(READ[dialect]), 'GET', payload)
      expect([dialect, refused.status]).toEqual([dialect, 403])
      const allowed = await call(await tokenFor([...READ[dialect], 'PayrollAccess']), 'GET', payload)
      expect([dialect, allowed.status, await allowed.text()]).toEqual([dialect, 200, '100'])
    }
  })
})
