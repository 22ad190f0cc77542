import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readArchive, writeArchive } from '../iflow/archive.ts'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeEach(async () => {
  server = await openServer()
})
afterEach(() => server.stop())

const manifestOf = (id: string, type = 'IntegrationFlow') =>
  `Manifest-Version: 1.0\nBundle-SymbolicName: ${id}; singleton:=true\nBundle-Name: ${id} flow\nBundle-Version: 1.0.1\nSAP-BundleType: ${type}\n`

function folderOf(id: string, type?: string): string {
  const folder = join(server.folder, `folder-of-${id}`)
  mkdirSync(join(folder, 'META-INF'), { recursive: true })
  mkdirSync(join(folder, '.git'), { recursive: true })
  writeFileSync(join(folder, 'META-INF/MANIFEST.MF'), manifestOf(id, type))
  writeFileSync(join(folder, '.git/config'), 'private')
  return folder
}

async function zipOf(id: string, type?: string): Promise<string> {
  const file = join(server.folder, `${id}.zip`)
  writeFileSync(file, await writeArchive(new Map([['META-INF/MANIFEST.MF', Buffer.from(manifestOf(id, type))]])))
  return file
}

const ORDERS = "IntegrationDesigntimeArtifacts(Id='Orders',Version='active')"

test('a zip goes up as it is, in a new package, and its endpoints are printed', async () => {
  const file = await zipOf('Orders')
  expect(await server.cli(['deploy', file, '--param', 'Address=/a=b'])).toEqual({
    code: 0,
    out: [
      'Deployed Orders',
      '',
      'ARTIFACT  URL                                ROLE         PROTOCOL',
      'Orders    http://127.0.0.1:8080/http/orders  Orders.send  REST',
      '',
    ].join('\n'),
    err: '',
  })
  expect(server.managementApi.requests).toEqual([
    "GET IntegrationPackages('CLI')?$format=json",
    'POST IntegrationPackages',
    `GET ${ORDERS}?$format=json`,
    'POST IntegrationDesigntimeArtifacts',
    `PUT ${ORDERS}/$links/Configurations('Address')`,
    "POST DeployIntegrationDesigntimeArtifact?Id='Orders'&Version='active'",
    "GET BuildAndDeployStatus(TaskId='task-of-Orders')?$format=json",
    "GET BuildAndDeployStatus(TaskId='task-of-Orders')?$format=json",
  ])
  const { entities } = server.managementApi
  expect(entities.get("IntegrationPackages('CLI')")).toEqual({ Id: 'CLI', Name: 'CLI', ShortText: 'Deployed from the command line' })
  const { ArtifactContent, ...artifact } = entities.get(ORDERS)!
  expect(artifact).toEqual({ Id: 'Orders', Name: 'Orders flow', PackageId: 'CLI' })
  const files = await readArchive(Buffer.from(String(ArtifactContent), 'base64'))
  expect([...files.keys()]).toEqual(['META-INF/MANIFEST.MF'])
})

test('a folder is packed without hidden files and replaces what is there', async () => {
  const folder = folderOf('Orders')
  await server.cli(['deploy', folder, '--package', 'Shop'])
  server.managementApi.requests.length = 0
  expect((await server.cli(['deploy', folder, '--package', 'Shop'])).code).toBe(0)
  expect(server.managementApi.requests.slice(0, 3)).toEqual([
    "GET IntegrationPackages('Shop')?$format=json",
    `GET ${ORDERS}?$format=json`,
    `PUT ${ORDERS}`,
  ])
  const content = Buffer.from(String(server.managementApi.entities.get(ORDERS)?.ArtifactContent), 'base64')
  expect([...(await readArchive(content)).keys()]).toEqual(['META-INF/MANIFEST.MF'])
})

test('script collections and mappings go before the flows that use them, without parameters', async () => {
  const paths = [await zipOf('Orders'), await zipOf('Scripts', 'ScriptCollection'), await zipOf('Codes', 'ValueMapping')]
  const { code, out } = await server.cli(['deploy', ...paths, '--param', 'Address=/a', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({
    deployments: ['Scripts', 'Codes', 'Orders'].map((artifact) => ({ artifact, task: `task-of-${artifact}`, status: 'SUCCESS' })),
    endpoints: [{ artifact: 'Orders', url: 'http://127.0.0.1:8080/http/orders', role: 'Orders.send', protocol: 'REST' }],
  })
  expect(server.managementApi.requests.filter((line) => /^POST Deploy|Configurations/.test(line))).toEqual([
    "POST DeployScriptCollectionDesigntimeArtifact?Id='Scripts'&Version='active'",
    "POST DeployValueMappingDesigntimeArtifact?Id='Codes'&Version='active'",
    `PUT ${ORDERS}/$links/Configurations('Address')`,
    "POST DeployIntegrationDesigntimeArtifact?Id='Orders'&Version='active'",
  ])
})

test('--no-wait prints the task', async () => {
  expect(await server.cli(['deploy', await zipOf('Orders'), '--no-wait'])).toEqual({
    code: 0,
    out: 'Deploying Orders, task task-of-Orders\n',
    err: '',
  })
})

test('progress is one line on a terminal', async () => {
  const { err } = await server.cli(['deploy', await zipOf('Orders')], { tty: true })
  expect(err).toBe('\r\x1b[KUploading Orders …\r\x1b[KDeploying Orders … 0 s\r\x1b[K')
})

describe('failures', () => {
  test('of a deployment show the reason of the server, after all artifacts', async () => {
    const reason = { parameter: ["CallActivity_3 'Sign': PGP encryption is not available"] }
    server.managementApi.values.set("IntegrationRuntimeArtifacts('Broken')/ErrorInformation/$value", JSON.stringify(reason))
    const { code, out, err } = await server.cli(['deploy', await zipOf('Broken'), await zipOf('Orders')])
    expect(code).toBe(1)
    expect(out).toMatch(/^Failed Broken\nDeployed Orders\n\nARTIFACT/)
    expect(err).toBe(`sluice: Broken cannot run here: ${reason.parameter[0]}\n`)
  })

  test('without a reason say so', async () => {
    expect((await server.cli(['deploy', await zipOf('Broken')])).err).toBe('sluice: Broken cannot run here: the server does not say why\n')
  })

  test('of a parameter name those that exist', async () => {
    server.managementApi.sets.set(`${ORDERS}/Configurations`, [{ ParameterKey: 'Address' }, { ParameterKey: 'Timeout' }])
    const file = await zipOf('Orders')
    expect(await server.cli(['deploy', file, '--param', 'Adress=/a'])).toEqual({
      code: 1,
      out: '',
      err: `sluice: ${file}: There is no externalised parameter 'Adress'. Parameters: Address, Timeout\n`,
    })
  })

  test('of a file name the file, before anything is sent', async () => {
    const text = join(server.folder, 'flow.zip')
    writeFileSync(text, 'no zip')
    const empty = join(server.folder, 'empty')
    mkdirSync(empty)
    const fault = async (path: string) => (await server.cli(['deploy', path])).err
    expect(await fault(text)).toMatch(/^sluice: .*flow\.zip: The zip archive cannot be read: /)
    expect(await fault(empty)).toBe(`sluice: ${empty}: there is no META-INF/MANIFEST.MF, so it is no artifact\n`)
    expect(await fault('/nowhere.zip')).toBe('sluice: /nowhere.zip: there is no such file or folder\n')
    expect(await fault(await zipOf('Adapter', 'IntegrationAdapter'))).toMatch(/artifacts of type IntegrationAdapter cannot be deployed\n$/)
    expect(server.managementApi.requests).toEqual([])
  })
})

test('undeploy takes down what is there', async () => {
  server.managementApi.entities.set("IntegrationRuntimeArtifacts('Orders')", {})
  expect(await server.cli(['undeploy', 'Orders'])).toEqual({ code: 0, out: 'Undeployed Orders\n', err: '' })
  expect(await server.cli(['undeploy', 'Orders'])).toEqual({ code: 1, out: '', err: 'sluice: Orders is not deployed. See: sluice list\n' })
})

test('list shows what is deployed', async () => {
  server.managementApi.sets.set('IntegrationRuntimeArtifacts', [])
  expect((await server.cli(['list'])).out).toBe('nothing is deployed\n')
  const entity = { Id: 'Orders', Name: 'Orders flow', Version: '1.0.1', Type: 'INTEGRATION_FLOW', Status: 'STARTED', DeployedBy: 'admin' }
  server.managementApi.sets.set('IntegrationRuntimeArtifacts', [{ ...entity, DeployedOn: '/Date(1767225600000)/' }])
  expect((await server.cli(['list'])).out).toBe(
    'ID      VERSION  TYPE              STATUS   DEPLOYED\nOrders  1.0.1    INTEGRATION_FLOW  STARTED  2026-01-01T00:00:00.000Z\n',
  )
  expect(JSON.parse((await server.cli(['list', '--json'])).out)).toEqual([
    {
      id: 'Orders',
      name: 'Orders flow',
      version: '1.0.1',
      type: 'INTEGRATION_FLOW',
      status: 'STARTED',
      deployedBy: 'admin',
      deployedOn: '2026-01-01T00:00:00.000Z',
    },
  ])
})
