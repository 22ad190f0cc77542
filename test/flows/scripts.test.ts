import { expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { groovy, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const script = (body: string) =>
  `import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) {\n${body}\nreturn message\n}`

test('a Groovy script changes body, headers and properties and writes into the log', async () => {
  const source = script(`
    message.setBody(message.getBody(String).reverse())
    message.setHeader('X-Length', message.getHeaders().size() as String)
    def log = messageLogFactory.getMessageLog(message)
    log.addCustomHeaderProperty('order', '4711')
    log.addAttachmentAsString('payload', message.getBody(String), 'text/plain')`)
  await stage.deploy({ id: 'Reverse', sender: https('/reverse'), steps: [groovy('a.groovy')], resources: { 'script/a.groovy': source } })
  const answer = await stage.call('/reverse', 'abc')
  expect([answer.status, await answer.text(), answer.headers.has('x-length')]).toEqual([200, 'cba', true])
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  await expect.poll(async () => (await stage.api('GET', `MessageProcessingLogs('${guid}')`)).status).toBe(200)
  const { d } = (await (await stage.api('GET', `MessageProcessingLogs('${guid}')?$expand=CustomHeaderProperties,Attachments`)).json()) as {
    d: { CustomHeaderProperties: { results: { Name: string; Value: string }[] }; Attachments: { results: { Id: string; Name: string }[] } }
  }
  expect(d.CustomHeaderProperties.results.map(({ Name, Value }) => [Name, Value])).toEqual([['order', '4711']])
  const attachment = d.Attachments.results[0]
  expect(attachment?.Name).toBe('payload')
  expect(await (await stage.api('GET', `MessageProcessingLogAttachments('${attachment?.Id}')/$value`)).text()).toBe('cba')
})

test('a JavaScript step runs with the same API', async () => {
  const source =
    'importClass(com.sap.gateway.ip.core.customdev.util.Message);\nfunction processData(message) { message.setBody("js:" + message.getBody(new java.lang.String().getClass())); return message; }'
  const step: StepSketch = { activity: 'Script', properties: { subActivityType: 'JavaScript', script: 'a.js' } }
  await stage.deploy({ id: 'Js', sender: https('/js'), steps: [step], resources: { 'script/a.js': source } })
  expect(await (await stage.call('/js', 'x')).text()).toBe('js:x')
})

test('a script that throws fails the message with its text', async () => {
  await stage.deploy({
    id: 'Throws',
    sender: https('/throws'),
    steps: [groovy('a.groovy')],
    resources: { 'script/a.groovy': script("throw new IllegalStateException('no stock')") },
  })
  const answer = await stage.call('/throws')
  expect(answer.status).toBe(500)
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  await expect
    .poll(async () => (await stage.api('GET', `MessageProcessingLogs('${guid}')/ErrorInformation/$value`)).text())
    .toContain('no stock')
})

test('a script that does not compile fails the deployment with the line', async () => {
  const resources = { 'script/a.groovy': script('message.setBody(') }
  await expect(stage.deploy({ id: 'Syntax', sender: https('/syntax'), steps: [groovy('a.groovy')], resources })).rejects.toThrow(
    /Groovy Script in Step_1 .*a\.groovy: line \d+/s,
  )
})

test('security material reaches scripts', async () => {
  expect((await stage.api('POST', 'UserCredentials', { Name: 'shop', Kind: 'default', User: 'me', Password: 'pw' })).status).toBe(202)
  const source = `import com.sap.it.api.ITApiFactory\nimport com.sap.it.api.securestore.SecureStoreService\n${script("def c = ITApiFactory.getService(SecureStoreService.class, null).getUserCredential('shop')\nmessage.setBody(c.getUsername() + ':' + new String(c.getPassword()))")}`
  await stage.deploy({ id: 'Secret', sender: https('/secret'), steps: [groovy('a.groovy')], resources: { 'script/a.groovy': source } })
  expect(await (await stage.call('/secret')).text()).toBe('me:pw')
})

test('a flow that lacks its script collection says so, runs once it is deployed, and follows its changes', async () => {
  const step: StepSketch = {
    activity: 'Script',
    properties: { subActivityType: 'GroovyScript', script: 'shared.groovy', scriptBundleId: 'Shared' },
  }
  const flow = { id: 'UsesShared', sender: https('/shared'), steps: [step] }
  await expect(stage.deploy(flow)).rejects.toThrow('The script collection Shared is not deployed')
  await deployCollection('one')
  await stage.deploy(flow)
  expect(await (await stage.call('/shared')).text()).toBe('one')
  await deployCollection('two')
  await expect.poll(async () => (await stage.call('/shared')).text()).toBe('two')
})

async function deployCollection(answer: string): Promise<void> {
  const files = {
    'META-INF/MANIFEST.MF':
      'Manifest-Version: 1.0\r\nBundle-SymbolicName: Shared\r\nBundle-Name: Shared\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ScriptCollection\r\n',
    'src/main/resources/script/shared.groovy': script(`message.setBody('${answer}')`),
  }
  const zip = await writeArchive(new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)])))
  const ArtifactContent = Buffer.from(zip).toString('base64')
  const created = await stage.api('POST', 'ScriptCollectionDesigntimeArtifacts', {
    Id: 'Shared',
    Name: 'Shared',
    PackageId: 'Tests',
    ArtifactContent,
  })
  if (created.status !== 201)
    expect((await stage.api('PUT', "ScriptCollectionDesigntimeArtifacts(Id='Shared',Version='active')", { ArtifactContent })).status).toBe(
      200,
    )
  const started = await stage.api('POST', "DeployScriptCollectionDesigntimeArtifact?Id='Shared'&Version='active'")
  expect(await stage.tenant.deployments.settled(await started.text())).toBe('SUCCESS')
}
