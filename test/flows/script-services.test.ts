import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { groovy, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const IMPORTS = ['gateway.ip.core.customdev.util.Message', 'it.api.ITApiFactory'].map((name) => `import com.sap.${name}`).join('\n')
const script = (body: string): string => `${IMPORTS}\ndef Message processData(Message message) {\n${body}\nreturn message\n}`
const service = (name: string): string => `ITApiFactory.getService(com.sap.it.api.${name}, null)`

/** Runs statements in a flow of their own; the answer is the body. */
async function run(id: string, statements: string, steps: readonly StepSketch[] = []): Promise<string> {
  const resources = { 'script/a.groovy': script(statements) }
  await stage.deploy({ id, sender: https(`/${id}`), steps: [groovy('a.groovy'), ...steps], resources })
  return textAt(`/${id}`)
}

/** The body of the answer; of a failed message what its log says. */
async function textAt(address: string): Promise<string> {
  const answer = await stage.call(address, 'body')
  if (answer.ok) return answer.text()
  const { MessageGuid } = await stage.logOf(answer)
  return (await stage.api('GET', `MessageProcessingLogs('${MessageGuid}')/ErrorInformation/$value`)).text()
}

async function deployCompanion(id: string, type: 'ValueMapping' | 'ScriptCollection', files: Record<string, string | Uint8Array>) {
  const manifest = `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${id}\r\nBundle-Name: ${id}\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ${type}\r\n`
  const all = Object.entries({ 'META-INF/MANIFEST.MF': manifest, ...files })
  const zip = await writeArchive(
    new Map(all.map(([path, content]) => [path, typeof content === 'string' ? Buffer.from(content) : content])),
  )
  const ArtifactContent = Buffer.from(zip).toString('base64')
  const created = await stage.api('POST', `${type}DesigntimeArtifacts`, { Id: id, Name: id, PackageId: 'Tests', ArtifactContent })
  expect(created.status).toBe(201)
  const started = await stage.api('POST', `Deploy${type}DesigntimeArtifact?Id='${id}'&Version='active'`)
  expect(await stage.tenant.deployments.settled(await started.text())).toBe('SUCCESS')
}

async function create(entitySet: string, entity: object): Promise<void> {
  const answer = await stage.api('POST', entitySet, entity)
  expect([entitySet, answer.ok, answer.ok ? '' : await answer.text()]).toEqual([entitySet, true, ''])
}

describe('what the tenant keeps reaches scripts', () => {
  test('value mappings', async () => {
    await run('First', '')
    const entries = ['SAP|Country|DE', 'Shop|Name|Germany']
      .map((entry) => entry.split('|'))
      .map(([agency, schema, value]) => `<entry><agency>${agency}</agency><schema>${schema}</schema><value>${value}</value></entry>`)
    const content = `<vm version="2.0"><group id="1">${entries.join('')}</group></vm>`
    await deployCompanion('Countries', 'ValueMapping', { 'value_mapping.xml': content })
    const statements = `def api = ${service('mapping.ValueMappingApi')}
      message.setBody(api.getMappedValue('SAP', 'Country', 'DE', 'Shop', 'Name') + api.getMappedValue('SAP', 'Country', 'XX', 'Shop', 'Name'))`
    expect(await run('Mapped', statements)).toBe('Germanynull')
  })

  test('number ranges', async () => {
    await create('NumberRanges', {
      Name: 'Bills',
      MinValue: '0',
      MaxValue: '99',
      CurrentValue: '7',
      FieldLength: '3',
      Rotate: 'false',
      Description: '',
    })
    const statements = `def api = ${service('nrc.NumberRangeConfigurationService')}
      message.setBody((1..2).collect { api.getNextValuefromNumberRange('Bills', null) }.join(' '))`
    expect([await run('Numbered', statements), await textAt('/Numbered')]).toEqual(['007 008', '009 010'])
  })

  test('the partner directory', async () => {
    await create('StringParameters', { Pid: 'Shop', Id: 'url', Value: 'https://shop.example' })
    await create('BinaryParameters', { Pid: 'Shop', Id: 'xsl', ContentType: 'xsl', Value: Buffer.from('<x/>').toString('base64') })
    await create('AlternativePartners', { Agency: 'GS1', Scheme: 'GLN', Id: '4012', Pid: 'Shop' })
    await create('AuthorizedUsers', { User: 'shop-user', Pid: 'Shop' })
    const statements = `def api = ${service('pd.PartnerDirectoryService')}
      def pid = api.getPartnerId('GS1', 'GLN', '4012')
      message.setBody([pid, api.getParameter('url', pid, String), new String(api.getParameter('xsl', pid, com.sap.it.api.pd.BinaryData).data),
        api.getAlternativePartnerId('GS1', 'GLN', pid), api.getAuthorizedUsers(pid), api.getPartnerIdOfAuthorizedUser('shop-user')].join(' '))`
    expect(await run('Partner', statements)).toBe('Shop https://shop.example <x/> 4012 [shop-user] Shop')
  })

  test('data stores, which steps and tools see too', async () => {
    const statements = `def store = new com.sap.it.api.asdk.runtime.Factory(com.sap.it.api.asdk.datastore.DataStoreService).getService()
      def bean = new com.sap.it.api.asdk.datastore.DataBean(); bean.setDataAsArray('kept'.bytes); bean.setHeaders([n: 1])
      def config = new com.sap.it.api.asdk.datastore.DataConfig(); config.setStoreName('Scripted'); config.setId('e1')
      store.put(bean, config)
      message.setBody(new String(store.get('Scripted', 'e1').dataAsArray) + ' ' + store.get('Scripted', 'none'))`
    expect(await run('Stored', statements)).toBe('kept null')
    const { d } = (await (await stage.api('GET', 'DataStoreEntries')).json()) as { d: { results: { Id: string; DataStoreName: string }[] } }
    expect(d.results.map(({ Id, DataStoreName }) => [DataStoreName, Id])).toEqual([['Scripted', 'e1']])
    const get: StepSketch = {
      activity: 'DBstorage',
      properties: { operation: 'get', storageName: 'Scripted', dataStoreId: 'e1', visibility: 'global' },
    }
    await stage.deploy({ id: 'Fetched', sender: https('/Fetched'), steps: [get] })
    expect(await textAt('/Fetched')).toBe('kept')
  })

  test('users, secure parameters and what is missing', async () => {
    await create('UserCredentials', { Name: 'shop', Kind: 'default', User: 'me', Password: 'pw' })
    await create('SecureParameters', { Name: 'key', SecureParam: 'k-1' })
    const statements = `def api = ${service('securestore.SecureStoreService')}
      def missing = { name -> try { api.getUserCredential(name) } catch (e) { e.class.simpleName } }
      message.setBody([api.getUserCredential('shop').username, new String(api.getUserCredential('shop').password), new String(api.getUserCredential('key').password), missing('none')].join(' '))`
    expect(await run('Secret', statements)).toBe('me pw k-1 SecureStoreException')
  })

  test('the keystore: what a script signs, its certificate verifies', async () => {
    const subject = { CommonName: 'signer', Country: 'DE', Organization: 'Tests' }
    const valid = { ValidNotBefore: '/Date(1700000000000)/', ValidNotAfter: '/Date(2000000000000)/' }
    await create('KeyPairGenerationRequests', {
      Alias: 'signer',
      KeyType: 'RSA',
      KeySize: 2048,
      SignatureAlgorithm: 'SHA256withRSA',
      ...subject,
      ...valid,
    })
    const statements = `def api = ${service('keystore.KeystoreService')}
      def signature = java.security.Signature.getInstance('SHA256withRSA')
      signature.initSign(api.getKeyPair('signer').private)
      signature.update('text'.bytes)
      def signed = signature.sign()
      signature.initVerify(api.getCertificate('signer'))
      signature.update('text'.bytes)
      message.setBody([signature.verify(signed), api.getKey('signer').algorithm, api.getCertificate('signer').subjectX500Principal.name.contains('CN=signer')].join(' '))`
    expect(await run('Signed', statements)).toBe('true RSA true')
  })
})

describe('code that scripts come with', () => {
  let jar: Uint8Array
  beforeAll(() => {
    jar = compiledJar(
      'Greeter.java',
      'package tools; public class Greeter { public static String greet(String name) { return "hello " + name; } }',
    )
  })
  const greeting = `${IMPORTS}\nimport tools.Greeter\ndef Message processData(Message message) { message.setBody(Greeter.greet(message.getBody(String))); message }`

  test('a jar of the artifact', async () => {
    const resources = { 'script/a.groovy': greeting, 'lib/tools.jar': jar }
    await stage.deploy({ id: 'Jar', sender: https('/Jar'), steps: [groovy('a.groovy')], resources })
    expect(await textAt('/Jar')).toBe('hello body')
    await expect(
      stage.deploy({ id: 'NoJar', sender: https('/NoJar'), steps: [groovy('a.groovy')], resources: { 'script/a.groovy': greeting } }),
    ).rejects.toThrow('a.groovy: line 3: unable to resolve class tools.Greeter')
  })

  test('a jar of a script collection', async () => {
    await deployCompanion('Tools', 'ScriptCollection', {
      'src/main/resources/script/a.groovy': greeting,
      'src/main/resources/lib/tools.jar': jar,
    })
    const step = { activity: 'Script', properties: { subActivityType: 'GroovyScript', script: 'a.groovy', scriptBundleId: 'Tools' } }
    await stage.deploy({ id: 'Collected', sender: https('/Collected'), steps: [step] })
    expect(await textAt('/Collected')).toBe('hello body')
  })

  test.each([
    [
      'OwnClass',
      'a.groovy',
      `${IMPORTS}\nclass a {\n static String twice(String text) { text * 2 }\n}\ndef Message processData(Message message) { message.setBody(a.twice('x')); message }`,
      'xx',
    ],
    [
      'AloneClass',
      'Worker.groovy',
      `${IMPORTS}\nclass Worker { Message processData(Message message) { message.setBody(helper()); message }\n private String helper() { 'alone' } }`,
      'alone',
    ],
    [
      'Package',
      'a.groovy',
      `package com.example.scripts\n${IMPORTS}\ndef Message processData(Message message) { message.setBody(this.class.name); message }`,
      'com.example.scripts.a',
    ],
  ])('a script with its own %s', async (id, file, source, expected) => {
    await stage.deploy({ id, sender: https(`/${id}`), steps: [groovy(file)], resources: { [`script/${file}`]: source } })
    expect(await textAt(`/${id}`)).toBe(expected)
  })

  test('what it runs on, by OSGi', async () => {
    const source = `${IMPORTS}\nimport org.osgi.framework.FrameworkUtil\ndef Message processData(Message message) {
      def context = FrameworkUtil.getBundle(Message).bundleContext
      def groovy = context.bundles.find { it.symbolicName.contains('groovy') }
      def reference = context.getServiceReference(com.sap.it.api.securestore.SecureStoreService)
      message.setBody([groovy.version.toString().startsWith('2.4'), context.bundles.size() > 2, context.getService(reference) != null, FrameworkUtil.getBundle(this.class)].join(' '))
      message }`
    await stage.deploy({ id: 'Osgi', sender: https('/Osgi'), steps: [groovy('a.groovy')], resources: { 'script/a.groovy': source } })
    expect(await textAt('/Osgi')).toBe('true true true null')
  })
})

/** A jar of one Java source. */
function compiledJar(fileName: string, source: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-jar-'))
  try {
    writeFileSync(join(folder, fileName), source)
    execFileSync('javac', ['--release', '8', '-Xlint:-options', '-d', join(folder, 'classes'), join(folder, fileName)])
    execFileSync('jar', ['cf', join(folder, 'tools.jar'), '-C', join(folder, 'classes'), '.'])
    return readFileSync(join(folder, 'tools.jar'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
