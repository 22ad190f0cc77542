import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../runtime/deployments.ts'
import { aTenant, aTenantWithPackage, aZip, base64, d, plain, type Tenant } from './tenant.fixture.ts'

/** Request sequences of real clients, as their sources send them (contract odata-api §7). */
const json = { accept: 'application/json', 'content-type': 'application/json' }
const steps =
  (tenant: Tenant) =>
  async (method: string, target: string, body?: unknown, headers: Record<string, string> = json) =>
    tenant.call(method, target, body, headers)

const endpoint: Endpoint = {
  flowId: 'Flow',
  flowName: 'Flow',
  version: '1.0.0',
  address: '/flow',
  url: 'https://tenant.example/http/flow',
  protocol: 'REST',
  role: 'ESBMessaging.send',
  deployedOn: 0,
}

describe('Piper', () => {
  const artifact = "/IntegrationDesigntimeArtifacts(Id='Flow',Version='Active')"
  const files = { 'src/main/resources/parameters.prop': 'Host=a\n', 'src/main/resources/script/s.groovy': 'x' }

  it('uploads, updates, configures, deploys, looks up, undeploys and downloads', async () => {
    const tenant = await aTenantWithPackage()
    const send = steps(tenant)
    const zip = base64(await aZip({ files }))

    expect((await send('GET', artifact)).status).toBe(404)
    const create = { Name: 'Flow', Id: 'Flow', PackageId: 'Sales', ArtifactContent: zip }
    expect((await send('POST', '/IntegrationDesigntimeArtifacts', create)).status).toBe(201)
    expect((await send('GET', artifact)).status).toBe(200)
    expect((await send('PUT', artifact, { Name: 'Flow', ArtifactContent: zip })).status).toBe(200)

    expect((await send('PUT', `${artifact}/$links/Configurations('Host')`, { ParameterValue: 'b' })).status).toBe(202)
    const resource = { Name: 'new.groovy', ResourceType: 'groovy', ResourceContent: 'eA==' }
    expect((await send('POST', `${artifact}/Resources`, resource)).status).toBe(201)
    const link = `${artifact}/$links/Resources(Name='new.groovy',ResourceType='groovy')`
    expect((await send('PUT', link, { ResourceContent: 'eQ==' })).status).toBe(200)
    expect((await send('DELETE', link)).status).toBe(200)

    const deploy = await send('POST', "/DeployIntegrationDesigntimeArtifact?Id='Flow'&Version='Active'")
    expect(plain(deploy)).toEqual({ status: 202, body: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    const status = async () => d(await send('GET', `/BuildAndDeployStatus(TaskId='${deploy.body}')`)).Status
    expect(await status()).toBe('DEPLOYING')
    await tenant.deployments.settle(String(deploy.body), 'broken')
    expect(await status()).toBe('FAIL')
    expect((await send('GET', "/IntegrationRuntimeArtifacts('Flow')/ErrorInformation/$value")).status).toBe(200)

    tenant.deployments.list = [endpoint]
    const found = d(await send('GET', '/ServiceEndpoints?$expand=EntryPoints')).results.find(
      (item: { Name: string }) => item.Name === 'Flow',
    )
    expect(found.EntryPoints.results[0].Url).toBe('https://tenant.example/http/flow')

    const download = await send('GET', "/IntegrationDesigntimeArtifacts(Id='Flow',Version='1.0.0')/$value", undefined, {
      accept: 'application/zip',
    })
    expect([download.status, download.headers['Content-Disposition']]).toEqual([200, 'attachment; filename=Flow.zip'])
    expect((await send('DELETE', "/IntegrationRuntimeArtifacts('Flow')")).status).toBe(202)
  })

  it('reads the last status of a flow', async () => {
    const send = steps(await aTenant())
    const query = "$filter=IntegrationArtifact/Id+eq+'Flow'+and+Status+ne+'DISCARDED'&$orderby=LogEnd+desc&$top=1"
    expect(d(await send('GET', `/MessageProcessingLogs?${query}`))).toEqual({ results: [] })
  })
})

describe('SAP cicd-actions', () => {
  it('imports, configures, deploys, undeploys and deletes a package', async () => {
    const source = await aTenantWithPackage()
    const zip = base64(await aZip({ files: { 'src/main/resources/parameters.prop': 'Sender\\ Endpoint=/a\n' } }))
    await source.call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Flow', Name: 'Flow', PackageId: 'Sales', ArtifactContent: zip })
    const PackageContent = base64((await source.call('GET', "/IntegrationPackages('Sales')/$value")).body as Uint8Array)

    const tenant = await aTenant()
    const send = steps(tenant)
    expect((await send('POST', '/IntegrationPackages', { PackageContent })).status).toBe(201)
    expect(d(await send('GET', "/IntegrationPackages('Sales')?$format=json", undefined, {})).Name).toBe('Sales Flows')
    const list = d(await send('GET', "/IntegrationPackages('Sales')/IntegrationDesigntimeArtifacts?$format=json", undefined, {}))
    expect(list.results.map((item: { Id: string }) => item.Id)).toEqual(['Flow'])
    const artifact = "/IntegrationDesigntimeArtifacts(Id='Flow',Version='active')"
    expect(d(await send('GET', artifact)).PackageId).toBe('Sales')
    expect(d(await send('GET', `${artifact}/Configurations?$format=json`, undefined, {})).results).toHaveLength(1)
    const value = { ParameterValue: '/b', DataType: 'xsd:string', Description: '' }
    expect((await send('PUT', `${artifact}/$links/Configurations('Sender%20Endpoint')`, value)).status).toBe(202)

    const deploy = await send('POST', "/DeployIntegrationDesigntimeArtifact?Id='Flow'&Version='active'")
    expect(deploy.status).toBe(202)
    const status = async () => d(await send('GET', "/IntegrationRuntimeArtifacts('Flow')?$select=Status"))
    expect(await status()).toEqual({ __metadata: expect.anything(), Status: 'STARTING' })
    await tenant.deployments.settle(String(deploy.body))
    expect((await status()).Status).toBe('STARTED')
    expect((await send('DELETE', "/IntegrationRuntimeArtifacts('Flow')")).status).toBe(202)
    expect((await send('GET', "/IntegrationRuntimeArtifacts('Flow')")).status).toBe(404)
    expect((await send('DELETE', "/IntegrationPackages('Sales')")).status).toBe(202)
    expect((await send('DELETE', "/IntegrationPackages('Sales')")).status).toBe(404)
  })
})

describe('FlashPipe', () => {
  it('updates package and artifact with Basic and a CSRF token before every change', async () => {
    const tenant = await aTenant()
    const basic = { accept: 'application/json', authorization: 'Basic dGVzdGVy' }
    const change = async (method: string, target: string, body: unknown) => {
      const { headers } = await tenant.call('GET', '/', undefined, { ...basic, 'x-csrf-token': 'fetch' })
      const session = { 'x-csrf-token': String(headers['X-CSRF-Token']), cookie: String(headers['Set-Cookie']).split(';')[0]! }
      return tenant.call(method, target, body, { ...basic, ...session })
    }
    const read = (target: string) => tenant.call('GET', target, undefined, basic)
    const item = { d: { Id: 'P', Name: 'P', Description: '', ShortText: 'P', Version: '1.0.0' } }

    expect((await read("/IntegrationPackages('P')")).status).toBe(404)
    expect((await change('POST', '/IntegrationPackages', item)).status).toBe(201)
    expect((await change('PUT', "/IntegrationPackages('P')", item)).status).toBe(202)
    for (const type of ['Integration', 'ScriptCollection', 'MessageMapping', 'ValueMapping']) {
      const artifact = `/${type}DesigntimeArtifacts(Id='${type}',Version='active')`
      const bundleType = type === 'Integration' ? 'IntegrationFlow' : type
      const create = { Name: type, Id: type, PackageId: 'P', ArtifactContent: base64(await aZip({ id: type, bundleType })) }
      expect((await read(artifact)).status).toBe(404)
      expect((await change('POST', `/${type}DesigntimeArtifacts`, create)).status).toBe(201)
      expect(d(await read(`/IntegrationPackages('P')/${type}DesigntimeArtifacts`)).results[0].Version).toBe('1.0.0')
      expect((await read(`${artifact}/$value`)).status).toBe(200)
      const newer = base64(await aZip({ id: type, bundleType, version: '1.0.1' }))
      expect((await change('PUT', artifact, { ArtifactContent: newer })).status).toBe(200)
      expect(d(await read(artifact)).Version).toBe('1.0.1')
      expect((await change('POST', `/Deploy${type}DesigntimeArtifact?Id='${type}'&Version='active'`, undefined)).status).toBe(202)
      expect((await change('DELETE', `/IntegrationRuntimeArtifacts('${type}')`, undefined)).status).toBe(202)
      expect((await read(`/IntegrationRuntimeArtifacts('${type}')`)).status).toBe(404)
    }
  })
})

describe('SAP Cloud SDK and axios clients', () => {
  it('fetch a token with HEAD, use named keys, and send null as body', async () => {
    const tenant = await aTenant()
    for (const target of ['/IntegrationPackages/', '/IntegrationPackages', '/', '']) {
      const head = await tenant.call('HEAD', target, undefined, { 'x-csrf-token': 'Fetch' })
      expect([head.status, head.headers['X-CSRF-Token']]).toEqual([200, expect.stringMatching(/^[\w-]{20,}$/)])
    }
    await tenant.call('POST', '/IntegrationPackages', { Name: 'P', Id: 'P', Description: '', ShortText: 'P' })
    await tenant.call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'F', Name: 'F', PackageId: 'P' })
    expect((await tenant.call('POST', '/DeployIntegrationDesigntimeArtifact?Id=%27F%27&Version=%27active%27', 'null')).status).toBe(202)
    const { status } = await tenant.call('GET', "/IntegrationPackages(Id='P')/", undefined, { accept: 'application/json, text/plain, */*' })
    expect(status).toBe(200)
  })
})
