import { describe, expect, it } from 'vitest'
import { aTenantWithPackage, aZip, base64, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const IFLW = { 'src/main/resources/scenarioflows/integrationflow/x.iflw': '<x/>' }

async function withFlow(files: Readonly<Record<string, string>> = IFLW): Promise<Tenant> {
  const tenant = await aTenantWithPackage()
  const body = { Id: 'Flow', Name: 'Flow', PackageId: 'Sales', ArtifactContent: base64(await aZip({ files })) }
  await tenant.call('POST', '/IntegrationDesigntimeArtifacts', body)
  return tenant
}

describe('CopyIntegrationPackage', () => {
  const EXISTS =
    'The package with the same name/Id already exists. Copy not successful from content hub to workpace due to conflict.' +
    "In order to create an copy, add 'ImportMode' as 'CREATE_COPY' and 'Suffix' with desired value in url as parameter," +
    "Or to Overwrite existing content, specify 'ImportMode' as 'OVERWRITE' in url as parameter."

  it('makes a copy with its artifacts under a suffix', async () => {
    const { call, store } = await withFlow()
    const copied = await call('POST', "/CopyIntegrationPackage?Id='Sales'&ImportMode='CREATE_COPY'&Suffix='QA'")
    expect(copied.status).toBe(201)
    expect(d(copied)).toMatchObject({ Id: 'Sales.QA', Name: 'Sales Flows.QA', ShortText: 'Sales', CreatedBy: 'tester' })
    const { results } = d(await call('GET', "/IntegrationPackages('Sales.QA')/IntegrationDesigntimeArtifacts"))
    expect(results.map(({ Id, Version, PackageId }: Record<string, string>) => [Id, Version, PackageId])).toEqual([
      ['Flow.QA', '1.0.0', 'Sales.QA'],
    ])
    expect(await store.design.content('Flow.QA')).toEqual(await store.design.content('Flow'))
    expect((await store.design.artifacts({ packageId: 'Sales' })).map(({ id }) => id)).toEqual(['Flow'])
  })

  it('copies the tests of the artifacts; how they went belongs to the originals', async () => {
    const { call, store } = await withFlow()
    const lastRun = { time: 1, passed: 1, failed: 0, skipped: 0 }
    const test = { artifactId: 'Flow', name: 'orders', text: 'tests: []', modifiedBy: 'u', modifiedAt: 1, lastRun }
    await store.flowTests.create(test)
    await call('POST', "/CopyIntegrationPackage?Id='Sales'&ImportMode='CREATE_COPY'&Suffix='QA'")
    expect(await store.flowTests.list('Flow.QA')).toEqual([{ ...test, artifactId: 'Flow.QA', lastRun: null }])
    expect(await store.flowTests.list('Flow')).toEqual([test])
  })

  it.each(['OVERWRITE', 'OVERWRITE_MERGE'])('leaves a package that is its own origin as it is with %s', async (mode) => {
    const { call, store } = await withFlow()
    const before = await store.design.package('Sales')
    const copied = await call('POST', `/CopyIntegrationPackage?Id='Sales'&ImportMode='${mode}'`)
    expect({ status: copied.status, id: d(copied).Id }).toEqual({ status: 201, id: 'Sales' })
    expect([await store.design.package('Sales'), await store.design.packages()]).toEqual([before, [before]])
  })

  it.each([
    ['no mode', "Id='Sales'", 409, EXISTS],
    ['no suffix', "Id='Sales'&ImportMode='CREATE_COPY'", 409, EXISTS],
    [
      'a suffix with special characters',
      "Id='Sales'&ImportMode='CREATE_COPY'&Suffix='a/b'",
      400,
      "The suffix 'a/b' has a special character.",
    ],
    [
      'an unknown mode',
      "Id='Sales'&ImportMode='MERGE'",
      400,
      "The parameter ImportMode must be 'CREATE_COPY', 'OVERWRITE' or 'OVERWRITE_MERGE', found 'MERGE'.",
    ],
    ['an unknown package', "Id='Nope'", 404, 'Integration package Nope does not exist.'],
  ])('refuses %s', async (_name, query, status, text) => {
    const { call, store } = await withFlow()
    expect(failure(await call('POST', `/CopyIntegrationPackage?${query}`))).toEqual({ status, text })
    expect(await store.design.packages()).toHaveLength(1)
  })

  it('changes nothing when an artifact of the copy is there already', async () => {
    const { call, store } = await withFlow()
    await call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Flow.QA', Name: 'Taken', PackageId: 'Sales' })
    const query = "Id='Sales'&ImportMode='CREATE_COPY'&Suffix='QA'"
    expect(failure(await call('POST', `/CopyIntegrationPackage?${query}`))).toEqual({ status: 409, text: EXISTS })
    expect(await store.design.packages()).toHaveLength(1)
  })
})

describe('ValidateIntegrationDesigntimeArtifact', () => {
  const validate = ({ call }: Tenant, version = 'active', id = 'Flow') =>
    call('POST', `/ValidateIntegrationDesigntimeArtifact?Id='${id}'&Version='${version}'`)

  it('passes a flow that can be deployed', async () => {
    expect(plain(await validate(await withFlow()))).toEqual({ status: 200, body: 'Check execution result: Passed' })
  })

  it('tells the problems of one that cannot, in any version', async () => {
    const tenant = await withFlow({})
    const failed = { status: 200, body: 'Check execution result: Failed\nFlow 1.0.0 has no .iflw file' }
    expect(plain(await validate(tenant))).toEqual(failed)
    await tenant.call('PUT', "/IntegrationDesigntimeArtifacts(Id='Flow',Version='active')", {
      ArtifactContent: base64(await aZip({ version: '1.0.1', files: IFLW })),
    })
    expect(plain(await validate(tenant))).toEqual({ status: 200, body: 'Check execution result: Passed' })
    expect(plain(await validate(tenant, '1.0.0'))).toEqual(failed)
  })

  it('answers 404 for an unknown flow', async () => {
    expect(failure(await validate(await withFlow(), 'active', 'Nope'))).toEqual({
      status: 404,
      text: 'Integration design time artifact not found',
    })
  })
})

describe('IntegrationDesigntimeLocks', () => {
  it.each(["(ResourceId='r')", "('r')"])('has none: %s', async (key) => {
    const { call } = await aTenantWithPackage()
    expect(d(await call('GET', '/IntegrationDesigntimeLocks'))).toEqual({ results: [] })
    const missing = { status: 404, text: 'Requested entity could not be found.' }
    expect(failure(await call('GET', `/IntegrationDesigntimeLocks${key}`))).toEqual(missing)
    expect(failure(await call('DELETE', `/IntegrationDesigntimeLocks${key}`))).toEqual(missing)
  })
})
