import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { type ExactAnswer, exactRequest } from '../support/exact-request.ts'
import { content, flowFiles, https } from '../support/flow.ts'
import { type ServiceKey, serviceKey } from '../support/service-key.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** The least that its documentation asks for. */
const ROLES = ['WorkspacePackagesEdit', 'WorkspacePackagesConfigure', 'WorkspaceArtifactsDeploy', 'MonitoringDataRead']
const GO = { 'User-Agent': 'Go-http-client/1.1', 'Accept-Encoding': 'gzip' }

let tenant: TestTenant
let key: ServiceKey
beforeAll(async () => {
  tenant = await testTenant()
  key = await serviceKey(tenant, 'api', ROLES)
})
afterAll(() => tenant.stop())

/** FlashPipe speaks https only. */
function send(method: string, path: string, headers: Record<string, string>, body?: string): Promise<ExactAnswer> {
  const authority = readFileSync(join(tenant.dataDir, 'tls', 'ca.pem'), 'utf8')
  return exactRequest(method, tenant.httpsUrl + path, { headers: { ...GO, ...headers }, authority, ...(body !== undefined && { body }) })
}

/** How its http client signs in: reads, and changes with what must come before them. */
interface Session {
  get(path: string): Promise<ExactAnswer>
  change(method: string, path: string, body?: object): Promise<ExactAnswer>
}

/** Go's oauth2 package escapes id and secret before it joins them (RFC 6749 §2.3.1). */
async function oauth(): Promise<Session> {
  const credentials = [key.clientid, key.clientsecret].map(queryEscape).join(':')
  const form = { Authorization: basic(credentials), 'Content-Type': 'application/x-www-form-urlencoded' }
  const token = await send('POST', '/oauth/token', form, 'grant_type=client_credentials')
  expect(token.status).toBe(200)
  const Authorization = `Bearer ${JSON.parse(token.text).access_token}`
  return {
    get: (path) => send('GET', `/api/v1/${path}`, { Authorization, Accept: 'application/json' }),
    change: (method, path, body) => send(method, `/api/v1/${path}`, { Authorization, ...contentHeaders(body) }, text(body)),
  }
}

/** With user and password every change is preceded by a CSRF token of its own. */
async function userAndPassword(): Promise<Session> {
  const Authorization = basic(`${key.clientid}:${key.clientsecret}`)
  return {
    get: (path) => send('GET', `/api/v1/${path}`, { Authorization, Accept: 'application/json' }),
    async change(method, path, body) {
      const fetched = await send('GET', '/api/v1/', { Authorization, 'X-Csrf-Token': 'fetch' })
      expect(fetched.status).toBe(200)
      const token = String(fetched.headers['x-csrf-token'])
      const Cookie = fetched.headers['set-cookie']!.map((cookie) => cookie.split(';')[0]).join('; ')
      return send(method, `/api/v1/${path}`, { Authorization, 'X-Csrf-Token': token, Cookie, ...contentHeaders(body) }, text(body))
    },
  }
}

const queryEscape = (value: string): string => new URLSearchParams({ value }).toString().slice('value='.length)
const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`
const contentHeaders = (body?: object): Record<string, string> => ({
  Accept: 'application/json',
  ...(body && { 'Content-Type': 'application/json' }),
})
const text = (body?: object): string | undefined => body && JSON.stringify(body)
const dataOf = (answer: ExactAnswer) => JSON.parse(answer.text).d

describe.each([
  ['OAuth', oauth],
  ['user and password', userAndPassword],
] as const)('with %s', (name, signIn) => {
  const packageId = name === 'OAuth' ? 'FlashPipeOAuth' : 'FlashPipeBasic'
  let session: Session
  beforeAll(async () => {
    session = await signIn()
  })

  test('update package: creates it, then updates it', async () => {
    const path = `IntegrationPackages('${packageId}')`
    const item = { Id: packageId, Name: 'FlashPipe', Description: 'From git', ShortText: 'From git', Version: '1.0.0', Vendor: 'Acme' }
    expect((await session.get(path)).status).toBe(404)
    expect((await session.change('POST', 'IntegrationPackages', { d: item })).status).toBe(201)
    expect(dataOf(await session.get(path))).toMatchObject({ ...item, Mode: 'EDIT_ALLOWED' })
    expect((await session.change('PUT', path, { d: { ...item, Version: '1.0.1' } })).status).toBe(202)
    expect(dataOf(await session.get(path)).Version).toBe('1.0.1')
  })

  test('update artifact and deploy: creates, updates, configures and starts an integration flow', async () => {
    const id = `${packageId}_Flow`
    const artifact = `IntegrationDesigntimeArtifacts(Id='${id}',Version='active')`
    const runtime = `IntegrationRuntimeArtifacts('${id}')`
    const zip = (version: string) => zipOf(id, version)
    expect((await session.get(artifact)).status).toBe(404)
    const create = { Name: id, Id: id, PackageId: packageId, ArtifactContent: await zip('1.0.0') }
    expect((await session.change('POST', 'IntegrationDesigntimeArtifacts', create)).status).toBe(201)

    expect((await session.get(artifact)).status).toBe(200)
    const listed = dataOf(await session.get(`IntegrationPackages('${packageId}')/IntegrationDesigntimeArtifacts`)).results
    expect(listed.map((item: { Id: string; Version: string }) => [item.Id, item.Version])).toEqual([[id, '1.0.0']])
    const download = await session.get(`${artifact}/$value`)
    expect([download.status, download.content.toString('base64')]).toEqual([200, await zip('1.0.0')])
    expect((await session.change('PUT', artifact, { ArtifactContent: await zip('1.0.1') })).status).toBe(200)
    expect(dataOf(await session.get(artifact)).Version).toBe('1.0.1')
    expect((await session.get(runtime)).status).toBe(404)

    const configurations = dataOf(await session.get(`${artifact}/Configurations`)).results
    expect(configurations).toMatchObject([{ ParameterKey: 'Sender Address', ParameterValue: `/${id}`, DataType: 'xsd:string' }])
    const address = `/${id}/configured`
    const link = `${artifact}/$links/Configurations('Sender%20Address')`
    expect((await session.change('PUT', link, { ParameterValue: address })).status).toBe(202)

    expect((await session.change('POST', `DeployIntegrationDesigntimeArtifact?Id='${id}'&Version='active'`)).status).toBe(202)
    await expect.poll(async () => dataOf(await session.get(runtime)).Status, { interval: 5 }).toBe('STARTED')
    expect(dataOf(await session.get(runtime))).toMatchObject({ Version: '1.0.1', Status: 'STARTED' })

    expect((await session.change('DELETE', runtime)).status).toBe(202)
    const gone = await session.get(runtime)
    expect([gone.status, gone.text]).toEqual([404, expect.stringContaining('Requested entity could not be found')])
  })

  test('deploy of a flow that cannot run: prints the first parameter of the error information', async () => {
    const id = `${packageId}_Broken`
    const ArtifactContent = await zipOf(id, '1.0.0', 'missing.groovy')
    const create = { Name: id, Id: id, PackageId: packageId, ArtifactContent }
    expect((await session.change('POST', 'IntegrationDesigntimeArtifacts', create)).status).toBe(201)
    expect((await session.change('POST', `DeployIntegrationDesigntimeArtifact?Id='${id}'&Version='active'`)).status).toBe(202)
    const runtime = `IntegrationRuntimeArtifacts('${id}')`
    await expect.poll(async () => dataOf(await session.get(runtime)).Status, { interval: 5 }).toBe('ERROR')
    const information = await session.get(`${runtime}/ErrorInformation/$value`)
    expect(information.status).toBe(200)
    expect(JSON.parse(information.text).parameter[0]).toContain('validation of resource is failed')
  })

  test.each([
    ['ScriptCollection', 'PUT'],
    ['MessageMapping', 'PUT'],
    ['ValueMapping', 'DELETE and POST'],
  ])('update artifact: a %s is changed with %s', async (type, way) => {
    const id = `${packageId}_${type}`
    const artifact = `${type}DesigntimeArtifacts(Id='${id}',Version='active')`
    const create = async (version: string) => {
      const body = { Name: id, Id: id, PackageId: packageId, ArtifactContent: await companionZip(type, id, version) }
      return (await session.change('POST', `${type}DesigntimeArtifacts`, body)).status
    }
    expect((await session.get(artifact)).status).toBe(404)
    expect(await create('1.0.0')).toBe(201)
    const listed = dataOf(await session.get(`IntegrationPackages('${packageId}')/${type}DesigntimeArtifacts`)).results
    expect(listed.map((item: { Version: string }) => item.Version)).toEqual(['1.0.0'])
    expect((await session.get(`${artifact}/$value`)).content.toString('base64')).toBe(await companionZip(type, id, '1.0.0'))
    if (way === 'PUT') {
      const body = { ArtifactContent: await companionZip(type, id, '1.0.1') }
      expect((await session.change('PUT', artifact, body)).status).toBe(200)
    } else {
      expect((await session.change('DELETE', artifact)).status).toBe(200)
      expect(await create('1.0.1')).toBe(201)
    }
    expect(dataOf(await session.get(artifact)).Version).toBe('1.0.1')
    expect((await session.change('POST', `Deploy${type}DesigntimeArtifact?Id='${id}'&Version='active'`)).status).toBe(202)
    await expect.poll(async () => dataOf(await session.get(`IntegrationRuntimeArtifacts('${id}')`)).Status, { interval: 5 }).toBe('STARTED')
  })

  test('snapshot and sync: every package, every artifact of the four types, every content', async () => {
    const packages = dataOf(await session.get('IntegrationPackages')).results.map(({ Id }: { Id: string }) => Id)
    expect(packages).toContain(packageId)
    for (const type of ['Integration', 'MessageMapping', 'ScriptCollection', 'ValueMapping']) {
      for (const { Id, Version } of dataOf(await session.get(`IntegrationPackages('${packageId}')/${type}DesigntimeArtifacts`)).results) {
        expect(Version).not.toBe('Active')
        expect((await session.get(`${type}DesigntimeArtifacts(Id='${Id}',Version='active')/$value`)).status).toBe(200)
      }
    }
  })
})

/** A flow whose address is externalised; with a script that is missing it cannot be deployed. */
async function zipOf(id: string, version: string, script?: string): Promise<string> {
  const call = { activity: 'Script', properties: { subActivityType: 'GroovyScript', script: script ?? '' } }
  const files = flowFiles({
    id,
    sender: https('{{Sender Address}}'),
    steps: [content('done'), ...(script === undefined ? [] : [call])],
    resources: {
      'parameters.prop': `Sender\\ Address=/${id}\n`,
      'parameters.propdef':
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?><parameters><parameter><key/><name>Sender Address</name><type>xsd:string</type><isRequired>false</isRequired></parameter></parameters>',
    },
  })
  const manifest = Buffer.from(files.get('META-INF/MANIFEST.MF')!).toString()
  files.set('META-INF/MANIFEST.MF', Buffer.from(manifest.replace('Bundle-Version: 1.0.0', `Bundle-Version: ${version}`)))
  return Buffer.from(await writeArchive(files)).toString('base64')
}

const COMPANION_FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ScriptCollection: { 'src/main/resources/script/a.groovy': 'def Message processData(Message message) { message }' },
  MessageMapping: { 'src/main/resources/mapping/a.mmap': '<mapping/>' },
  ValueMapping: { 'value_mapping.xml': '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><vm version="2.0"/>' },
}

async function companionZip(type: string, id: string, version: string): Promise<string> {
  const manifest = `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${id}\r\nBundle-Name: ${id}\r\nBundle-Version: ${version}\r\nSAP-BundleType: ${type}\r\n`
  const files = Object.entries({ 'META-INF/MANIFEST.MF': manifest, ...COMPANION_FILES[type] })
  return Buffer.from(await writeArchive(new Map(files.map(([path, text]) => [path, Buffer.from(text)])))).toString('base64')
}
