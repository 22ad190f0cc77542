import { SapClient } from '@contiva/sap-integration-suite-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { accessToken, testClient } from '../support/client.ts'
import { content, flowFiles, https } from '../support/flow.ts'
import { serviceKey } from '../support/service-key.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const ROLES = [
  'WorkspacePackagesEdit',
  'WorkspacePackagesConfigure',
  'WorkspaceArtifactsDeploy',
  'MonitoringDataRead',
  'MessagePayloadsRead',
  'CredentialsEdit',
  'AuthGroup_TenantPartnerDirectoryConfigurator',
]

/** The client as it is published: id and secret in the query of the token request, the CSRF token from the root of the host. */
let tenant: TestTenant
let client: SapClient
beforeAll(async () => {
  tenant = await testTenant({ credentialsInQuery: true })
  client = await clientOf(tenant)
})
afterAll(() => tenant.stop())

async function clientOf(target: TestTenant): Promise<SapClient> {
  const { url, clientid, clientsecret, tokenurl } = await serviceKey(target, 'api', ROLES)
  const oauth = { oauthClientId: clientid, oauthClientSecret: clientsecret, oauthTokenUrl: tokenurl }
  return new SapClient({ baseUrl: `${url}/api/v1`, ...oauth, maxRetries: 0 })
}

const ID = 'Plain'
const flow = (text: string) => {
  const steps = [text === 'broken' ? { activity: 'NoSuchStep' } : content(text)]
  return writeArchive(flowFiles({ id: ID, sender: https('{{Address}}'), steps, resources: { 'parameters.prop': 'Address=/plain\n' } }))
}
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

describe('integration content', () => {
  test('packages are created, listed, changed and looked up', async () => {
    const api = client.integrationContent
    const item = {
      Id: 'Contiva',
      Name: 'Contiva',
      Description: 'd',
      ShortText: 's',
      Version: '1.0.0',
      SupportedPlatform: 'SAP Cloud Integration',
    }
    await api.createIntegrationPackage(item)
    expect(await api.getIntegrationPackages({ top: 5 })).toMatchObject([{ Id: 'Contiva' }])
    await api.updateIntegrationPackage('Contiva', { ...item, Name: 'Renamed' })
    expect(await api.getIntegrationPackageById('Contiva')).toMatchObject({ Id: 'Contiva', Name: 'Renamed' })
    await expect(api.getIntegrationPackageById('None')).rejects.toMatchObject({ statusCode: 404 })
  })

  test('a flow is created, updated, downloaded and saved as a version', async () => {
    const api = client.integrationContent
    await api.createIntegrationFlow({ Id: ID, Name: ID, PackageId: 'Contiva', ArtifactContent: base64(await flow('one')) })
    expect(await api.getIntegrationFlows('Contiva')).toMatchObject([{ Id: ID, Version: '1.0.0' }])
    await api.updateIntegrationFlow(ID, 'active', { Name: ID, ArtifactContent: base64(await flow('two')) })
    expect(base64((await api.downloadIntegrationFlow(ID)) as Buffer)).toBe(base64(await flow('two')))
    // It leaves the quotes of literals to its callers.
    await api.saveIntegrationFlowAsVersion(`'${ID}'`, "'1.0.1'")
    expect(await api.getIntegrationFlowById(ID)).toMatchObject({ Id: ID, Version: '1.0.1' })
  })

  test('parameters and resources of the flow are read and changed', async () => {
    const api = client.integrationContent
    expect(await api.getIntegrationFlowConfigurations(ID)).toMatchObject([{ ParameterKey: 'Address', ParameterValue: '/plain' }])
    await api.updateIntegrationFlowConfiguration(ID, 'Address', '/plain/address')
    expect(await api.getIntegrationFlowConfigurations(ID)).toMatchObject([{ ParameterValue: '/plain/address' }])

    const resource = { Name: 'a.groovy', ResourceType: 'groovy' as const, ResourceContent: base64(Buffer.from('// a')) }
    await api.addIntegrationFlowResource(ID, 'active', resource)
    const resources = await api.getIntegrationFlowResources(ID, 'active')
    expect(resources).toEqual(expect.arrayContaining([expect.objectContaining({ Name: 'a.groovy', ResourceType: 'groovy' })]))
    await api.updateIntegrationFlowResource(ID, 'active', 'a.groovy', ['groovy'], { ResourceContent: base64(Buffer.from('// b')) })
    await api.deleteIntegrationFlowResource(ID, 'active', 'a.groovy', ['groovy'])
    expect(await api.getIntegrationFlowResources(ID, 'active')).toHaveLength(resources.length - 1)
  })

  test('the flow is deployed, found, called and undeployed', async () => {
    const api = client.integrationContent
    await api.deployIntegrationFlow(ID)
    const status = async () => (await api.getDeployedArtifactById(ID))?.Status
    await expect.poll(status, { interval: 5 }).toBe('STARTED')
    expect(await api.getDeployedArtifacts()).toMatchObject([{ Id: ID, Status: 'STARTED' }])
    expect(await api.getServiceEndpoints({ filter: `Name eq '${ID}'` })).toMatchObject([{ Name: ID, Protocol: 'REST' }])
    const caller = await testClient(tenant, 'cloud-foundry')
    const headers = { authorization: `Bearer ${await accessToken(caller)}` }
    expect(await (await fetch(`${tenant.publicUrl}/http/plain/address`, { headers })).text()).toBe('two')
    await expect.poll(async () => (await logs()).length, { interval: 5 }).toBe(1)
    await api.undeployIntegrationFlow(ID)
    await expect(status()).rejects.toMatchObject({ statusCode: 404 })
  })

  const logs = async () => (await client.messageProcessingLogs.getMessageProcessingLogs({ filter: `IntegrationFlowName eq '${ID}'` })).logs

  test('the log of the call is read', async () => {
    const api = client.messageProcessingLogs
    const { logs: found } = await api.getMessageProcessingLogs({
      top: 5,
      inlinecount: true,
      orderby: ['LogEnd desc'],
      filter: `IntegrationArtifact/Id eq '${ID}' and Status eq 'COMPLETED'`,
    })
    expect(found).toHaveLength(1)
    const guid = found[0]!.MessageGuid!
    expect(await api.getMessageProcessingLogById(guid, { expand: ['CustomHeaderProperties'] })).toMatchObject({ Status: 'COMPLETED' })
    expect(await api.getLogAttachments(guid)).toEqual([])
    expect(await api.getLogCustomHeaderProperties(guid)).toEqual([])
  })

  test('a deployment that failed shows as ERROR', async () => {
    const api = client.integrationContent
    await api.updateIntegrationFlow(ID, 'active', { Name: ID, ArtifactContent: base64(await flow('broken')) })
    await api.deployIntegrationFlow(ID)
    await expect.poll(async () => (await api.getDeployedArtifactById(ID))?.Status, { interval: 5 }).toBe('ERROR')
  })
})

test('security material is created, listed, changed and deleted', async () => {
  const api = client.securityContent
  await api.createUserCredential({ Name: 'Erp', Kind: 'default', Description: 'd', User: 'u', Password: 'p' })
  expect(await api.getUserCredentials()).toMatchObject([{ Name: 'Erp', User: 'u', Password: null }])
  await api.updateUserCredential('Erp', { Name: 'Erp', Kind: 'default', Description: 'd', User: 'v', Password: 'p' })
  expect(await api.getUserCredentialByName('Erp')).toMatchObject({ User: 'v' })
  await api.deleteUserCredential('Erp')
  expect(await api.getUserCredentials()).toEqual([])
})

test('the partner directory is filled, read and emptied', async () => {
  const api = client.partnerDirectory
  await api.createStringParameter({ Pid: 'P', Id: 'Url', Value: 'a' })
  await api.updateStringParameter('P', 'Url', { Value: 'b' })
  expect(await api.getStringParameterById('P', 'Url')).toMatchObject({ Value: 'b' })
  await api.createAuthorizedUser({ Pid: 'P', User: 'someone' })
  expect(await api.getPartners()).toMatchObject([{ Pid: 'P' }])
  await api.deletePartner('P')
  expect(await api.getStringParameters()).toEqual([])
})

test('without leave for credentials in the query its token request is refused', async () => {
  const strict = await testTenant()
  try {
    const refused = (await clientOf(strict)).integrationContent.getIntegrationPackages()
    await expect(refused).rejects.toMatchObject({ statusCode: 400 })
  } finally {
    await strict.stop()
  }
})
