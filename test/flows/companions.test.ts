import { beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { constant, call as mappingCall, outline, source } from '../../src/languages/message-mapping/fixtures/mapping-bench.ts'
import { content, groovy, https, type StepSketch } from '../support/flow.ts'
import { mappingFiles, mappingStep } from './mapping-step.ts'
import { useStage } from './stage.ts'

// Artifacts beside flows (format document §1.4).

const stage = useStage()

type CompanionType = 'MessageMapping' | 'ScriptCollection' | 'ValueMapping'

/** Puts an artifact into the design time, under this version when it is there already; whether its deployment went well. */
async function deployCompanion(id: string, type: CompanionType, files: Record<string, string>): Promise<string> {
  const manifest = `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${id}\r\nBundle-Name: ${id}\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ${type}\r\n`
  const all = Object.entries({ 'META-INF/MANIFEST.MF': manifest, ...files })
  const zip = await writeArchive(new Map(all.map(([path, text]) => [path, Buffer.from(text)])))
  const ArtifactContent = Buffer.from(zip).toString('base64')
  const existing = `${type}DesigntimeArtifacts(Id='${id}',Version='active')`
  const created = await stage.api('POST', `${type}DesigntimeArtifacts`, { Id: id, Name: id, PackageId: 'Tests', ArtifactContent })
  if (created.status !== 201) expect((await stage.api('PUT', existing, { ArtifactContent })).status).toBe(200)
  const started = await stage.api('POST', `Deploy${type}DesigntimeArtifact?Id='${id}'&Version='active'`)
  return stage.tenant.deployments.settled(await started.text())
}

const textAt = async (address: string, body = '<In/>'): Promise<string> => (await stage.call(address, body)).text()

const script = (body: string): string =>
  `import com.sap.gateway.ip.core.customdev.util.Message\ndef Message processData(Message message) {\n${body}\nreturn message\n}`

const inCollection = (file: string, id: string): StepSketch => {
  const step = groovy(file)
  return { ...step, properties: { ...step.properties, scriptBundleId: id } }
}

beforeAll(() => stage.deploy({ id: 'First', sender: https('/first'), steps: [content('first')] }))

describe('a script collection', () => {
  const files = (text: string) => ({
    'src/main/resources/script/v2/entry.groovy': script(`message.setBody(Words.${text})`),
    'src/main/resources/script/Words.groovy': "class Words { static String one = 'one'; static String two = 'two' }",
  })
  const flow = { id: 'UsesWords', sender: https('/words'), steps: [inCollection('v2/entry.groovy', 'Words_SC')] }

  test('has sub-folders and scripts that use each other; its flows follow a new deployment', async () => {
    expect(await deployCompanion('Words_SC', 'ScriptCollection', files('one'))).toBe('SUCCESS')
    await stage.deploy(flow)
    expect(await textAt('/words')).toBe('one')
    await deployCompanion('Words_SC', 'ScriptCollection', files('two'))
    await expect.poll(() => textAt('/words')).toBe('two')
  })

  test('that breaks its flow puts it in error with the reason, and back when it is mended', async () => {
    const broken = { 'src/main/resources/script/v2/entry.groovy': script('message.setBody(') }
    const statusOf = async () => (await stage.tenant.store.runtimeArtifacts.find('UsesWords'))?.status
    await deployCompanion('Words_SC', 'ScriptCollection', broken)
    await expect.poll(statusOf).toBe('ERROR')
    expect((await stage.tenant.store.runtimeArtifacts.find('UsesWords'))?.error).toContain('entry.groovy: line')
    expect((await stage.call('/words', '')).status).toBe(404)
    await deployCompanion('Words_SC', 'ScriptCollection', files('one'))
    await expect.poll(statusOf).toBe('STARTED')
    expect(await textAt('/words')).toBe('one')
  })

  test('that is taken away is missed at the next deployment of its flow', async () => {
    expect((await stage.api('DELETE', "IntegrationRuntimeArtifacts('Words_SC')")).status).toBe(202)
    await expect.poll(async () => (await stage.api('GET', "IntegrationRuntimeArtifacts('Words_SC')")).status).toBe(404)
    await expect(stage.deploy(flow)).rejects.toThrow('The script collection Words_SC is not deployed')
  })
})

describe('a message mapping', () => {
  const mapping = (value: string) =>
    mappingFiles({ target: outline('Out 1\n  A ?'), targets: { '/Out/A': constant(value) } }, 'src/main/resources/')

  test('is followed by the flows that refer to it, by its id or by a property of the message', async () => {
    await deployCompanion('MM_Out', 'MessageMapping', mapping('one'))
    await stage.deploy({ id: 'Static', sender: https('/static'), steps: [mappingStep({ messageMappingBundleId: 'MM_Out' })] })
    const named = content('<In/>', { mapping: 'ref:MM_Out' })
    const dynamic = mappingStep({ mappingReference: 'dynamic', mappingSourceValue: '${header.mapping}' })
    await stage.deploy({ id: 'Dynamic', sender: https('/dynamic'), steps: [named, dynamic] })
    for (const address of ['/static', '/dynamic']) expect(await textAt(address)).toContain('<A>one</A>')
    await deployCompanion('MM_Out', 'MessageMapping', mapping('two'))
    for (const address of ['/static', '/dynamic']) await expect.poll(() => textAt(address)).toContain('<A>two</A>')
  })
})

describe('value mappings', () => {
  const values = (target: string) => ({
    'value_mapping.xml': `<vm version="2.0"><group id="1"><entry><agency>ERP</agency><schema>Unit</schema><value>EA</value></entry><entry><agency>Shop</agency><schema>Unit</schema><value>${target}</value></entry></group></vm>`,
  })
  const lookUp = mappingCall('valuemap', [source('/In/Unit')], {
    agency1: 'ERP',
    schema1: 'Unit',
    agency2: 'Shop',
    schema2: 'Unit',
    vmstrategy: '0',
  })
  const resources = mappingFiles({ target: outline('Out 1\n  A ?'), targets: { '/Out/A': lookUp } })
  const order = '<In><Unit>EA</Unit></In>'

  test('count from their deployment until they are taken away, without another deployment of the flow', async () => {
    await stage.deploy({ id: 'Units', sender: https('/units'), steps: [mappingStep()], resources })
    expect(await textAt('/units', order)).toContain('<A>EA</A>')
    await deployCompanion('VM_Units', 'ValueMapping', values('piece'))
    expect(await textAt('/units', order)).toContain('<A>piece</A>')
    expect((await stage.api('DELETE', "IntegrationRuntimeArtifacts('VM_Units')")).status).toBe(202)
    await expect.poll(() => textAt('/units', order)).toContain('<A>EA</A>')
  })

  test('that are no value mapping do not deploy, and take the version before them down', async () => {
    await deployCompanion('VM_Units', 'ValueMapping', values('piece'))
    expect(await textAt('/units', order)).toContain('<A>piece</A>')
    expect(await deployCompanion('VM_Units', 'ValueMapping', { 'value_mapping.xml': '<other/>' })).toBe('FAIL')
    expect((await stage.tenant.store.runtimeArtifacts.find('VM_Units'))?.error).toBe('value_mapping.xml must have the root element vm.')
    expect(await textAt('/units', order)).toContain('<A>EA</A>')
  })
})

describe('the partner directory', () => {
  const parameter = (Pid: string, Id: string, Value: string) => stage.api('POST', 'StringParameters', { Pid, Id, Value })
  const parameters = script(`
    def directory = com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.pd.PartnerDirectoryService.class, null)
    def partner = directory.getPartnerId('ERP', 'Supplier', '4711')
    def user = directory.getPartnerIdOfAuthorizedUser('shop-user')
    message.setBody([partner, directory.getParameter('url', partner, String), directory.getParameter('none', partner, String), user,
      directory.getAuthorizedUsers(partner), new String(directory.getParameter('xslt', partner, com.sap.it.api.pd.BinaryData).getData())].join('|'))`)

  test('tells scripts the partner of an alternative id and of a user, and its parameters', async () => {
    expect((await parameter('Shop', 'url', 'https://shop.example')).status).toBe(201)
    const binary = { Pid: 'Shop', Id: 'xslt', ContentType: 'xsl', Value: Buffer.from('<x/>').toString('base64') }
    expect((await stage.api('POST', 'BinaryParameters', binary)).status).toBe(201)
    const alternative = { Agency: 'ERP', Scheme: 'Supplier', Id: '4711', Pid: 'Shop' }
    expect((await stage.api('POST', 'AlternativePartners', alternative)).status).toBe(201)
    expect((await stage.api('POST', 'AuthorizedUsers', { User: 'shop-user', Pid: 'Shop' })).status).toBe(201)
    await stage.deploy({
      id: 'Partners',
      sender: https('/partners'),
      steps: [groovy('pd.groovy')],
      resources: { 'script/pd.groovy': parameters },
    })
    expect(await textAt('/partners')).toBe('Shop|https://shop.example|null|Shop|[shop-user]|<x/>')
  })
})
