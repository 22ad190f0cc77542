import { expect, test } from 'vitest'
import { heldNeoRoles, heldTemplates, neoRoles, ROLE_TEMPLATES, scopesOfTemplate, scopesOfTemplates } from './role-templates.ts'

test('has every template that the plan api offers', () => {
  const offered = [
    'AccessAllAccessPoliciesArtifacts AccessPoliciesEdit AccessPoliciesRead AuthGroup_Administrator AuthGroup_BusinessExpert',
    'AuthGroup_ContentPublisher AuthGroup_IntegrationDeveloper AuthGroup_ReadOnly AuthGroup_TenantPartnerDirectoryConfigurator',
    'CatalogPackageArtifactsRead CatalogPackagesCopy CatalogPackagesRead CredentialsEdit DataStorePayloadsRead DataStoresAndQueuesConfig',
    'DataStoresAndQueuesDelete DataStoresAndQueuesRead HealthCheckMonitoringDataRead MessagePayloadsRead MessageProcessingLocksDelete',
    'MessageProcessingLocksRead MonitoringArtifactsDeploy MonitoringDataRead QueuesActivate QueuesRetry SecurityMaterialDownload',
    'SecurityMaterialEdit TraceConfigurationEdit TraceConfigurationRead WorkspaceArtifactLocksDelete WorkspaceArtifactLocksRead',
    'WorkspaceArtifactsDeploy WorkspacePackagesConfigure WorkspacePackagesEdit WorkspacePackagesRead WorkspacePackagesTransport',
  ].flatMap((line) => line.split(' '))
  expect(offered.filter((template) => !(template in ROLE_TEMPLATES))).toEqual([])
})

test('a template stands for its Neo roles, one without for itself', () => {
  expect(scopesOfTemplate('WorkspaceArtifactsDeploy')).toEqual([
    'WebToolingWorkspace.Read',
    'NodeManager.read',
    'GenerationAndBuild.generationandbuildcontent',
    'NodeManager.deploycontent',
    'WebToolingWorkspace.RuntimeConfigure',
  ])
  expect(scopesOfTemplate('DataArchivingRead')).toEqual(['DataArchivingRead'])
})

test('scopes of several templates are listed once', () => {
  expect(scopesOfTemplates(['WorkspacePackagesEdit', 'WorkspacePackagesRead'])).toEqual([
    'WebToolingWorkspace.Read',
    'WebToolingWorkspace.Write',
  ])
})

test('a group holds the templates of its persona, and no others', () => {
  const readOnly = heldTemplates(['AuthGroup_ReadOnly'])
  expect(['AuthGroup_ReadOnly', 'MonitoringDataRead', 'WorkspacePackagesRead'].every((template) => readOnly.has(template))).toBe(true)
  expect(['WorkspacePackagesEdit', 'MessagePayloadsRead', 'CredentialsEdit'].some((template) => readOnly.has(template))).toBe(false)
  expect(heldTemplates(['AuthGroup_BusinessExpert']).has('MessagePayloadsRead')).toBe(true)
  expect(heldTemplates(['AuthGroup_ContentPublisher'])).toEqual(new Set(['AuthGroup_ContentPublisher']))
})

test('a Neo group holds the roles of its persona, also those without template', () => {
  const administrator = heldNeoRoles(['AuthGroup.Administrator'])
  for (const role of ['AuditLog.Read', 'NodeManager.deploysecuritycontent', 'WebToolingWorkspace.RuntimeConfigure'])
    expect(administrator).toContain(role)
  expect(administrator).not.toContain('esbmessagestorage.read')
  expect(heldNeoRoles(['ESBMessaging.send'])).toEqual(new Set(['ESBMessaging.send']))
})

test('names every Neo role once', () => {
  const names = neoRoles()
  expect(new Set(names).size).toBe(names.length)
  for (const role of ['AuthGroup.ReadOnly', 'IntegrationOperationServer.read', 'AuditLog.Read']) expect(names).toContain(role)
})
