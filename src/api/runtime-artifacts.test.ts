import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../runtime/deployments.ts'
import { API, aTenantWithPackage, aZip, base64, d, failure, plain } from './tenant.fixture.ts'

async function aDeployedFlow(error: string | null = null) {
  const tenant = await aTenantWithPackage()
  const ArtifactContent = base64(await aZip({ id: 'Flow', version: '1.0.2' }))
  await tenant.call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Flow', Name: 'My Flow', PackageId: 'Sales', ArtifactContent })
  const task = String((await tenant.call('POST', "/DeployIntegrationDesigntimeArtifact?Id='Flow'&Version='active'")).body)
  await tenant.deployments.settle(task, error)
  return { ...tenant, task }
}

const uri = `${API}/IntegrationRuntimeArtifacts('Flow')`
const entity = {
  __metadata: {
    id: uri,
    uri,
    type: 'com.sap.hci.api.IntegrationRuntimeArtifact',
    content_type: 'application/octet-stream',
    media_src: `${uri}/$value`,
    edit_media: `${uri}/$value`,
  },
  Id: 'Flow',
  Version: '1.0.2',
  Name: 'My Flow',
  Type: 'INTEGRATION_FLOW',
  DeployedBy: 'tester',
  DeployedOn: '/Date(1767225600000)/',
  Status: 'STARTED',
  ErrorInformation: { __deferred: { uri: `${uri}/ErrorInformation` } },
}

describe('IntegrationRuntimeArtifacts', () => {
  it('shows, lists, filters and counts what is deployed', async () => {
    const { call } = await aDeployedFlow()
    expect(d(await call('GET', "/IntegrationRuntimeArtifacts('Flow')"))).toEqual(entity)
    expect(d(await call('GET', "/IntegrationRuntimeArtifacts?$filter=Status eq 'ERROR' or Version eq '1.0.2'"))).toEqual({
      results: [entity],
    })
    expect((await call('GET', "/IntegrationRuntimeArtifacts/$count?$filter=Status eq 'ERROR'")).body).toBe('0')
    expect(Buffer.from((await call('GET', "/IntegrationRuntimeArtifacts('Flow')/$value")).body as Uint8Array)).toEqual(
      Buffer.from(await aZip({ id: 'Flow', version: '1.0.2' })),
    )
  })

  it('says why an artifact did not start, as JSON whatever is accepted', async () => {
    const { call } = await aDeployedFlow("Script file 'script1.groovy' not found")
    for (const accept of ['application/json', 'application/octet-stream']) {
      const response = await call('GET', "/IntegrationRuntimeArtifacts('Flow')/ErrorInformation/$value", undefined, { accept })
      expect({ ...response, body: JSON.parse(String(response.body)) }).toEqual({
        status: 200,
        headers: { 'Content-Type': 'application/json', DataServiceVersion: '1.0' },
        body: {
          message: { subsystemName: 'CONTENT', subsytemPartName: 'CONTENT_DEPLOY', messageId: 'GenerationFailed', messageText: '' },
          parameter: [
            'The generation and build of the artifact were unsuccessful. Please address the issues outlined below and redeploy the artifact.\n' +
              "Generation and build failed for Flow as validation of resource is failed\nScript file 'script1.groovy' not found",
          ],
        },
      })
    }
    expect(d(await call('GET', "/IntegrationRuntimeArtifacts('Flow')/ErrorInformation")).Id).toBe('Flow')
  })

  it('has no reason for an artifact that runs', async () => {
    const { call } = await aDeployedFlow()
    const { body } = await call('GET', "/IntegrationRuntimeArtifacts('Flow')/ErrorInformation/$value")
    expect(JSON.parse(String(body)).parameter).toEqual([])
  })

  it('undeploys, and keeps the design-time artifact', async () => {
    const { call } = await aDeployedFlow()
    expect(plain(await call('DELETE', "/IntegrationRuntimeArtifacts('Flow')"))).toEqual({ status: 202, body: null })
    const missing = { status: 404, text: 'Requested entity could not be found.' }
    expect(failure(await call('GET', "/IntegrationRuntimeArtifacts('Flow')"))).toEqual(missing)
    expect(failure(await call('DELETE', "/IntegrationRuntimeArtifacts('Flow')"))).toEqual(missing)
    expect((await call('GET', "/IntegrationDesigntimeArtifacts(Id='Flow',Version='active')")).status).toBe(200)
  })

  it('survives the deletion of its package', async () => {
    const { call } = await aDeployedFlow()
    await call('DELETE', "/IntegrationPackages('Sales')")
    expect((await call('GET', "/IntegrationRuntimeArtifacts('Flow')")).status).toBe(200)
  })

  it('is not created directly', async () => {
    const { call } = await aDeployedFlow()
    expect(failure(await call('POST', '/IntegrationRuntimeArtifacts', '{}'))).toEqual({
      status: 501,
      text: 'Not implemented. Use the function DeployIntegrationDesigntimeArtifact.',
    })
  })
})

describe('deploying', () => {
  it('tells how it goes', async () => {
    const { call, task } = await aDeployedFlow('no')
    expect(d(await call('GET', `/BuildAndDeployStatus(TaskId='${task}')`))).toEqual({
      __metadata: {
        id: `${API}/BuildAndDeployStatus('${task}')`,
        uri: `${API}/BuildAndDeployStatus('${task}')`,
        type: 'com.sap.hci.api.BuildAndDeployStatus',
      },
      TaskId: task,
      Status: 'FAIL',
    })
    expect((await call('GET', "/BuildAndDeployStatus('x')")).status).toBe(404)
  })

  it.each([
    ["Id='Nope'&Version='active'", 404, 'Integration design time artifact not found'],
    ["Id='Flow'&Version='9.9.9'", 404, 'Integration design time artifact not found'],
    ["Version='active'", 400, 'The parameter Id of DeployIntegrationDesigntimeArtifact is missing.'],
  ])('refuses %s', async (query, status, text) => {
    const { call } = await aDeployedFlow()
    expect(failure(await call('POST', `/DeployIntegrationDesigntimeArtifact?${query}`))).toEqual({ status, text })
  })
})

describe('ServiceEndpoints', () => {
  const endpoint: Endpoint = {
    flowId: 'Flow',
    flowName: 'My Flow',
    version: '1.0.2',
    address: '/orders/*',
    url: 'https://tenant.example/http/orders/*',
    protocol: 'REST',
    role: 'ESBMessaging.send',
    csrfProtected: false,
    deployedOn: 5_000,
  }
  const endpointUri = `${API}/ServiceEndpoints('Flow%24endpointAddress%3Dorders%2F*')`
  const entryPointUri = `${API}/EntryPoints('https%3A%2F%2Ftenant.example%2Fhttp%2Forders%2F*')`

  it('shows endpoints with their entry points', async () => {
    const { call, deployments } = await aTenantWithPackage()
    deployments.list = [endpoint, { ...endpoint, flowId: 'Other', address: '/other' }]
    const { results } = d(await call('GET', "/ServiceEndpoints?$expand=EntryPoints,ApiDefinitions&$filter=(Name eq 'Flow')"))
    expect(results).toEqual([
      {
        __metadata: { id: endpointUri, uri: endpointUri, type: 'com.sap.hci.api.ServiceEndpoint' },
        Name: 'Flow',
        Id: 'Flow$endpointAddress=orders/*',
        Title: 'Flow',
        Version: '1.0.2',
        Summary: 'My Flow',
        Description: 'My Flow',
        LastUpdated: '/Date(5000)/',
        Protocol: 'REST',
        EntryPoints: {
          results: [
            {
              __metadata: { id: entryPointUri, uri: entryPointUri, type: 'com.sap.hci.api.EntryPoint' },
              Name: 'Flow',
              Url: 'https://tenant.example/http/orders/*',
              Type: 'PROD',
              AdditionalInformation: '',
            },
          ],
        },
        ApiDefinitions: { results: [] },
      },
    ])
    expect((await call('GET', '/ServiceEndpoints/$count')).body).toBe('2')
    const followed = await call('GET', `${endpointUri.slice(API.length)}/EntryPoints`)
    expect(d(followed).results[0].Url).toBe(endpoint.url)
  })
})
