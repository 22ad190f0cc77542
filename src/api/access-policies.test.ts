import { describe, expect, it } from 'vitest'
import { record } from '../store/contract/message-logs.contract.ts'
import type { RunRecord } from '../store/runs.ts'
import { ALL_ROLES, aTenant, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const NOW = Date.UTC(2026, 0, 1)
const reference = {
  Name: 'Payroll flows',
  Description: '',
  Type: 'INTEGRATION_FLOW',
  ConditionAttribute: 'Id',
  ConditionValue: 'Payroll',
  ConditionType: 'exactString',
}
const policy = { RoleName: 'PayrollAccess', Description: 'salaries', ArtifactReferences: [reference] }
const withoutLinks = ({ __metadata, ArtifactReferences, AccessPolicy, ...entity }: Record<string, unknown>) => entity
const deleted = { status: 204, body: null }

describe('access policies', () => {
  it('are created with their references, changed and deleted', async () => {
    const { call } = await aTenant()
    const created = await call('POST', '/AccessPolicies', policy)
    const { Id } = d(created)
    expect([created.status, withoutLinks(d(created))]).toEqual([201, { Id, RoleName: 'PayrollAccess', Description: 'salaries' }])
    const [found] = d(await call('GET', "/AccessPolicies?$filter=RoleName eq 'PayrollAccess'&$expand=ArtifactReferences")).results
    expect(found.ArtifactReferences.results.map(withoutLinks)).toEqual([{ Id: expect.any(String), ...reference }])
    for (const method of ['PATCH', 'MERGE']) {
      expect(plain(await call(method, `/AccessPolicies(${Id}L)`, { Description: method }))).toEqual(deleted)
      expect(withoutLinks(d(await call('GET', `/AccessPolicies(${Id})`)))).toEqual({ Id, RoleName: 'PayrollAccess', Description: method })
    }
    expect(plain(await call('DELETE', `/AccessPolicies(${Id})`))).toEqual(deleted)
    expect(d(await call('GET', '/ArtifactReferences')).results).toEqual([])
    expect(failure(await call('DELETE', `/AccessPolicies(${Id})`))).toEqual({ status: 404, text: 'Requested entity could not be found.' })
    expect((await call('PUT', `/AccessPolicies(${Id})`, {})).status).toBe(405)
  })

  it('have one role name each', async () => {
    const { call } = await aTenant()
    await call('POST', '/AccessPolicies', policy)
    const { Id } = d(await call('POST', '/AccessPolicies', { RoleName: 'Other' }))
    const taken = { status: 409, text: 'The role name PayrollAccess is already used in another access policy!' }
    expect(failure(await call('POST', '/AccessPolicies', policy))).toEqual(taken)
    expect(failure(await call('PATCH', `/AccessPolicies(${Id})`, { RoleName: 'PayrollAccess' }))).toEqual(taken)
    expect(failure(await call('GET', '/AccessPolicies([aa1])'))).toEqual({ status: 400, text: 'Unknown literal: [aa1].' })
  })

  it('take references later, however the policy is named', async () => {
    const { call } = await aTenant()
    const { Id } = d(await call('POST', '/AccessPolicies', { RoleName: 'R' }))
    for (const way of [{ AccessPolicy: { Id } }, { AcessPolicy: [{ Id: String(Id) }] }]) {
      const created = await call('POST', '/ArtifactReferences', { ...reference, ...way })
      expect([created.status, withoutLinks(d(created))]).toEqual([201, { Id: expect.any(String), ...reference }])
      expect(d(await call('GET', `/ArtifactReferences(${d(created).Id})/AccessPolicy`)).RoleName).toBe('R')
      expect(plain(await call('DELETE', `/ArtifactReferences(${d(created).Id})`))).toEqual({ status: 200, body: null })
    }
    expect(failure(await call('POST', '/ArtifactReferences', { ...reference, AccessPolicy: { Id: '99' } }))).toMatchObject({ status: 404 })
  })

  it.each([
    [{ Name: '' }, "Property 'Name' cannot be empty. Enter a valid value."],
    [{ ConditionType: 'like' }, "Property 'ConditionType' must be one of [exactString, regularExpression], found 'like'."],
    [{ ConditionType: 'regularExpression', ConditionValue: '(' }, "Property 'ConditionValue' is no regular expression: '('."],
    [{ Type: 'MESSAGE_QUEUE' }, "Property 'ConditionAttribute' must be one of [Name], found 'Id'."],
    [
      { Type: 'INTEGRATION_PACKAGE', ConditionType: 'regularExpression' },
      "Property 'ConditionType' must be one of [exactString], found 'regularExpression'.",
    ],
  ])('a reference with %j is refused', async (change, text) => {
    const { call } = await aTenant()
    const refused = await call('POST', '/AccessPolicies', { ...policy, ArtifactReferences: [{ ...reference, ...change }] })
    expect(failure(refused)).toEqual({ status: 400, text })
    expect(d(await call('GET', '/AccessPolicies')).results).toEqual([])
  })
})

const TRACED: RunRecord = {
  run: { id: 'r1', start: NOW, stop: NOW, logLevel: 'TRACE', overallState: 'COMPLETED', processId: 'node-1' },
  steps: [],
  trace: {
    contents: [Buffer.from('100'), Buffer.from('[["Amount","100"]]')],
    messages: [{ childCount: 1, elementId: 'Step_1', size: 3, mimeType: 'text/plain', payload: 0, headers: 1, exchangeProperties: 1 }],
  },
}

/** A tenant where the flow `Payroll` and the global store `Salaries` left data, and whose caller lacks the override. */
async function withData(...roles: string[]): Promise<Tenant> {
  const tenant = await aTenant([...ALL_ROLES.filter((role) => !role.startsWith('AccessAll')), ...roles])
  const { messageLogs, messageStore, dataStores, variables, runtimeArtifacts } = tenant.store
  const attachment = {
    id: 'a1',
    messageGuid: 'g1',
    name: 'pay',
    contentType: 'text/plain',
    size: 3,
    time: NOW,
    content: Buffer.from('100'),
  }
  const log = { messageGuid: 'g1', flowId: 'Payroll', flowName: 'Payroll run', packageId: 'Wages' }
  await messageLogs.write([{ ...record(log, { attachments: [attachment] }), run: TRACED }])
  const deployment = { id: 'Payroll', type: 'INTEGRATION_FLOW', version: '1', name: 'Payroll run', packageId: 'Wages' } as const
  const state = { status: 'STARTED', error: null, deployedBy: 'x', deployedOn: NOW } as const
  await runtimeArtifacts.put({ ...deployment, ...state }, Buffer.from('zip'))
  const stored = { id: 'm1', messageGuid: 'g1', storeId: 'p', time: NOW, contentType: '' }
  await messageStore.write({ entry: stored, content: Buffer.from('100'), properties: [], attachments: [] })
  const times = { createdAt: NOW, dueAt: NOW + 1, retainUntil: NOW + 9 }
  const put = (storeName: string, flowId: string) =>
    dataStores.put({ storeName, flowId, type: '', id: 'e', messageId: 'g1', headers: {}, ...times }, Buffer.from('100'), false)
  await put('Own', 'Payroll')
  await put('Salaries', '')
  await variables.put({ name: 'total', flowId: 'Payroll', value: '100', updatedAt: NOW, retainUntil: NOW + 9 })
  return tenant
}

const OF_THE_FLOW = [
  "MessageProcessingLogAttachments('a1')/$value",
  "MessageStoreEntries('m1')/$value",
  "MessageStoreEntries('m1')/Properties",
  "DataStoreEntries(Id='e',DataStoreName='Own',IntegrationFlow='Payroll',Type='')/$value",
  "Variables(VariableName='total',IntegrationFlow='Payroll')/$value",
  'TraceMessages(1L)/$value',
  'TraceMessages(1L)/Properties',
  'TraceMessages(1L)/ExchangeProperties',
  "IntegrationRuntimeArtifacts('Payroll')/$value",
]

const OPEN = OF_THE_FLOW.map(() => 200)
const CLOSED = OF_THE_FLOW.map(() => 403)

describe('the data of a protected artifact', () => {
  const protect = ({ call }: Tenant, change = {}) =>
    call('POST', '/AccessPolicies', { ...policy, ArtifactReferences: [{ ...reference, ...change }] })
  const statuses = ({ call }: Tenant) => Promise.all(OF_THE_FLOW.map(async (target) => (await call('GET', `/${target}`)).status))
  const stores = async ({ call }: Tenant) =>
    d(await call('GET', '/DataStores')).results.map(({ DataStoreName }: { DataStoreName: string }) => DataStoreName)

  it('is for nobody without the role, at once', async () => {
    const tenant = await withData()
    expect([await statuses(tenant), await stores(tenant)]).toEqual([OPEN, ['Own', 'Salaries']])
    await protect(tenant)
    expect([await statuses(tenant), await stores(tenant)]).toEqual([CLOSED, ['Salaries']])
    expect(failure(await tenant.call('GET', `/${OF_THE_FLOW[0]}`)).text).toBe(
      'An access policy protects Payroll run; you do not hold its role.',
    )
    expect(d(await tenant.call('GET', '/Variables')).results).toEqual([])
    expect((await tenant.call('DELETE', "/Variables(VariableName='total',IntegrationFlow='Payroll')")).status).toBe(403)
    for (const shown of ["MessageProcessingLogs('g1')", "MessageProcessingLogs('g1')/Attachments", 'TraceMessages(1L)']) {
      expect([shown, (await tenant.call('GET', `/${shown}`)).status]).toEqual([shown, 200])
    }
  })

  it.each(['PayrollAccess', 'AccessAllAccessPoliciesArtifacts', 'AccessPoliciesArtifacts.AccessAll'])(
    'is for holders of %s',
    async (role) => {
      const tenant = await withData(role)
      await protect(tenant)
      expect([await statuses(tenant), await stores(tenant)]).toEqual([OPEN, ['Own', 'Salaries']])
    },
  )

  it.each([
    [{ ConditionType: 'regularExpression', ConditionAttribute: 'Name', ConditionValue: 'Payroll .*' }, 403],
    [{ ConditionType: 'regularExpression', ConditionAttribute: 'Name', ConditionValue: 'Payroll' }, 200],
    [{ ConditionAttribute: 'Name', ConditionValue: 'Payroll run' }, 403],
    [{ ConditionAttribute: 'Name', ConditionValue: 'payroll run' }, 200],
    [{ Type: 'VALUE_MAPPING' }, 200],
    [{ Type: 'INTEGRATION_PACKAGE', ConditionValue: 'Wages' }, 403],
    [{ Type: 'INTEGRATION_PACKAGE', ConditionValue: 'Payroll' }, 200],
  ])('is what the condition %j says: %i', async (change, status) => {
    const tenant = await withData()
    await protect(tenant, change)
    expect((await tenant.call('GET', `/${OF_THE_FLOW[0]}`)).status).toBe(status)
  })

  it('is protected with its package, by the id or the name that the package has now', async () => {
    const tenant = await withData()
    await tenant.call('POST', '/IntegrationPackages', { Id: 'Wages', Name: 'All wages', ShortText: 'x' })
    await protect(tenant, { Type: 'INTEGRATION_PACKAGE', ConditionAttribute: 'Name', ConditionValue: 'All wages' })
    expect([await statuses(tenant), await stores(tenant)]).toEqual([CLOSED, ['Salaries']])
  })

  it('of a global data store is protected by its own kind of reference', async () => {
    const tenant = await withData()
    await protect(tenant, { Type: 'GLOBAL_DATA_STORE', ConditionAttribute: 'Name', ConditionValue: 'Salaries' })
    expect(await stores(tenant)).toEqual(['Own'])
    const target = "/DataStoreEntries(Id='e',DataStoreName='Salaries',IntegrationFlow='',Type='')"
    expect([(await tenant.call('GET', target)).status, (await tenant.call('DELETE', target)).status]).toEqual([403, 403])
  })

  it('opens with the role of any policy that protects it', async () => {
    const tenant = await withData('Second')
    await protect(tenant)
    expect((await tenant.call('GET', `/${OF_THE_FLOW[0]}`)).status).toBe(403)
    await tenant.call('POST', '/AccessPolicies', { RoleName: 'Second', ArtifactReferences: [reference] })
    expect((await tenant.call('GET', `/${OF_THE_FLOW[0]}`)).status).toBe(200)
  })

  it('keeps a deployed artifact from being downloaded and undeployed', async () => {
    const tenant = await withData()
    await protect(tenant)
    const target = "/IntegrationRuntimeArtifacts('Payroll')"
    const answers = [await tenant.call('GET', target), await tenant.call('GET', `${target}/$value`), await tenant.call('DELETE', target)]
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403])
  })
})
