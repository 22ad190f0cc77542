import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { type ExactAnswer, exactRequest } from '../support/exact-request.ts'
import { content, flowFiles, https, type StepSketch } from '../support/flow.ts'
import { flowKey, type ServiceKey, serviceKey } from '../support/service-key.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** SAP Cloud SDK clients: keys always named, a CSRF token fetched by HEAD before every change, JSON asked for even of `$value`. */
const ROLES = ['WorkspacePackagesEdit', 'WorkspaceArtifactsDeploy', 'MonitoringDataRead', 'MessagePayloadsRead']
const ACCEPT = { Accept: 'application/json', 'User-Agent': 'axios/1.13.2' }

let tenant: TestTenant
let api: ServiceKey
let authorization: string
beforeAll(async () => {
  tenant = await testTenant()
  api = await serviceKey(tenant, 'api', ROLES)
  authorization = await bearer(api)
})
afterAll(() => tenant.stop())

/** Id and secret in the form. */
async function bearer({ tokenurl, clientid, clientsecret }: ServiceKey): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientid, client_secret: clientsecret }).toString()
  const headers = { ...ACCEPT, 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await exactRequest('POST', tokenurl, { headers, body })
  expect(answer.status).toBe(200)
  return `Bearer ${JSON.parse(answer.text).access_token}`
}

const call = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  exactRequest(method, `${api.url}/api/v1/${path}`, {
    headers: { ...ACCEPT, 'Content-Type': 'application/json', Authorization: authorization, ...headers },
    ...(body !== undefined && { body }),
  })

const get = (path: string) => call('GET', path)

/** The address with a slash is asked first; its answer is good enough when it has the token. */
async function change(method: string, path: string, body?: object): Promise<ExactAnswer> {
  const target = path.split('?')[0]!
  const first = await call('HEAD', `${target}/`, { 'X-CSRF-Token': 'Fetch' })
  const fetched = first.headers['x-csrf-token'] === undefined ? await call('HEAD', target, { 'X-CSRF-Token': 'Fetch' }) : first
  expect(fetched.content).toHaveLength(0)
  const token = fetched.headers['x-csrf-token']
  const cookies = fetched.headers['set-cookie']?.map((cookie) => cookie.split(';')[0]).join(';')
  const headers = { ...(typeof token === 'string' && { 'X-CSRF-Token': token }), ...(cookies !== undefined && { Cookie: cookies }) }
  return call(method, path, headers, body && JSON.stringify(body))
}

const dataOf = (answer: ExactAnswer) => {
  expect(answer.status).toBeLessThan(300)
  return JSON.parse(answer.text).d
}

const flow = (steps: readonly StepSketch[]) =>
  writeArchive(flowFiles({ id: 'SdkFlow', sender: https('/sdk'), steps, resources: { 'parameters.prop': 'Colour=red\n' } }))

const ARTIFACT = "IntegrationDesigntimeArtifacts(Id='SdkFlow',Version='active')"

describe('a package and its flow', () => {
  test('CSRF tokens come with HEAD on sets, entities and functions', async () => {
    for (const target of ['', 'IntegrationPackages', 'IntegrationPackages/']) {
      const { status, headers, content: body } = await call('HEAD', target, { 'X-CSRF-Token': 'Fetch' })
      expect([target, status, headers['x-csrf-token'], body.length]).toEqual([target, 200, expect.stringMatching(/^[\w-]{20,}$/), 0])
    }
  })

  test('are created without content, which the server makes up', async () => {
    const item = { Name: 'SDK', Id: 'Sdk', Description: 'd', ShortText: 's' }
    expect((await change('POST', 'IntegrationPackages', item)).status).toBe(201)
    expect(dataOf(await get("IntegrationPackages(Id='Sdk')"))).toMatchObject(item)
    const artifact = { Id: 'SdkFlow', Name: 'SdkFlow', PackageId: 'Sdk' }
    expect((await change('POST', 'IntegrationDesigntimeArtifacts', artifact)).status).toBe(201)
    expect(dataOf(await get(ARTIFACT))).toMatchObject({ ...artifact, Version: '1.0.0' })
    const download = await get(`${ARTIFACT}/$value`)
    expect([download.status, download.content.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })

  test('the flow is updated, deployed, found and versioned', async () => {
    const ArtifactContent = Buffer.from(await flow([content('done')])).toString('base64')
    expect((await change('PUT', ARTIFACT, { Version: 'active', Id: 'SdkFlow', ArtifactContent })).status).toBe(200)
    expect((await get(`${ARTIFACT}/$value`)).content.toString('base64')).toBe(ArtifactContent)
    expect(dataOf(await get(`${ARTIFACT}/Configurations`)).results).toMatchObject([{ ParameterKey: 'Colour', ParameterValue: 'red' }])

    const started = await change('POST', "DeployIntegrationDesigntimeArtifact?Id='SdkFlow'&Version='active'")
    expect([started.status, started.text]).toEqual([202, expect.stringMatching(/^[0-9a-f-]{36}$/)])
    const status = async () => dataOf(await get(`BuildAndDeployStatus(TaskId='${started.text}')`)).Status
    await expect.poll(status, { interval: 5 }).toBe('SUCCESS')
    const [endpoint] = dataOf(await get("ServiceEndpoints?$filter=(Name%20eq%20'SdkFlow')")).results
    expect(endpoint.Id.split('=')[1]).toBe('sdk')

    expect((await change('POST', "IntegrationDesigntimeArtifactSaveAsVersion?Id='SdkFlow'&SaveAsVersion='1.0.1'")).status).toBe(200)
    expect(dataOf(await get(ARTIFACT)).Version).toBe('1.0.1')
  })

  test('the messages of the flow are counted, listed and looked into', async () => {
    const runtime = await flowKey(tenant)
    const Authorization = await bearer(runtime)
    const sent = await exactRequest('POST', `${runtime.url}/http/sdk`, { headers: { ...ACCEPT, Authorization }, body: 'x' })
    const guid = String(sent.headers.sap_messageprocessinglogid)
    expect([sent.status, sent.text]).toEqual([200, 'done'])

    const at = (milliseconds: number) => `datetime'${new Date(milliseconds).toISOString().slice(0, -1)}'`
    const period = `LogEnd le ${at(Date.now() + 60_000)} and LogStart ge ${at(Date.now() - 60_000)}`
    const filter = encodeURIComponent(`((${period} and IntegrationArtifact/Id eq 'SdkFlow'))`)
    const count = async () => (await get(`MessageProcessingLogs/$count?$filter=${filter}`)).text
    await expect.poll(count, { interval: 5 }).toBe('1')
    const { results } = dataOf(await get(`MessageProcessingLogs?$filter=${filter}&$top=50`))
    expect(results).toMatchObject([{ MessageGuid: guid, Status: 'COMPLETED' }])
    const log = `MessageProcessingLogs(MessageGuid='${guid}')`
    for (const navigation of ['AdapterAttributes', 'CustomHeaderProperties', 'Attachments']) {
      expect(dataOf(await get(`${log}/${navigation}`)).results).toBeInstanceOf(Array)
    }
    for (const path of ['ErrorInformation', 'ErrorInformation/$value']) expect((await get(`${log}/${path}`)).status).toBe(204)
  })

  test('runtime addresses that lead nowhere answer exactly 404', async () => {
    const runtime = await flowKey(tenant)
    const Authorization = await bearer(runtime)
    for (const method of ['GET', 'POST']) {
      expect((await exactRequest(method, `${runtime.url}/http/nowhere`, { headers: { ...ACCEPT, Authorization } })).status).toBe(404)
    }
  })
})

test('a message mapping goes the same way', async () => {
  const artifact = "MessageMappingDesigntimeArtifacts(Id='SdkMapping',Version='active')"
  const create = { Id: 'SdkMapping', Name: 'SdkMapping', PackageId: 'Sdk' }
  expect((await change('POST', 'MessageMappingDesigntimeArtifacts', create)).status).toBe(201)
  const { content: zip } = await get(`${artifact}/$value`)
  const update = { Version: 'active', Id: 'SdkMapping', ArtifactContent: zip.toString('base64') }
  expect((await change('PUT', artifact, update)).status).toBe(200)
  expect((await change('POST', "MessageMappingDesigntimeArtifactSaveAsVersion?Id='SdkMapping'&SaveAsVersion='1.0.1'")).status).toBe(200)
  expect((await change('POST', "DeployMessageMappingDesigntimeArtifact?Id='SdkMapping'&Version='active'")).status).toBe(202)
  expect(dataOf(await get("IntegrationPackages(Id='Sdk')/MessageMappingDesigntimeArtifacts")).results).toMatchObject([{ Id: 'SdkMapping' }])
})

test('what went wrong is said in error.message.value, which users see', async () => {
  const answer = await change('POST', 'IntegrationDesigntimeArtifacts', { Id: 'SdkFlow', Name: 'SdkFlow', PackageId: 'Sdk' })
  expect([answer.status, JSON.parse(answer.text)]).toEqual([
    500,
    {
      error: {
        code: 'Internal Server Error',
        message: {
          lang: 'en',
          value: 'An integration flow SdkFlow with the ID SdkFlow already exists in the SDK package. Please rename the artifact ID.',
        },
      },
    },
  ])
})

test('the package is deleted with everything in it', async () => {
  expect((await change('DELETE', "IntegrationPackages(Id='Sdk')")).status).toBe(202)
  expect((await get(ARTIFACT)).status).toBe(404)
})

test('with Basic the token that HEAD brought is needed', async () => {
  const basic = { Authorization: `Basic ${Buffer.from(`${api.clientid}:${api.clientsecret}`).toString('base64')}` }
  const body = JSON.stringify({ Name: 'B', Id: 'Basic', Description: '', ShortText: 'b' })
  const refused = await call('POST', 'IntegrationPackages', basic, body)
  expect([refused.status, refused.headers['x-csrf-token']]).toEqual([403, 'Required'])
  const { headers } = await call('HEAD', 'IntegrationPackages/', { ...basic, 'X-CSRF-Token': 'Fetch' })
  const Cookie = headers['set-cookie']!.map((cookie) => cookie.split(';')[0]).join(';')
  const session = { ...basic, 'X-CSRF-Token': String(headers['x-csrf-token']), Cookie }
  expect((await call('POST', 'IntegrationPackages', session, body)).status).toBe(201)
})
