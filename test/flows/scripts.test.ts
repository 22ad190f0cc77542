import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { deploy } from '../support/deploy.ts'
import { groovy, https, type StepSketch } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let authorization: string

beforeAll(async () => {
  tenant = await testTenant()
  const { client, secret } = await tenant.platform.clients.register({ name: 'Tests', application: 'iflmap' })
  await tenant.platform.assignments.assign({ user: `oauth_client_${client.clientId}`, application: 'iflmap', role: 'ESBMessaging.send' })
  authorization = `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`
})
afterAll(() => tenant.stop())

const call = (path: string, body = '') => fetch(`${tenant.publicUrl}/http${path}`, { method: 'POST', headers: { authorization }, body })

const admin = (method: string, path: string, body?: unknown) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.adminToken}`, accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const script = (body: string) =>
  `import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) {\n${body}\nreturn message\n}`

test('a Groovy script changes body, headers and properties and writes into the log', async () => {
  const source = script(`
    message.setBody(message.getBody(String).reverse())
    message.setHeader('X-Length', message.getHeaders().size() as String)
    def log = messageLogFactory.getMessageLog(message)
    log.addCustomHeaderProperty('order', '4711')
    log.addAttachmentAsString('payload', message.getBody(String), 'text/plain')`)
  await deploy(tenant, { id: 'Reverse', sender: https('/reverse'), steps: [groovy('a.groovy')], resources: { 'script/a.groovy': source } })
  const answer = await call('/reverse', 'abc')
  expect([answer.status, await answer.text(), answer.headers.has('x-length')]).toEqual([200, 'cba', true])
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  await expect.poll(async () => (await admin('GET', `MessageProcessingLogs('${guid}')`)).status).toBe(200)
  const { d } = (await (await admin('GET', `MessageProcessingLogs('${guid}')?$expand=CustomHeaderProperties,Attachments`)).json()) as {
    d: { CustomHeaderProperties: { results: { Name: string; Value: string }[] }; Attachments: { results: { Id: string; Name: string }[] } }
  }
  expect(d.CustomHeaderProperties.results.map(({ Name, Value }) => [Name, Value])).toEqual([['order', '4711']])
  const attachment = d.Attachments.results[0]
  expect(attachment?.Name).toBe('payload')
  expect(await (await admin('GET', `MessageProcessingLogAttachments('${attachment?.Id}')/$value`)).text()).toBe('cba')
})

test('a JavaScript step runs with the same API', async () => {
  const source =
    'importClass(com.sap.gateway.ip.core.customdev.util.Message);\nfunction processData(message) { message.setBody("js:" + message.getBody(new java.lang.String().getClass())); return message; }'
  const step: StepSketch = { activity: 'Script', properties: { subActivityType: 'JavaScript', script: 'a.js' } }
  await deploy(tenant, { id: 'Js', sender: https('/js'), steps: [step], resources: { 'script/a.js': source } })
  expect(await (await call('/js', 'x')).text()).toBe('js:x')
})

test('a script that throws fails the message with its text', async () => {
  await deploy(tenant, {
    id: 'Throws',
    sender: https('/throws'),
    steps: [groovy('a.groovy')],
    resources: { 'script/a.groovy': script("throw new IllegalStateException('no stock')") },
  })
  const answer = await call('/throws')
  expect(answer.status).toBe(500)
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  await expect
    .poll(async () => (await admin('GET', `MessageProcessingLogs('${guid}')/ErrorInformation/$value`)).text())
    .toContain('no stock')
})

test('a script that does not compile fails the deployment with the line', async () => {
  const resources = { 'script/a.groovy': script('message.setBody(') }
  await expect(deploy(tenant, { id: 'Syntax', sender: https('/syntax'), steps: [groovy('a.groovy')], resources })).rejects.toThrow(
    /Groovy Script in Step_1 .*a\.groovy: line \d+/s,
  )
})

test('security material reaches scripts', async () => {
  expect((await admin('POST', 'UserCredentials', { Name: 'shop', Kind: 'default', User: 'me', Password: 'pw' })).status).toBe(202)
  const source = `import com.sap.it.api.ITApiFactory\nimport com.sap.it.api.securestore.SecureStoreService\n${script("def c = ITApiFactory.getService(SecureStoreService.class, null).getUserCredential('shop')\nmessage.setBody(c.getUsername() + ':' + new String(c.getPassword()))")}`
  await deploy(tenant, { id: 'Secret', sender: https('/secret'), steps: [groovy('a.groovy')], resources: { 'script/a.groovy': source } })
  expect(await (await call('/secret')).text()).toBe('me:pw')
})

test('a flow that lacks its script collection says so, runs once it is deployed, and follows its changes', async () => {
  const step: StepSketch = {
    activity: 'Script',
    properties: { subActivityType: 'GroovyScript', script: 'shared.groovy', scriptBundleId: 'Shared' },
  }
  const flow = { id: 'UsesShared', sender: https('/shared'), steps: [step] }
  await expect(deploy(tenant, flow)).rejects.toThrow('The script collection Shared is not deployed')
  await deployCollection('one')
  await deploy(tenant, flow)
  expect(await (await call('/shared')).text()).toBe('one')
  await deployCollection('two')
  await expect.poll(async () => (await call('/shared')).text()).toBe('two')
})

async function deployCollection(answer: string): Promise<void> {
  const files = {
    'META-INF/MANIFEST.MF':
      'Manifest-Version: 1.0\r\nBundle-SymbolicName: Shared\r\nBundle-Name: Shared\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ScriptCollection\r\n',
    'src/main/resources/script/shared.groovy': script(`message.setBody('${answer}')`),
  }
  const zip = await writeArchive(new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])))
  const ArtifactContent = Buffer.from(zip).toString('base64')
  const created = await admin('POST', 'ScriptCollectionDesigntimeArtifacts', {
    Id: 'Shared',
    Name: 'Shared',
    PackageId: 'Tests',
    ArtifactContent,
  })
  if (created.status !== 201)
    expect((await admin('PUT', "ScriptCollectionDesigntimeArtifacts(Id='Shared',Version='active')", { ArtifactContent })).status).toBe(200)
  const started = await admin('POST', "DeployScriptCollectionDesigntimeArtifact?Id='Shared'&Version='active'")
  expect(await tenant.deployments.settled(await started.text())).toBe('SUCCESS')
}
