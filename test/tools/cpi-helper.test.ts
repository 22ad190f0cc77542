import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { deploy } from '../support/deploy.ts'
import { type ExactAnswer, exactRequest } from '../support/exact-request.ts'
import { content, https } from '../support/flow.ts'
import { flowKey, type ServiceKey, serviceKey } from '../support/service-key.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/**
 * CPI-Helper and FlowMate: browser extensions in the pages of the tenant. They find the API below the page's own path, send no
 * `Accept` of their own, and hold a CSRF token of the session for what they change.
 */
const BROWSER = { Accept: '*/*', 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'en', 'Sec-Fetch-Mode': 'cors' }
const ROLES = ['MonitoringDataRead', 'MessagePayloadsRead', 'WorkspaceArtifactLocksRead', 'WorkspaceArtifactLocksDelete']

let tenant: TestTenant
let Authorization: string
let guid: string
beforeAll(async () => {
  tenant = await testTenant()
  Authorization = basic(await serviceKey(tenant, 'api', ROLES))
  const failing = { activity: 'Filter', properties: { wrapContent: '/root' } }
  await deploy(tenant, { id: 'Watched', sender: https('/watched'), steps: [content('first(${in.body})', { Colour: 'red' }), failing] })
  await setTrace('Watched')
  const headers = { ...BROWSER, Authorization: basic(await flowKey(tenant)) }
  const answer = await exactRequest('POST', `${tenant.publicUrl}/http/watched`, { headers, body: 'in' })
  expect(answer.status).toBe(500)
  guid = String(answer.headers.sap_messageprocessinglogid)
  await vi.waitFor(async () => expect((await get(`MessageProcessingLogs('${guid}')`)).status).toBe(200), { interval: 5 })
})
afterAll(() => tenant.stop())

const basic = ({ clientid, clientsecret }: ServiceKey) => `Basic ${Buffer.from(`${clientid}:${clientsecret}`).toString('base64')}`

async function setTrace(flow: string): Promise<void> {
  const headers = { Authorization: `Bearer ${tenant.adminToken}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ level: 'TRACE' })
  expect((await exactRequest('PUT', `${tenant.publicUrl}/admin/v1/log-levels/${flow}`, { headers, body })).status).toBe(200)
}

const get = (path: string, prefix = '/itspaces/odata/api/v1'): Promise<ExactAnswer> =>
  exactRequest('GET', `${tenant.publicUrl}${prefix}/${path}`, { headers: { ...BROWSER, Authorization } })

async function read(path: string) {
  const answer = await get(path)
  expect([path, answer.status]).toEqual([path, 200])
  return JSON.parse(answer.text).d
}

const pairs = (items: { Name: string; Value: string }[]) => Object.fromEntries(items.map(({ Name, Value }) => [Name, Value]))

test.each(['/api/v1', '/odata/api/v1', '/itspaces/odata/api/v1'])('the list of messages is found below %s', async (prefix) => {
  const filter = "IntegrationFlowName%20eq%20'Watched'%20and%20Status%20ne%20'DISCARDED'"
  const answer = await get(`MessageProcessingLogs?$filter=${filter}&$top=35&$format=json&$orderby=LogEnd%20desc`, prefix)
  expect(JSON.parse(answer.text).d.results).toMatchObject([{ MessageGuid: guid, Status: 'FAILED', LogLevel: 'TRACE' }])
})

test('one message is opened with its headers and what went wrong', async () => {
  const log = await read(`MessageProcessingLogs('${guid}')?$format=json&$expand=CustomHeaderProperties`)
  expect(log).toMatchObject({ MessageGuid: guid, CustomHeaderProperties: { results: [] } })
  expect((await get(`MessageProcessingLogs('${guid}')/ErrorInformation/$value`)).text).toContain("XPath '/root' needs an XML body")
  expect((await read(`MessageProcessingLogs('${guid}')/Attachments?$format=json`)).results).toEqual([])
  expect((await read(`MessageProcessingLogs('${guid}')/MessageStoreEntries?$format=json`)).results).toEqual([])
})

test('its run, steps and traces are followed to headers, properties and body', async () => {
  const runs = await read(`MessageProcessingLogs('${guid}')/Runs?$inlinecount=allpages&$format=json&$top=200`)
  expect(runs).toMatchObject({ __count: '1', results: [{ OverallState: 'FAILED' }] })
  const run = runs.results[0].Id
  const steps = await read(`MessageProcessingLogRuns('${run}')/RunSteps?$inlinecount=allpages&$format=json&$top=300`)
  expect(steps.__count).toBe(String(steps.results.length))
  const failed = steps.results.find(({ Status }: { Status: string }) => Status === 'FAILED')
  expect(failed.ModelStepId).toBe('Step_2')

  const step = `MessageProcessingLogRunSteps(RunId='${run}',ChildCount=${failed.ChildCount})`
  const expanded = await read(`${step}/?$expand=RunStepProperties&$format=json`)
  expect(pairs(expanded.RunStepProperties.results)).toMatchObject({ Name: 'Filter Step_2' })
  const [trace] = (await read(`${step}/TraceMessages?$format=json`)).results
  expect(trace.MplId).toBe(guid)
  const message = `TraceMessages(${trace.TraceId})`
  expect(pairs((await read(`${message}/Properties?$format=json`)).results)).toMatchObject({ Colour: 'red' })
  expect(pairs((await read(`${message}/ExchangeProperties?$format=json`)).results)).toMatchObject({ SAP_MPL_LogLevel_Overall: 'TRACE' })
  expect((await get(`${message}/$value`)).text).toBe('first(in)')
  expect((await get(`TraceMessages(${trace.TraceId}L)/$value`)).text).toBe('first(in)')
})

test('a lock of an artifact is released with the token of the session', async () => {
  expect((await read('IntegrationDesigntimeLocks?$format=json')).results).toEqual([])
  const fetched = await exactRequest('GET', `${tenant.publicUrl}/itspaces/odata/api/v1/`, {
    headers: { ...BROWSER, Authorization, 'X-CSRF-Token': 'Fetch' },
  })
  const token = String(fetched.headers['x-csrf-token'])
  const Cookie = fetched.headers['set-cookie']!.map((cookie) => cookie.split(';')[0]).join('; ')
  const release = (headers: Record<string, string>) =>
    exactRequest('DELETE', `${tenant.publicUrl}/itspaces/odata/api/v1/IntegrationDesigntimeLocks(ResourceId='gone')`, {
      headers: { ...BROWSER, Authorization, ...headers },
    })
  const refused = await release({})
  expect([refused.status, refused.headers['x-csrf-token']]).toEqual([403, 'Required'])
  expect((await release({ 'X-CSRF-Token': token, Cookie })).status).toBe(404)
})

test('the keystore is listed', async () => {
  expect((await read('KeystoreEntries?$format=json')).results).toEqual([])
})
