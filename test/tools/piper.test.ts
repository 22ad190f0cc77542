import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { type ExactAnswer, exactRequest } from '../support/exact-request.ts'
import { content, type FlowSketch, flowFiles, https } from '../support/flow.ts'
import { flowKey, type ServiceKey, serviceKey } from '../support/service-key.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const ROLES = ['WorkspacePackagesEdit', 'WorkspacePackagesConfigure', 'WorkspaceArtifactsDeploy', 'MonitoringDataRead']
const GO = { 'User-Agent': 'Go-http-client/1.1', 'Accept-Encoding': 'gzip' }
const ACCEPT = { Accept: 'application/json' }
const JSON_BODY = { 'Content-Type': 'application/json' }

let tenant: TestTenant
let api: ServiceKey
let flow: ServiceKey
beforeAll(async () => {
  tenant = await testTenant()
  api = await serviceKey(tenant, 'api', ROLES)
  flow = await flowKey(tenant)
  const headers = { Authorization: `Bearer ${tenant.adminToken}`, ...JSON_BODY }
  const body = JSON.stringify({ Id: 'Piper', Name: 'Piper', ShortText: 'Of the pipeline' })
  expect((await exactRequest('POST', `${api.url}/api/v1/IntegrationPackages`, { headers, body })).status).toBe(201)
})
afterAll(() => tenant.stop())

/** Each step asks for a token of its own, with the addresses of the service key as they stand there. */
async function bearer(key: ServiceKey): Promise<string> {
  const Authorization = `Basic ${Buffer.from(`${key.clientid}:${key.clientsecret}`).toString('base64')}`
  const headers = { ...GO, ...ACCEPT, Authorization }
  const answer = await exactRequest('POST', `${key.tokenurl}?grant_type=client_credentials`, { headers })
  expect(answer.status).toBe(200)
  return `Bearer ${JSON.parse(answer.text).access_token}`
}

type Send = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: object) => Promise<ExactAnswer>

async function step(): Promise<Send> {
  const Authorization = await bearer(api)
  return (method, path, headers, body) =>
    exactRequest(method, `${api.url}/api/v1/${path}`, {
      headers: { ...GO, Authorization, ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
}

const dataOf = (answer: ExactAnswer) => JSON.parse(answer.text).d
const zipOf = async (sketch: FlowSketch) => Buffer.from(await writeArchive(flowFiles(sketch))).toString('base64')

/** integrationArtifactUpload; says what it did. */
async function upload(sketch: FlowSketch): Promise<'created' | 'updated'> {
  const send = await step()
  const artifact = `IntegrationDesigntimeArtifacts(Id='${sketch.id}',Version='Active')`
  const content = { Name: sketch.id, ArtifactContent: await zipOf(sketch) }
  const { status } = await send('GET', artifact, ACCEPT)
  expect([200, 404]).toContain(status)
  if (status === 200) {
    expect((await send('PUT', artifact, JSON_BODY, content)).status).toBe(200)
    return 'updated'
  }
  const create = { ...content, Id: sketch.id, PackageId: 'Piper' }
  expect((await send('POST', 'IntegrationDesigntimeArtifacts', JSON_BODY, create)).status).toBe(201)
  return 'created'
}

/** integrationArtifactDeploy; the task id goes into the next URL as it came. Resolves to the error when there is one. */
async function deploy(id: string): Promise<string | undefined> {
  const send = await step()
  const started = await send('POST', `DeployIntegrationDesigntimeArtifact?Id='${id}'&Version='Active'`, ACCEPT)
  expect(started.status).toBe(202)
  const status = async () => {
    const answer = await send('GET', `BuildAndDeployStatus(TaskId='${started.text}')`, { ...JSON_BODY, ...ACCEPT })
    expect(answer.status).toBe(200)
    return dataOf(answer).Status
  }
  await expect.poll(status, { interval: 5 }).not.toBe('DEPLOYING')
  if ((await status()) === 'SUCCESS') return undefined
  expect(await status()).toBe('FAIL')
  const information = await send('GET', `IntegrationRuntimeArtifacts('${id}')/ErrorInformation/$value`, JSON_BODY)
  expect(information.status).toBe(200)
  return information.text
}

/** integrationArtifactGetServiceEndpoint. */
async function endpointOf(id: string): Promise<string> {
  const send = await step()
  const answer = await send('GET', 'ServiceEndpoints?$expand=EntryPoints', ACCEPT)
  expect(answer.status).toBe(200)
  const found = dataOf(answer).results.find(({ Name }: { Name: string }) => Name === id)
  return found.EntryPoints.results[0].Url
}

/** integrationArtifactTriggerIntegrationTest, with and without a message. */
async function trigger(url: string, message?: string): Promise<ExactAnswer> {
  const headers = { ...GO, Authorization: await bearer(flow), ...(message !== undefined && { 'Content-Type': 'text/plain' }) }
  return exactRequest(message === undefined ? 'GET' : 'POST', url, { headers, ...(message !== undefined && { body: message }) })
}

/** integrationArtifactGetMplStatus: the status, and the error of a failed message. */
async function lastMessage(id: string): Promise<[status: string | undefined, error?: string]> {
  const send = await step()
  const filter = `IntegrationArtifact/Id+eq+'${id}'+and+Status+ne+'DISCARDED'`
  const answer = await send('GET', `MessageProcessingLogs?$filter=${filter}&$orderby=LogEnd+desc&$top=1`, ACCEPT)
  expect(answer.status).toBe(200)
  const [log] = dataOf(answer).results
  if (log?.Status !== 'FAILED') return [log?.Status]
  const information = await send('GET', `MessageProcessingLogs('${log.MessageGuid}')/ErrorInformation/$value`, JSON_BODY)
  expect(information.status).toBe(200)
  return ['FAILED', information.text]
}

describe('a pipeline', () => {
  const address = { 'parameters.prop': 'Address=/piper\n' }
  const greeting: FlowSketch = { id: 'Greeting', sender: https('{{Address}}'), steps: [content('Hello ${in.body}')], resources: address }

  test('uploads a flow twice, deploys it, calls it, and reads its log', async () => {
    expect([await upload(greeting), await upload(greeting)]).toEqual(['created', 'updated'])
    expect(await deploy('Greeting')).toBeUndefined()
    const url = await endpointOf('Greeting')
    expect(url).toBe(`${flow.url}/http/piper`)
    expect(await lastMessage('Greeting')).toEqual([undefined])
    const answer = await trigger(url, 'world')
    expect([answer.status, answer.text]).toEqual([200, 'Hello world'])
    expect((await trigger(url)).status).toBe(200)
    await expect.poll(() => lastMessage('Greeting'), { interval: 5 }).toEqual(['COMPLETED'])
  })

  test('changes a parameter with integrationArtifactUpdateConfiguration', async () => {
    const send = await step()
    const link = "IntegrationDesigntimeArtifacts(Id='Greeting',Version='Active')/$links/Configurations('Address')"
    expect((await send('PUT', link, JSON_BODY, { ParameterValue: '/piper/moved' })).status).toBe(202)
    expect(await deploy('Greeting')).toBeUndefined()
    expect(await endpointOf('Greeting')).toBe(`${flow.url}/http/piper/moved`)
  })

  test('creates, updates and deletes a file with integrationArtifactResource', async () => {
    const send = await step()
    const artifact = "IntegrationDesigntimeArtifacts(Id='Greeting',Version='Active')"
    const link = `${artifact}/$links/Resources(Name='note.groovy',ResourceType='groovy')`
    const value = async () => (await send('GET', `${artifact}/Resources(Name='note.groovy',ResourceType='groovy')/$value`, ACCEPT)).text
    const create = { Name: 'note.groovy', ResourceType: 'groovy', ResourceContent: Buffer.from('// one').toString('base64') }
    expect((await send('POST', `${artifact}/Resources`, JSON_BODY, create)).status).toBe(201)
    expect(await value()).toBe('// one')
    expect((await send('PUT', link, JSON_BODY, { ResourceContent: Buffer.from('// two').toString('base64') })).status).toBe(200)
    expect(await value()).toBe('// two')
    expect((await send('DELETE', link, JSON_BODY)).status).toBe(200)
    expect((await send('DELETE', link, JSON_BODY)).status).toBe(404)
  })

  test('downloads the flow under the name in Content-Disposition', async () => {
    const send = await step()
    const answer = await send('GET', "IntegrationDesigntimeArtifacts(Id='Greeting',Version='1.0.0')/$value", { Accept: 'application/zip' })
    const { status, headers, content: zip } = answer
    expect([status, headers['content-type'], headers['content-disposition'], zip.subarray(0, 2).toString()]).toEqual([
      200,
      'application/zip',
      'attachment; filename=Greeting.zip',
      'PK',
    ])
  })

  test('undeploys the flow', async () => {
    const send = await step()
    expect((await send('DELETE', "IntegrationRuntimeArtifacts('Greeting')", ACCEPT)).status).toBe(202)
    expect((await trigger(`${flow.url}/http/piper/moved`)).status).toBe(404)
  })

  test('learns why a message failed', async () => {
    await upload({ id: 'Failing', sender: https('/piper/failing'), steps: [{ activity: 'Filter', properties: { wrapContent: '/root' } }] })
    expect(await deploy('Failing')).toBeUndefined()
    expect((await trigger(await endpointOf('Failing'), 'no xml')).status).toBe(500)
    await expect
      .poll(() => lastMessage('Failing'), { interval: 5 })
      .toEqual(['FAILED', expect.stringContaining("XPath '/root' needs an XML body")])
  })

  test('learns why a deployment failed', async () => {
    await upload({ id: 'Broken', sender: https('/piper/broken'), steps: [{ activity: 'NoSuchStep' }] })
    expect(JSON.parse((await deploy('Broken'))!)).toMatchObject({ parameter: [expect.stringContaining('NoSuchStep')] })
  })

  test('gets no 5xx for what is missing: it would try for minutes', async () => {
    const send = await step()
    const missing = [
      "IntegrationDesigntimeArtifacts(Id='None',Version='Active')",
      "IntegrationRuntimeArtifacts('None')/ErrorInformation/$value",
      "MessageProcessingLogs('None')/ErrorInformation/$value",
      "BuildAndDeployStatus(TaskId='None')",
    ]
    for (const path of missing) expect([path, (await send('GET', path, ACCEPT)).status]).toEqual([path, 404])
  })
})
