import { describe, expect, it } from 'vitest'
import { ALL_ROLES, aTenantWithPackage, aZip, base64, failure, type Tenant } from '../tenant.fixture.ts'

const FILES = {
  'src/main/resources/scenarioflows/integrationflow/x.iflw': '<x/>',
  'src/main/resources/parameters.prop': 'Retries=3\n',
  'src/main/resources/parameters.propdef': '<parameters><parameter><name>Retries</name><type>xsd:string</type></parameter></parameters>',
  'src/main/resources/script/a.groovy': 'old',
}

const CALLER = ALL_ROLES.filter((role) => !role.startsWith('AccessAll'))

/** The package `Sales` with the flows `Pay` and `Free`; the caller lacks the override. */
async function withFlows(...roles: string[]): Promise<Tenant> {
  const tenant = await aTenantWithPackage([...CALLER, ...roles])
  for (const id of ['Pay', 'Free']) {
    const content = base64(await aZip({ id, name: id, files: FILES }))
    await tenant.call('POST', '/IntegrationDesigntimeArtifacts', { Id: id, Name: id, PackageId: 'Sales', ArtifactContent: content })
  }
  return tenant
}

const protect = async ({ store }: Tenant, type: string, value: string, { attribute = 'ID', role = 'Keeper', how = 'exactString' } = {}) => {
  const condition = { type, conditionAttribute: attribute, conditionValue: value, conditionType: how }
  await store.accessPolicies.create({ roleName: role, description: '' }, [{ name: value, description: '', ...condition }])
}

const FLOW = (id: string) => `/IntegrationDesigntimeArtifacts(Id='${id}',Version='active')`
const SCRIPT = "Resources(Name='a.groovy',ResourceType='groovy')"

/** What can be done to a flow, in an order in which each works where the ones before did. */
const changesOf = async (id: string): Promise<[string, string, unknown?][]> => [
  ['GET', `${FLOW(id)}/$value`],
  ['PUT', FLOW(id), { Name: `${id} run` }],
  ['PUT', FLOW(id), { Name: id, ArtifactContent: base64(await aZip({ id, name: id, files: FILES })) }],
  ['PUT', `${FLOW(id)}/$links/Configurations('Retries')`, { ParameterValue: '5' }],
  ['POST', `${FLOW(id)}/Resources`, { Name: 'b.groovy', ResourceType: 'groovy', ResourceContent: base64(Buffer.from('b')) }],
  ['PUT', `${FLOW(id)}/$links/${SCRIPT}`, { ResourceContent: base64(Buffer.from('new')) }],
  ['DELETE', `${FLOW(id)}/$links/${SCRIPT}`],
  ['POST', `/IntegrationDesigntimeArtifactSaveAsVersion?Id='${id}'&SaveAsVersion='1.0.1'`],
  ['POST', `/DeployIntegrationDesigntimeArtifact?Id='${id}'&Version='active'`],
  ['DELETE', FLOW(id)],
]

const statuses = async ({ call }: Tenant, requests: readonly [string, string, unknown?][]) => {
  const all: number[] = []
  for (const [method, target, body] of requests) all.push((await call(method, target, body)).status)
  return all
}

const ALLOWED = [200, 200, 200, 202, 201, 200, 200, 200, 202, 200]

describe('a flow under an access policy', () => {
  it('is neither downloaded nor changed, deployed or deleted without the role; its neighbour is', async () => {
    const tenant = await withFlows()
    await protect(tenant, 'INTEGRATION_FLOW', 'Pay')
    const before = await tenant.store.design.artifact('Pay')
    expect(await statuses(tenant, await changesOf('Pay'))).toEqual(ALLOWED.map(() => 403))
    expect([await tenant.store.design.artifact('Pay'), await tenant.store.runtimeArtifacts.list()]).toEqual([before, []])
    expect(await statuses(tenant, await changesOf('Free'))).toEqual(ALLOWED)
  })

  it('can be looked at by everybody who may look at packages', async () => {
    const tenant = await withFlows()
    await protect(tenant, 'INTEGRATION_FLOW', 'Pay')
    const views = [FLOW('Pay'), `${FLOW('Pay')}/Configurations`, `${FLOW('Pay')}/Resources`, `${FLOW('Pay')}/${SCRIPT}/$value`]
    expect(
      await statuses(
        tenant,
        views.map((target) => ['GET', target]),
      ),
    ).toEqual([200, 200, 200, 200])
  })

  it.each([
    ['Keeper', 'INTEGRATION_FLOW', 'Pay'],
    ['Keeper', 'INTEGRATION_PACKAGE', 'Sales'],
    ['AccessAllAccessPoliciesArtifacts', 'INTEGRATION_FLOW', 'Pay'],
    ['AccessPoliciesArtifacts.AccessAll', 'INTEGRATION_PACKAGE', 'Sales'],
  ])('is open to holders of %s under a policy for %s', async (role, type, value) => {
    const tenant = await withFlows(role)
    await protect(tenant, type, value)
    expect(await statuses(tenant, await changesOf('Pay'))).toEqual(ALLOWED)
  })

  it('is not made, nor given a name that a policy protects', async () => {
    const tenant = await withFlows()
    await protect(tenant, 'INTEGRATION_FLOW', 'Secret.*', { attribute: 'Name', how: 'regularExpression' })
    const text = 'An access policy protects Secret one; you do not hold its role.'
    const made = await tenant.call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'New', Name: 'Secret one', PackageId: 'Sales' })
    expect(failure(made)).toEqual({ status: 403, text })
    expect(failure(await tenant.call('PUT', FLOW('Free'), { Name: 'Secret one' }))).toEqual({ status: 403, text })
    expect((await tenant.store.design.artifacts()).map(({ name }) => name)).toEqual(['Free', 'Pay'])
  })

  it('is not protected by a reference of another type', async () => {
    const tenant = await withFlows()
    for (const type of ['VALUE_MAPPING', 'ODATA_SERVICE', 'GLOBAL_VARIABLE'])
      await protect(tenant, type, 'Pay', { role: type, attribute: 'Name' })
    expect(await statuses(tenant, await changesOf('Pay'))).toEqual(ALLOWED)
  })
})

const PACKAGE = "/IntegrationPackages('Sales')"

describe('a package', () => {
  const wholesale = (content: string): [string, string, unknown?][] => [
    ['GET', `${PACKAGE}/$value`],
    ['POST', "/CopyIntegrationPackage?Id='Sales'&ImportMode='CREATE_COPY'&Suffix='QA'"],
    ['POST', '/IntegrationPackages?Overwrite=true', { PackageContent: content }],
    ['DELETE', PACKAGE],
  ]
  const exported = async ({ store, call }: Tenant): Promise<string> => {
    expect(await store.accessPolicies.references()).toEqual([])
    return base64(Buffer.from((await call('GET', `${PACKAGE}/$value`)).body as Uint8Array))
  }
  const edits: [string, string, unknown?][] = [
    ['PUT', PACKAGE, { Description: 'changed' }],
    ['POST', '/IntegrationPackages?Overwrite=true', { Id: 'Sales', Name: 'Sales Flows', ShortText: 'Sales' }],
  ]

  it('with one protected artifact is not exported, copied, replaced or deleted, but can be edited', async () => {
    const tenant = await withFlows()
    const content = await exported(tenant)
    await protect(tenant, 'INTEGRATION_FLOW', 'Pay')
    expect(await statuses(tenant, edits)).toEqual([202, 201])
    expect(await statuses(tenant, wholesale(content))).toEqual([403, 403, 403, 403])
    expect(failure(await tenant.call('DELETE', PACKAGE)).text).toBe(
      'An access policy protects Pay in the package Sales Flows; you do not hold its role.',
    )
    expect((await tenant.store.design.packages()).map(({ id }) => id)).toEqual(['Sales'])
  })

  it.each([
    ['ID', 'Sales'],
    ['Name', 'Sales Flows'],
  ])('under a policy for its %s is kept, with all that is in it', async (attribute, value) => {
    const tenant = await withFlows()
    const content = await exported(tenant)
    await protect(tenant, 'INTEGRATION_PACKAGE', value, { attribute })
    expect(await statuses(tenant, edits)).toEqual([403, 403])
    expect(await statuses(tenant, wholesale(content))).toEqual([403, 403, 403, 403])
    expect(await statuses(tenant, await changesOf('Free'))).toEqual(ALLOWED.map(() => 403))
    expect(failure(await tenant.call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'N', Name: 'N', PackageId: 'Sales' })).status).toBe(
      403,
    )
    expect(failure(await tenant.call('DELETE', PACKAGE)).text).toBe('An access policy protects Sales Flows; you do not hold its role.')
  })

  it('and all that is in it is open to holders of its role, whatever else protects an artifact', async () => {
    const tenant = await withFlows('Keeper')
    const content = await exported(tenant)
    await protect(tenant, 'INTEGRATION_PACKAGE', 'Sales')
    await protect(tenant, 'INTEGRATION_FLOW', 'Pay', { role: 'Other' })
    expect(await statuses(tenant, await changesOf('Pay'))).toEqual(ALLOWED)
    expect(await statuses(tenant, wholesale(content))).toEqual([200, 201, 201, 202])
  })

  it('is not opened by the role of one artifact in it', async () => {
    const tenant = await withFlows('Other')
    await protect(tenant, 'INTEGRATION_PACKAGE', 'Sales')
    await protect(tenant, 'INTEGRATION_FLOW', 'Pay', { role: 'Other' })
    expect((await tenant.call('GET', `${PACKAGE}/$value`)).status).toBe(403)
    expect((await tenant.call('GET', `${FLOW('Free')}/$value`)).status).toBe(403)
    expect((await tenant.call('GET', `${FLOW('Pay')}/$value`)).status).toBe(200)
  })

  it('is not imported under an id or with an artifact that a policy keeps', async () => {
    const tenant = await withFlows()
    const content = await exported(tenant)
    await tenant.call('DELETE', PACKAGE)
    await protect(tenant, 'INTEGRATION_FLOW', 'Pa.', { how: 'regularExpression' })
    expect(failure(await tenant.call('POST', '/IntegrationPackages', { PackageContent: content })).text).toBe(
      'An access policy protects Pay; you do not hold its role.',
    )
    expect(await tenant.store.design.packages()).toEqual([])
  })
})
