import { expect, it } from 'vitest'
import { content, flowFiles, https } from '../../test/support/flow.ts'
import { writeArchive } from '../iflow/archive.ts'
import { GUIDELINES } from './design-guidelines/index.ts'
import { aTenantWithPackage, base64, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const FLOW = "/IntegrationDesigntimeArtifacts(Id='Orders',Version='active')"
const RESULTS = `${FLOW}/DesignGuidelineExecutionResults`
const EXECUTE = "/ExecuteIntegrationDesigntimeArtifactsGuidelines?Id='Orders'&Version='active'"
const SKIPPABLE = 'USE_CSRF_PROTECTION'

async function withFlow(roles?: readonly string[]) {
  const tenant = await aTenantWithPackage(roles)
  const zip = await writeArchive(
    flowFiles({ id: 'Orders', sender: https('/orders'), steps: [content('done')], onError: [content('failed')] }),
  )
  const creating = { Id: 'Orders', Name: 'Orders', PackageId: 'Sales', ArtifactContent: base64(zip) }
  if (roles === undefined) await tenant.call('POST', '/IntegrationDesigntimeArtifacts', creating)
  return tenant
}

async function executed({ call }: Tenant): Promise<string> {
  const response = await call('POST', EXECUTE)
  expect([response.status, response.headers['Content-Type']]).toEqual([200, 'text/plain;charset=utf-8'])
  return String(response.body)
}

const guideline = async ({ call }: Tenant, execution: string, id = SKIPPABLE) =>
  d(await call('GET', `${RESULTS}('${execution}')/DesignGuidelines('${id}')`))

it('says of a flow that was never checked that it was not', async () => {
  const { call } = await withFlow()
  const [{ __metadata, DesignGuidelines, ...properties }, ...more] = d(await call('GET', RESULTS)).results
  expect([properties, more]).toEqual([
    { ExecutionId: '', ArtifactVersion: '', ExecutionStatus: 'NOT_EXECUTED', ExecutionTime: '0', ReportType: null },
    [],
  ])
})

it('checks a flow and keeps the last execution with all guidelines', async () => {
  const tenant = await withFlow()
  await executed(tenant)
  const id = await executed(tenant)
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  const { results } = d(await tenant.call('GET', RESULTS))
  expect(results).toEqual([
    expect.objectContaining({
      ExecutionId: id,
      ArtifactVersion: '1.0.0',
      ExecutionStatus: 'FAIL',
      ExecutionTime: String(tenant.clock.now()),
    }),
  ])
  const expanded = d(await tenant.call('GET', `${RESULTS}('${id}')?$expand=DesignGuidelines`)).DesignGuidelines.results
  expect(expanded.map(({ GuidelineId }: { GuidelineId: string }) => GuidelineId)).toEqual(GUIDELINES.map((each) => each.id))
  const { __metadata, ...csrf } = await guideline(tenant, id)
  expect(csrf).toEqual({
    GuidelineId: SKIPPABLE,
    GuidelineName: 'Use CSRF Protection',
    Category: 'Apply the Highest Security Standards',
    Severity: 'Medium',
    Applicability: 'Applicable',
    Compliance: 'Non-Compliant',
    IsGuidelineSkipped: false,
    SkipReason: null,
    SkippedBy: null,
    ExpectedKPI: null,
    ActualKPI: null,
    ViolatedComponents: '{MessageFlow_Sender=Sender}',
  })
  expect(await guideline(tenant, id, 'HANDLE_EXCEPTIONS')).toMatchObject({ Compliance: 'Compliant', ViolatedComponents: null })
  expect(await guideline(tenant, id, 'XPATH_CONDITIONS')).toMatchObject({ Applicability: 'Not Applicable', Compliance: 'Not Applicable' })
})

it('skips a guideline with a reason, also for later executions, and takes it back', async () => {
  const tenant = await withFlow()
  const skip = (execution: string, body: object) =>
    tenant.call('PUT', `${FLOW}/$links/DesignGuidelineExecutionResults('${execution}')`, { GuidelineId: SKIPPABLE, ...body })
  const first = await executed(tenant)
  expect(plain(await skip(first, { IsGuidelineSkipped: true, SkipReason: 'called by a browser' }))).toEqual({ status: 200, body: null })
  const second = await executed(tenant)
  expect(await guideline(tenant, second)).toMatchObject({
    Compliance: 'Non-Compliant',
    IsGuidelineSkipped: true,
    SkipReason: 'called by a browser',
    SkippedBy: 'tester',
  })
  expect((await skip(second, { GuidelineId: undefined, GudelineId: SKIPPABLE, IsGuidelineSkipped: false })).status).toBe(200)
  expect(await guideline(tenant, second)).toMatchObject({ IsGuidelineSkipped: false, SkipReason: null })
})

it('passes when what it violates is skipped', async () => {
  const tenant = await withFlow()
  const id = await executed(tenant)
  const { results } = await tenant.store.designGuidelines.execution('Orders').then((execution) => execution!)
  for (const { guidelineId } of results.filter(({ compliance }) => compliance === 'Non-Compliant')) {
    const body = { GuidelineId: guidelineId, IsGuidelineSkipped: true, SkipReason: 'r' }
    expect((await tenant.call('PUT', `${FLOW}/$links/DesignGuidelineExecutionResults('${id}')`, body)).status).toBe(200)
  }
  await executed(tenant)
  expect(d(await tenant.call('GET', RESULTS)).results[0].ExecutionStatus).toBe('PASS')
})

it.each([
  [
    'an unknown guideline',
    { GuidelineId: 'X', IsGuidelineSkipped: true, SkipReason: 'r' },
    "You can't perform this operation as there is no design guideline available with the given ID.",
  ],
  [
    'an essential guideline',
    { GuidelineId: 'CAMEL_CLASSES_USAGE', IsGuidelineSkipped: true, SkipReason: 'r' },
    "You can't perform this operation as the essential design guidelines cannot be skipped for the artifact.",
  ],
  ['no reason', { IsGuidelineSkipped: true, SkipReason: ' ' }, 'SkipReason must not be empty.'],
  ['nothing to take back', { IsGuidelineSkipped: false }, 'You cannot revert a design guideline that is not skipped.'],
  ['a skip twice', { IsGuidelineSkipped: true, SkipReason: 'r' }, 'The design guideline is already skipped for the artifact.'],
])('refuses to skip with %s', async (about, body, text) => {
  const tenant = await withFlow()
  const link = `${FLOW}/$links/DesignGuidelineExecutionResults('${await executed(tenant)}')`
  if (about === 'a skip twice') await tenant.call('PUT', link, { GuidelineId: SKIPPABLE, ...body })
  expect(failure(await tenant.call('PUT', link, { GuidelineId: SKIPPABLE, ...body }))).toEqual({ status: 400, text })
})

it('knows the last execution only', async () => {
  const tenant = await withFlow()
  const old = await executed(tenant)
  await executed(tenant)
  expect((await tenant.call('GET', `${RESULTS}('${old}')`)).status).toBe(404)
  const body = { GuidelineId: SKIPPABLE, IsGuidelineSkipped: true, SkipReason: 'r' }
  expect(failure(await tenant.call('PUT', `${FLOW}/$links/DesignGuidelineExecutionResults('${old}')`, body))).toEqual({
    status: 400,
    text: "You can't perform the operation as the execution ID is invalid.",
  })
})

it('hands out the report as a spreadsheet', async () => {
  const tenant = await withFlow()
  const id = await executed(tenant)
  const response = await tenant.call('GET', `${RESULTS}('${id}')/$value?type=xls`)
  expect([response.status, response.headers]).toMatchObject([
    200,
    { 'Content-Type': 'application/vnd.ms-excel', 'Content-Disposition': 'attachment; filename=Orders_1.0.0.xls' },
  ])
  const text = String(response.body)
  expect(text.match(/<Row>/g)).toHaveLength(GUIDELINES.length + 7)
  expect(text).toContain('<Data ss:Type="String">{MessageFlow_Sender=Sender}</Data>')
  expect(failure(await tenant.call('GET', `${RESULTS}('${id}')/$value?type=pdf`))).toEqual({
    status: 400,
    text: "The parameter type must be xls, found 'pdf'.",
  })
  expect((await tenant.call('GET', `${RESULTS}('')/$value`)).status).toBe(404)
})

it.each([
  ['an unknown flow', EXECUTE.replace('Orders', 'Nope'), 404, 'Integration design time artifact not found'],
  [
    'a missing version',
    EXECUTE.replace("&Version='active'", ''),
    400,
    'The parameter Version of ExecuteIntegrationDesigntimeArtifactsGuidelines is missing.',
  ],
])('refuses %s', async (_about, path, status, text) => {
  expect(failure(await (await withFlow()).call('POST', path))).toEqual({ status, text })
})

it('wants the role of who edits to execute, and is reached through a flow only', async () => {
  expect((await (await withFlow(['WorkspacePackagesRead'])).call('POST', EXECUTE)).status).toBe(403)
  const { call } = await withFlow()
  expect([(await call('GET', '/DesignGuidelines')).status, (await call('GET', '/DesignGuidelineExecutionResults')).status]).toEqual([
    501, 501,
  ])
})
