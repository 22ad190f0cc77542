import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Files, readArchive, writeArchive } from '../../src/iflow/archive.ts'
import { readFolder } from '../../src/iflow/folder.ts'
import { MANIFEST_PATH, readManifest } from '../../src/iflow/manifest.ts'
import { readPackageExport } from '../../src/iflow/package-export.ts'
import { accessToken, testClient } from '../support/client.ts'
import { type ExportedArtifact, LINK, packageExport } from '../support/package-export.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const FLOW_FOLDER = fileURLToPath(new URL('../../examples/product-details', import.meta.url))
const FLOW = "IntegrationDesigntimeArtifacts(Id='ProductDetails',Version='active')"

let source: TestTenant
let target: TestTenant
beforeAll(async () => {
  ;[source, target] = await Promise.all([testTenant(), testTenant()])
})
afterAll(() => Promise.all([source.stop(), target.stop()]))

async function call(tenant: TestTenant, method: string, path: string, body?: object): Promise<Response> {
  const authorization = `Bearer ${tenant.adminToken}`
  const headers = { authorization, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) }
  const answer = await fetch(`${tenant.publicUrl}/api/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
const read = async (tenant: TestTenant, path: string): Promise<any> =>
  ((await (await call(tenant, 'GET', path)).json()) as { d: unknown }).d
const bytes = async (tenant: TestTenant, path: string) => Buffer.from(await (await call(tenant, 'GET', path)).arrayBuffer())

const importPackage = (tenant: TestTenant, zip: Uint8Array) =>
  call(tenant, 'POST', 'IntegrationPackages', { PackageContent: Buffer.from(zip).toString('base64') })

const exported = async (tenant: TestTenant, id: string): Promise<Files> =>
  readArchive(await bytes(tenant, `IntegrationPackages('${id}')/$value`))

/** Artifact id → its content, as hash-sized comparable text. */
const contentsOf = (files: Files): Record<string, string> =>
  Object.fromEntries(readPackageExport(files).resources.map(({ id, content }) => [id, Buffer.from(content).toString('base64')]))

/** Everything but the note of when it was exported. */
const entriesOf = (files: Files): Record<string, string> =>
  Object.fromEntries(
    [...files]
      .filter(([path]) => path !== 'ExportInformation.info')
      .map(([path, content]) => [path, Buffer.from(content).toString('base64')]),
  )

const textsOf = (files: Files): Record<string, string> =>
  Object.fromEntries([...files].map(([path, content]) => [path, Buffer.from(content).toString()]))

const companion = async (type: ExportedArtifact['type'], id: string, path: string, text: string): Promise<ExportedArtifact> => {
  const manifest = `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${id}\r\nBundle-Name: ${id}\r\nBundle-Version: 2.0.1\r\nSAP-BundleType: ${type}\r\n`
  const files = { 'META-INF/MANIFEST.MF': manifest, [path]: text }
  const content = await writeArchive(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])))
  return { id, name: id, type, version: '2.0.1', content }
}

describe('a package from another tenant', () => {
  let artifacts: ExportedArtifact[]
  beforeAll(async () => {
    const flow = await writeArchive(await readFolder(FLOW_FOLDER))
    artifacts = [
      { id: 'ProductDetails', name: 'Product Details', type: 'IFlow', version: '1.0.0', content: flow },
      await companion('ScriptCollection', 'Scripts', 'src/main/resources/script/a.groovy', 'def Message processData(Message m) { m }'),
      await companion(
        'ValueMapping',
        'Codes',
        'value_mapping.xml',
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><vm version="2.0"/>',
      ),
    ]
    await importPackage(source, await packageExport({ id: 'Examples', name: 'Example Flows', artifacts }))
  })

  test('is there with its texts and artifacts, each as it was', async () => {
    expect(await read(source, "IntegrationPackages('Examples')")).toMatchObject({
      Id: 'Examples',
      Name: 'Example Flows',
      Version: '1.2.0',
      Vendor: 'Acme',
      ShortText: 'Example Flows, in short',
      Description: '<p>Texts & more</p>',
    })
    for (const [type, id, version] of [
      ['Integration', 'ProductDetails', '1.0.0'],
      ['ScriptCollection', 'Scripts', '2.0.1'],
      ['ValueMapping', 'Codes', '2.0.1'],
    ]) {
      const { results } = await read(source, `IntegrationPackages('Examples')/${type}DesigntimeArtifacts`)
      expect(results).toMatchObject([{ Id: id, Version: version, PackageId: 'Examples' }])
    }
    for (const { id, type, content } of artifacts) {
      const set = `${type === 'IFlow' ? 'Integration' : type}DesigntimeArtifacts`
      expect((await bytes(source, `${set}(Id='${id}',Version='active')/$value`)).equals(content)).toBe(true)
    }
    const all = [...artifacts, LINK]
    expect(contentsOf(await exported(source, 'Examples'))).toEqual(
      Object.fromEntries(all.map(({ id, content }) => [id, Buffer.from(content).toString('base64')])),
    )
  })

  test('changes in one parameter and one resource, and in nothing else', async () => {
    const before = textsOf(await readArchive(await bytes(source, `${FLOW}/$value`)))
    const address = `${source.localUrl}/examples/catalogue.svc`
    await call(source, 'PUT', `${FLOW}/$links/Configurations('Catalogue%20Address')`, { ParameterValue: address })
    const script = 'def Message processData(Message message) { message }\n'
    const resource = { Name: 'note.groovy', ResourceType: 'groovy', ResourceContent: Buffer.from(script).toString('base64') }
    await call(source, 'POST', `${FLOW}/Resources`, resource)

    const after = textsOf(await readArchive(await bytes(source, `${FLOW}/$value`)))
    const parameters = 'src/main/resources/parameters.prop'
    expect(after).toEqual({ ...before, [parameters]: expect.any(String), 'src/main/resources/script/note.groovy': script })
    expect(after[parameters]).toContain(address.replaceAll(':', '\\:'))
    expect(after[parameters]).toContain('Role=ESBMessaging.send')
  })

  test('is saved as a version, while the old one stays as it was', async () => {
    const draft = textsOf(await readArchive(await bytes(source, `${FLOW}/$value`)))
    await call(source, 'POST', "IntegrationDesigntimeArtifactSaveAsVersion?Id='ProductDetails'&SaveAsVersion='1.0.1'")
    expect((await read(source, FLOW)).Version).toBe('1.0.1')
    const saved = textsOf(await readArchive(await bytes(source, FLOW.replace('active', '1.0.1').concat('/$value'))))
    const manifest = draft[MANIFEST_PATH]!.replace('Bundle-Version: 1.0.0', 'Bundle-Version: 1.0.1')
    expect(saved).toEqual({ ...draft, [MANIFEST_PATH]: manifest })
    expect((await read(source, FLOW.replace('active', '1.0.0'))).Version).toBe('1.0.0')
  })

  test('is deployed, called, and its log read down to the steps', async () => {
    const task = await (await call(source, 'POST', "DeployIntegrationDesigntimeArtifact?Id='ProductDetails'&Version='active'")).text()
    const status = async () => (await read(source, `BuildAndDeployStatus(TaskId='${task}')`)).Status
    await expect.poll(status, { interval: 5 }).toBe('SUCCESS')
    expect(await read(source, "IntegrationRuntimeArtifacts('ProductDetails')")).toMatchObject({ Version: '1.0.1', Status: 'STARTED' })
    const endpoints = await read(source, "ServiceEndpoints?$expand=EntryPoints&$filter=Name eq 'ProductDetails'")
    const [{ Url }] = endpoints.results[0].EntryPoints.results

    const authorization = `Bearer ${await accessToken(await testClient(source, 'cloud-foundry'))}`
    const answer = await fetch(Url, { method: 'POST', headers: { authorization }, body: '{"productIdentifier":"HT-2000"}' })
    expect([answer.status, await answer.json()]).toEqual([200, { Product: expect.objectContaining({ ProductID: 'HT-2000' }) }])

    const guid = answer.headers.get('SAP_MessageProcessingLogID')!
    const logs = async () => (await read(source, `MessageProcessingLogs?$filter=MessageGuid eq '${guid}'&$expand=Runs`)).results
    await expect.poll(async () => (await logs()).length, { interval: 5 }).toBe(1)
    const [log] = await logs()
    const artifact = { Id: 'ProductDetails', Name: 'Product Details', PackageId: 'Examples', PackageName: 'Example Flows' }
    expect(log).toMatchObject({ Status: 'COMPLETED', IntegrationArtifact: artifact })
    const steps = await read(source, `MessageProcessingLogRuns('${log.Runs.results[0].Id}')/RunSteps`)
    const activities = steps.results.map(({ Activity }: { Activity: string }) => Activity)
    expect(activities).toEqual(expect.arrayContaining(['Start Message', 'JSON to XML Converter', 'Request Reply', 'End Message']))
    expect(new Set(steps.results.map(({ Status }: { Status: string }) => Status))).toEqual(new Set(['COMPLETED']))
  })

  test('goes on to an empty tenant and comes out of it the same', async () => {
    const first = await bytes(source, "IntegrationPackages('Examples')/$value")
    await importPackage(target, first)
    expect((await read(target, FLOW)).Version).toBe('1.0.1')
    const files = await readArchive(first)
    const again = await exported(target, 'Examples')
    expect(entriesOf(again)).toEqual(entriesOf(files))
    const untouched = artifacts
      .filter(({ id }) => id !== 'ProductDetails')
      .map(({ id, content }) => [id, Buffer.from(content).toString('base64')])
    expect(contentsOf(again)).toMatchObject(Object.fromEntries(untouched))
  })
})

const ONE_OF = 8

/** Some of the real flows in the folder, when it is there: each name once. */
async function corpusFlows(folder: string): Promise<ExportedArtifact[]> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name, index) => name.endsWith('.zip') && index % ONE_OF === 0) : []
  const flows = new Map<string, ExportedArtifact>()
  for (const name of names) {
    const content = readFileSync(join(folder, name))
    const { id, name: label, version } = readManifest((await readArchive(content)).get(MANIFEST_PATH)!)
    flows.set(id, { id, name: label, type: 'IFlow', version, content })
  }
  return [...flows.values()]
}

test('flows that others made come out of a package as they went in', async () => {
  const flow: ExportedArtifact = {
    id: 'Alone',
    name: 'Alone',
    type: 'IFlow',
    version: '1.0.0',
    content: await writeArchive(await readFolder(FLOW_FOLDER)),
  }
  const artifacts = [flow, ...(await corpusFlows(join(process.env.SLUICE_CORPUS ?? '../shared/corpus', 'iflows')))]
  await importPackage(target, await packageExport({ id: 'Corpus', name: 'Corpus', artifacts }))
  const contents = contentsOf(await exported(target, 'Corpus'))
  expect(Object.keys(contents).sort()).toEqual([...artifacts, LINK].map(({ id }) => id).sort())
  const changed = artifacts.filter(({ id, content }) => contents[id] !== Buffer.from(content).toString('base64')).map(({ id }) => id)
  expect(changed).toEqual([])
})
