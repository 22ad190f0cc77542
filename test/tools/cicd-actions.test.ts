import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { type CurlAnswer, curl } from '../support/curl.ts'
import { content, flowFiles, https } from '../support/flow.ts'
import { type ServiceKey, serviceKey } from '../support/service-key.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** The actions are shell scripts around curl: the same command lines run here. */
const ROLES = [
  'WorkspacePackagesEdit',
  'WorkspacePackagesConfigure',
  'WorkspaceArtifactsDeploy',
  'MonitoringDataRead',
  'AuthGroup_TenantPartnerDirectoryConfigurator',
]

let tenant: TestTenant
let key: ServiceKey
let folder: string
let token: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-actions-'))
  tenant = await testTenant()
  key = await serviceKey(tenant, 'api', ROLES)
  token = await getToken()
})
afterAll(async () => {
  await tenant.stop()
  rmSync(folder, { recursive: true })
})

const run = (...parameters: string[]): Promise<CurlAnswer> => curl(join(tenant.dataDir, 'tls', 'ca.pem'), ...parameters)
const authorization = (): string[] => ['-H', `Authorization: ${token}`]
const json = ['-H', 'Content-Type: application/json', '-H', 'Accept: application/json']
const address = (path: string): string => `${key.url}/api/v1/${path}`
const dataOf = ({ body }: CurlAnswer) => JSON.parse(body).d

/** get-token: id and secret both ways at once. */
async function getToken(): Promise<string> {
  const form = ['grant_type=client_credentials', `client_id=${key.clientid}`, `client_secret=${key.clientsecret}`]
  const fields = form.flatMap((field) => ['--data-urlencode', field])
  const credentials = ['-u', `${key.clientid}:${key.clientsecret}`]
  const answer = await run('-X', 'POST', key.tokenurl, '-H', 'Content-Type: application/x-www-form-urlencoded', ...credentials, ...fields)
  expect(answer.status).toBe(200)
  return `Bearer ${JSON.parse(answer.body).access_token}`
}

const get = (path: string, ...more: string[]) => run('-X', 'GET', address(path), ...authorization(), ...more)
const remove = (path: string) => run('-X', 'DELETE', address(path), ...authorization())

/** deploy-package: the zip goes in from a file. */
async function deployPackage(zip: Uint8Array): Promise<CurlAnswer> {
  const payload = join(folder, 'payload.json')
  writeFileSync(payload, JSON.stringify({ PackageContent: Buffer.from(zip).toString('base64') }))
  return run('-X', 'POST', address('IntegrationPackages'), ...authorization(), ...json, '--data-binary', `@${payload}`)
}

/** get-package-as-zip. */
async function packageAsZip(id: string): Promise<Uint8Array> {
  const file = join(folder, `${id}.zip`)
  expect((await run('-o', file, '-X', 'GET', address(`IntegrationPackages('${id}')/$value`), ...authorization())).status).toBe(200)
  return readFileSync(file)
}

/** A package with one flow, made as an author would. */
async function authored(): Promise<void> {
  const sketch = { id: 'Flow', sender: https('{{Sender Endpoint}}'), steps: [content('done')] }
  const files = flowFiles({ ...sketch, resources: { 'parameters.prop': 'Sender\\ Endpoint=/actions\n' } })
  const ArtifactContent = Buffer.from(await writeArchive(files)).toString('base64')
  const bodies = [
    ['IntegrationPackages', { Id: 'Sales', Name: 'Sales Flows', ShortText: 'Sales' }],
    ['IntegrationDesigntimeArtifacts', { Id: 'Flow', Name: 'Flow', PackageId: 'Sales', ArtifactContent }],
  ] as const
  for (const [set, body] of bodies) {
    expect((await run('-X', 'POST', address(set), ...authorization(), ...json, '-d', JSON.stringify(body))).status).toBe(201)
  }
}

test('a package goes from one stage to the next, is configured, deployed, undeployed and deleted', async () => {
  await authored()
  const zip = await packageAsZip('Sales')
  expect((await remove("IntegrationPackages('Sales')")).status).toBe(202)

  expect((await deployPackage(zip)).status).toBe(201)
  expect(dataOf(await get("IntegrationPackages('Sales')?$format=json")).Name).toBe('Sales Flows')
  const ids: Record<string, string[]> = {}
  for (const type of ['Integration', 'ValueMapping', 'MessageMapping', 'ScriptCollection']) {
    const answer = await get(`IntegrationPackages('Sales')/${type}DesigntimeArtifacts?$format=json`)
    expect(answer.status).toBe(200)
    ids[type] = dataOf(answer).results.map(({ Id }: { Id: string }) => Id)
  }
  expect(ids).toEqual({ Integration: ['Flow'], ValueMapping: [], MessageMapping: [], ScriptCollection: [] })
  const artifact = "IntegrationDesigntimeArtifacts(Id='Flow',Version='active')"
  expect(dataOf(await get(artifact, '-H', 'Accept: application/json')).PackageId).toBe('Sales')

  const parameters = dataOf(await get(`${artifact}/Configurations?$format=json`)).results
  expect(parameters).toMatchObject([{ ParameterKey: 'Sender Endpoint', ParameterValue: '/actions' }])
  const value = JSON.stringify({ ParameterValue: '/actions/stage', DataType: 'xsd:string', Description: '' })
  const link = address(`${artifact}/$links/Configurations('Sender%20Endpoint')`)
  expect((await run('-o', '/dev/null', '-X', 'PUT', link, ...authorization(), ...json, '-d', value)).status).toBe(202)

  const started = await run('-X', 'POST', address("DeployIntegrationDesigntimeArtifact?Id='Flow'&Version='active'"), ...authorization())
  expect(started.status).toBe(202)
  const runtime = "IntegrationRuntimeArtifacts('Flow')"
  const status = async () => dataOf(await get(`${runtime}?$select=Status`, '-H', 'Accept: application/json')).Status
  await expect.poll(status, { interval: 5 }).toBe('STARTED')
  expect((await tenant.deployments.endpoints()).map(({ address }) => address)).toEqual(['/actions/stage'])

  expect((await remove(runtime)).status).toBe(202)
  expect((await get(`${runtime}?$select=Status`, '-H', 'Accept: application/json')).status).toBe(404)
  expect((await remove(runtime)).status).toBe(404)
  expect((await remove("IntegrationPackages('Sales')")).status).toBe(202)
  expect((await remove("IntegrationPackages('Sales')")).status).toBe(404)
})

test('a partner with all its entries is created, read and deleted', async () => {
  const Pid = 'PARTNER_1'
  const entries: Readonly<Record<string, object>> = {
    AlternativePartners: { Agency: 'ERP', Scheme: 'Customer', Id: '4711', Pid },
    AuthorizedUsers: { User: 'partner-user', Pid },
    StringParameters: { Pid, Id: 'ReceiverUrl', Value: 'https://example.com/orders' },
    BinaryParameters: { Pid, Id: 'Mapping', ContentType: 'xsl', Value: Buffer.from('<xsl/>').toString('base64') },
  }
  const post = (set: string) => run('-X', 'POST', address(set), ...authorization(), ...json, '-d', JSON.stringify(entries[set]))
  for (const set of Object.keys(entries)) expect([set, (await post(set)).status]).toEqual([set, 201])

  const ofPartner = async (set: string) => {
    const answer = await get(`${set}?$format=json&$filter=Pid%20eq%20'${Pid}'`)
    expect([set, answer.status]).toEqual([set, 200])
    return dataOf(answer).results
  }
  expect(await ofPartner('Partners')).toMatchObject([{ Pid }])
  for (const [set, entry] of Object.entries(entries)) expect(await ofPartner(set)).toMatchObject([entry])

  expect((await remove(`Partners('${Pid}')`)).status).toBe(204)
  for (const set of ['Partners', ...Object.keys(entries)]) expect(await ofPartner(set)).toEqual([])
})

test('an entry that is there already is a failure that the action reports', async () => {
  const entry = JSON.stringify({ Pid: 'TWICE', Id: 'One', Value: 'x' })
  const post = () => run('-X', 'POST', address('StringParameters'), ...authorization(), ...json, '-d', entry)
  expect((await post()).status).toBe(201)
  const again = await post()
  expect(again.status).toBe(500)
  expect(JSON.parse(again.body).error.message.value).toMatch(
    /^Problem during creating an entity: Inserting String Parameter with partner ID TWICE and parameter ID One /,
  )
})
