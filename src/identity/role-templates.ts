/**
 * The roles of the management API: Cloud Foundry role templates, the Neo roles that each stands for, and the personas (group
 * roles) that contain it. Contract roles.md, one entry per template, tasks of the same template merged.
 */
type Persona = 'Administrator' | 'BusinessExpert' | 'IntegrationDeveloper' | 'ReadOnly'

interface RoleTemplate {
  readonly roles: readonly string[]
  readonly personas: readonly Persona[]
}

const everyone: readonly Persona[] = ['Administrator', 'BusinessExpert', 'IntegrationDeveloper', 'ReadOnly']

export const ROLE_TEMPLATES: Readonly<Record<string, RoleTemplate>> = {
  AccessAllAccessPoliciesArtifacts: { roles: ['AccessPoliciesArtifacts.AccessAll'], personas: [] },
  AccessPoliciesEdit: { roles: ['IntegrationOperationServer.read', 'AccessPolicies.Write'], personas: ['Administrator'] },
  AccessPoliciesRead: {
    roles: ['IntegrationOperationServer.read', 'AccessPolicies.Read'],
    personas: ['Administrator', 'IntegrationDeveloper', 'ReadOnly'],
  },
  AuthGroup_Administrator: { roles: ['AuthGroup.Administrator', 'WebToolingWorkspace.RuntimeConfigure'], personas: ['Administrator'] },
  AuthGroup_BusinessExpert: { roles: ['AuthGroup.BusinessExpert'], personas: ['BusinessExpert'] },
  AuthGroup_ContentPublisher: { roles: ['AuthGroup.ContentPublisher'], personas: [] },
  AuthGroup_IntegrationDeveloper: { roles: ['AuthGroup.IntegrationDeveloper'], personas: ['IntegrationDeveloper'] },
  AuthGroup_ReadOnly: { roles: ['AuthGroup.ReadOnly'], personas: [] },
  AuthGroup_TenantPartnerDirectoryConfigurator: {
    roles: [
      'TenantPartnerDirectory.read',
      'TenantPartnerDirectory.write',
      'NodeManager.deploycredentials',
      'NodeManager.readcredentials',
      'CertificateUserMappings.Write',
      'CertificateUserMappings.Read',
    ],
    personas: [],
  },
  CatalogPackageArtifactsRead: { roles: ['WebToolingCatalog.OverviewRead', 'WebToolingCatalog.DetailsRead'], personas: everyone },
  CatalogPackagesCopy: { roles: ['WebToolingCatalog.OverviewRead', 'WebToolingWorkspace.Write'], personas: ['IntegrationDeveloper'] },
  CatalogPackagesRead: { roles: ['WebToolingCatalog.OverviewRead'], personas: everyone },
  CredentialsEdit: {
    roles: ['IntegrationOperationServer.read', 'NodeManager.deploycredentials', 'NodeManager.deploycontent'],
    personas: ['Administrator', 'IntegrationDeveloper'],
  },
  CredentialsRead: {
    roles: ['IntegrationOperationServer.read', 'NodeManager.readcredentials'],
    personas: ['Administrator', 'IntegrationDeveloper'],
  },
  DataArchivingActivate: { roles: [], personas: ['Administrator'] },
  DataArchivingRead: { roles: [], personas: ['Administrator', 'BusinessExpert', 'IntegrationDeveloper'] },
  DataStorePayloadsRead: { roles: ['IntegrationOperationServer.read', 'ESBDataStore.readPayload'], personas: ['BusinessExpert'] },
  DataStoresAndQueuesConfig: { roles: ['IntegrationOperationServer.read', 'ESBDataStore.Config'], personas: ['Administrator'] },
  DataStoresAndQueuesDelete: {
    roles: ['IntegrationOperationServer.read', 'ESBDataStore.read', 'ESBDataStore.delete'],
    personas: ['Administrator'],
  },
  DataStoresAndQueuesRead: { roles: ['IntegrationOperationServer.read', 'ESBDataStore.read'], personas: everyone },
  ExternalLoggingActivate: { roles: ['IntegrationOperationServer.read', 'ExternalLogging.Activate'], personas: ['Administrator'] },
  ExternalLoggingActivationRead: { roles: ['IntegrationOperationServer.read', 'ExternalLoggingActivation.Read'], personas: everyone },
  HealthCheckMonitoringDataRead: {
    roles: ['HealthCheckMonitoringData.Read', 'ESBDataStore.read', 'NodeManager.read', 'ResourceUsageData.Read'],
    personas: [],
  },
  IntegrationCellOperationCockpitRead: { roles: [], personas: everyone },
  IntegrationCellOperationCockpitWrite: { roles: [], personas: ['Administrator'] },
  MessagePayloadsRead: { roles: ['esbmessagestorage.read'], personas: ['BusinessExpert'] },
  MessageProcessingLocksDelete: {
    roles: ['IntegrationOperationServer.read', 'MessageProcessingLocks.Delete'],
    personas: ['Administrator'],
  },
  MessageProcessingLocksRead: {
    roles: ['IntegrationOperationServer.read', 'MessageProcessingLocks.Read'],
    personas: ['Administrator', 'IntegrationDeveloper', 'ReadOnly'],
  },
  MonitoringArtifactsDeploy: {
    roles: ['IntegrationOperationServer.read', 'NodeManager.deploycontent'],
    personas: ['Administrator', 'IntegrationDeveloper'],
  },
  MonitoringDataRead: { roles: ['IntegrationOperationServer.read', 'NodeManager.read', 'Roles.Read'], personas: everyone },
  QueuesActivate: { roles: ['IntegrationOperationServer.read', 'ESBDataStore.Activate'], personas: ['Administrator'] },
  QueuesRetry: {
    roles: ['IntegrationOperationServer.read', 'ESBDataStore.read', 'ESBDataStore.retry'],
    personas: ['Administrator', 'IntegrationDeveloper'],
  },
  SecurityMaterialDownload: {
    roles: ['IntegrationOperationServer.read', 'NodeManager.read', 'NodeManager.readsecuritycontent'],
    personas: ['Administrator'],
  },
  SecurityMaterialEdit: {
    roles: ['IntegrationOperationServer.read', 'NodeManager.deploysecuritycontent', 'NodeManager.deploycontent', 'NodeManager.read'],
    personas: ['Administrator'],
  },
  TraceConfigurationEdit: {
    roles: [
      'IntegrationOperationServer.read',
      'NodeManager.read',
      'ConfigurationService.RuntimeBusinessParameterRead',
      'ConfigurationService.RuntimeBusinessParameterWrite',
    ],
    personas: ['Administrator', 'BusinessExpert', 'IntegrationDeveloper'],
  },
  TraceConfigurationRead: {
    roles: ['IntegrationOperationServer.read', 'NodeManager.read', 'ConfigurationService.RuntimeBusinessParameterRead'],
    personas: everyone,
  },
  UserRolesEdit: { roles: [], personas: ['Administrator', 'IntegrationDeveloper'] },
  WorkspaceArtifactLocksDelete: { roles: ['WebToolingWorkspace.Read', 'WorkspaceArtifactLocks.Delete'], personas: ['Administrator'] },
  WorkspaceArtifactLocksRead: { roles: ['WebToolingWorkspace.Read', 'WorkspaceArtifactLocks.Read'], personas: everyone },
  WorkspaceArtifactsDeploy: {
    roles: [
      'WebToolingWorkspace.Read',
      'NodeManager.read',
      'GenerationAndBuild.generationandbuildcontent',
      'NodeManager.deploycontent',
      'WebToolingWorkspace.RuntimeConfigure',
    ],
    personas: ['Administrator', 'IntegrationDeveloper'],
  },
  WorkspaceDesignGuidelinesConfigure: { roles: ['WorkspaceDesignGuidelines.Configure'], personas: ['Administrator'] },
  WorkspacePackagesConfigure: {
    roles: ['WebToolingWorkspace.Read', 'WebTooling.IntegrationFlowConfigure', 'WebToolingWorkspace.RuntimeConfigure'],
    personas: ['IntegrationDeveloper'],
  },
  WorkspacePackagesEdit: { roles: ['WebToolingWorkspace.Read', 'WebToolingWorkspace.Write'], personas: ['IntegrationDeveloper'] },
  WorkspacePackagesRead: { roles: ['WebToolingWorkspace.Read'], personas: everyone },
  WorkspacePackagesTransport: { roles: ['WebToolingWorkspace.Read', 'TransportModule.read', 'TransportModule.write'], personas: [] },
}

/** Neo roles of personas for tasks that no role template covers. */
const NEO_ONLY: readonly RoleTemplate[] = [
  { roles: ['IntegrationOperationServer.read', 'AuditLog.Read'], personas: ['Administrator'] },
  {
    roles: ['IntegrationOperationServer.read', 'ConfigurationService.RuntimeBusinessParameterWrite', 'NodeManager.read'],
    personas: ['Administrator', 'BusinessExpert', 'IntegrationDeveloper'],
  },
  { roles: ['WebToolingSettingsProductProfiles.savetenantconfiguration'], personas: ['Administrator'] },
  { roles: ['esbmessagestorage.read'], personas: ['BusinessExpert'] },
]

/** Reading comes with editing (contract odata-api.md §4). */
const IMPLIED: Readonly<Record<string, readonly string[]>> = { WorkspacePackagesEdit: ['WorkspacePackagesRead'] }

/** Every role template held by who was given these: implied ones and the content of `AuthGroup_…` included. */
export function heldTemplates(given: readonly string[]): Set<string> {
  const held = new Set<string>()
  for (const name of given) {
    held.add(name)
    for (const implied of IMPLIED[name] ?? []) held.add(implied)
    for (const template of templatesOfGroup(name)) held.add(template)
  }
  return held
}

/** The scope names, without application prefix, that a token carries for these role templates; sorted as the templates came. */
export function scopesOfTemplates(given: readonly string[]): string[] {
  const scopes = new Set<string>()
  for (const template of heldTemplates(given)) for (const scope of scopesOfTemplate(template)) scopes.add(scope)
  return [...scopes]
}

/** A template without Neo counterpart is a scope of its own name. */
export function scopesOfTemplate(template: string): readonly string[] {
  const roles = ROLE_TEMPLATES[template]?.roles ?? []
  return roles.length > 0 ? roles : [template]
}

/** Every Neo role held by who was assigned these: the content of `AuthGroup.…` included. */
export function heldNeoRoles(assigned: readonly string[]): Set<string> {
  const held = new Set(assigned)
  for (const name of assigned) for (const role of rolesOfGroup(name)) held.add(role)
  return held
}

/** Names of all Neo roles of the management API, sorted; the group roles included. */
export function neoRoles(): string[] {
  const roles = [...Object.values(ROLE_TEMPLATES), ...NEO_ONLY].flatMap((entry) => entry.roles)
  return [...new Set([...roles, ...Object.keys(ROLE_TEMPLATES).filter(isGroup).map(neoGroup)])].sort()
}

const isGroup = (template: string): boolean => template.startsWith('AuthGroup_')
const neoGroup = (template: string): string => template.replace('_', '.')

function templatesOfGroup(name: string): string[] {
  if (!isGroup(name)) return []
  const persona = name.slice('AuthGroup_'.length)
  return Object.keys(ROLE_TEMPLATES).filter((template) => hasPersona(ROLE_TEMPLATES[template], persona))
}

function rolesOfGroup(name: string): string[] {
  if (!name.startsWith('AuthGroup.')) return []
  const persona = name.slice('AuthGroup.'.length)
  const entries = [...Object.values(ROLE_TEMPLATES), ...NEO_ONLY].filter((entry) => hasPersona(entry, persona))
  return [...entries.flatMap((entry) => entry.roles), ...(ROLE_TEMPLATES[name.replace('.', '_')]?.roles ?? [])]
}

const hasPersona = (entry: RoleTemplate | undefined, persona: string): boolean =>
  entry?.personas.some((candidate) => candidate === persona) ?? false
