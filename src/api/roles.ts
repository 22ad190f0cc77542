/**
 * What a caller of the management API must hold, by task (contract odata-api §4, roles.md). Cloud Foundry: any of the role
 * templates; Neo: all of the roles. Group roles and implied templates are resolved by who checks them.
 */
export const PERMISSIONS = {
  viewPackages: { cloudFoundry: ['WorkspacePackagesRead'], neo: ['WebToolingWorkspace.Read'] },
  editPackages: { cloudFoundry: ['WorkspacePackagesEdit'], neo: ['WebToolingWorkspace.Read', 'WebToolingWorkspace.Write'] },
  configureTags: { cloudFoundry: ['AuthGroup_Administrator'], neo: ['AuthGroup.Administrator'] },
  copyPackages: { cloudFoundry: ['CatalogPackagesCopy'], neo: ['WebToolingCatalog.OverviewRead', 'WebToolingWorkspace.Write'] },
  viewDesigntimeLocks: {
    cloudFoundry: ['WorkspaceArtifactLocksRead'],
    neo: ['WebToolingWorkspace.Read', 'WorkspaceArtifactLocks.Read'],
  },
  deleteDesigntimeLocks: {
    cloudFoundry: ['WorkspaceArtifactLocksDelete'],
    neo: ['WebToolingWorkspace.Read', 'WorkspaceArtifactLocks.Delete'],
  },
  configureArtifacts: {
    cloudFoundry: ['WorkspacePackagesConfigure'],
    neo: ['WebToolingWorkspace.Read', 'WebTooling.IntegrationFlowConfigure', 'WebToolingWorkspace.RuntimeConfigure'],
  },
  deployArtifacts: {
    cloudFoundry: ['WorkspaceArtifactsDeploy'],
    neo: [
      'WebToolingWorkspace.Read',
      'NodeManager.read',
      'GenerationAndBuild.generationandbuildcontent',
      'NodeManager.deploycontent',
      'WebToolingWorkspace.RuntimeConfigure',
    ],
  },
  followDeployment: { cloudFoundry: ['WorkspaceArtifactsDeploy', 'WorkspacePackagesRead'], neo: ['WebToolingWorkspace.Read'] },
  undeployArtifacts: {
    cloudFoundry: ['MonitoringArtifactsDeploy', 'WorkspaceArtifactsDeploy'],
    neo: ['NodeManager.deploycontent'],
  },
  viewMonitoring: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read', 'NodeManager.read'] },
  viewMessageLogs: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read'] },
  cancelMessages: { cloudFoundry: ['MonitoringArtifactsDeploy'], neo: ['IntegrationOperationServer.read', 'NodeManager.deploycontent'] },
  viewPayloads: { cloudFoundry: ['MessagePayloadsRead'], neo: ['esbmessagestorage.read'] },
  editCredentials: {
    cloudFoundry: ['CredentialsEdit'],
    neo: ['IntegrationOperationServer.read', 'NodeManager.deploycredentials', 'NodeManager.deploycontent'],
  },
  viewAuditLog: { cloudFoundry: ['AuthGroup_Administrator'], neo: ['IntegrationOperationServer.read', 'AuditLog.Read'] },
  viewPartnerDirectory: { cloudFoundry: ['AuthGroup_TenantPartnerDirectoryConfigurator'], neo: ['TenantPartnerDirectory.read'] },
  editPartnerDirectory: {
    cloudFoundry: ['AuthGroup_TenantPartnerDirectoryConfigurator'],
    neo: ['TenantPartnerDirectory.read', 'TenantPartnerDirectory.write'],
  },
  editSecurityMaterial: {
    cloudFoundry: ['SecurityMaterialEdit'],
    neo: ['IntegrationOperationServer.read', 'NodeManager.deploysecuritycontent'],
  },
  downloadSecurityMaterial: {
    cloudFoundry: ['SecurityMaterialDownload'],
    neo: ['IntegrationOperationServer.read', 'NodeManager.read', 'NodeManager.readsecuritycontent'],
  },
  viewAccessPolicies: { cloudFoundry: ['AccessPoliciesRead'], neo: ['IntegrationOperationServer.read', 'AccessPolicies.Read'] },
  editAccessPolicies: { cloudFoundry: ['AccessPoliciesEdit'], neo: ['IntegrationOperationServer.read', 'AccessPolicies.Write'] },
  viewDataStores: { cloudFoundry: ['DataStoresAndQueuesRead'], neo: ['IntegrationOperationServer.read', 'ESBDataStore.read'] },
  viewDataStorePayloads: { cloudFoundry: ['DataStorePayloadsRead'], neo: ['IntegrationOperationServer.read', 'ESBDataStore.readPayload'] },
  deleteDataStores: {
    cloudFoundry: ['DataStoresAndQueuesDelete'],
    neo: ['IntegrationOperationServer.read', 'ESBDataStore.read', 'ESBDataStore.delete'],
  },
  activateQueues: { cloudFoundry: ['QueuesActivate'], neo: ['IntegrationOperationServer.read', 'ESBDataStore.Activate'] },
  retryQueues: {
    cloudFoundry: ['QueuesRetry'],
    neo: ['IntegrationOperationServer.read', 'ESBDataStore.read', 'ESBDataStore.retry'],
  },
  // Neo has no archiving, and so no roles of its own for it.
  viewArchiving: { cloudFoundry: ['DataArchivingRead'], neo: ['IntegrationOperationServer.read'] },
  activateArchiving: { cloudFoundry: ['DataArchivingActivate'], neo: ['AuthGroup.Administrator'] },
  viewExternalLogging: {
    cloudFoundry: ['ExternalLoggingActivationRead'],
    neo: ['IntegrationOperationServer.read', 'ExternalLoggingActivation.Read'],
  },
  activateExternalLogging: {
    cloudFoundry: ['ExternalLoggingActivate'],
    neo: ['IntegrationOperationServer.read', 'ExternalLogging.Activate'],
  },
  viewNumberRanges: { cloudFoundry: ['MonitoringDataRead'], neo: ['IntegrationOperationServer.read'] },
  editNumberRanges: {
    cloudFoundry: ['MonitoringArtifactsDeploy'],
    neo: ['IntegrationOperationServer.read', 'NodeManager.deploycontent'],
  },
  viewLocks: { cloudFoundry: ['MessageProcessingLocksRead'], neo: ['IntegrationOperationServer.read', 'MessageProcessingLocks.Read'] },
  deleteLocks: {
    cloudFoundry: ['MessageProcessingLocksDelete'],
    neo: ['IntegrationOperationServer.read', 'MessageProcessingLocks.Delete'],
  },
} as const satisfies Record<string, { cloudFoundry: readonly string[]; neo: readonly string[] }>

export type Permission = keyof typeof PERMISSIONS

/** What `authorize` is asked for. */
export interface Requirement {
  readonly application: 'tmn'
  readonly roles: { readonly cloudFoundry: readonly string[]; readonly neo: readonly string[] }
  /** Path of the request, for the refusal. */
  readonly resource: string
}

/** Without a permission every authenticated caller of the application is let in. */
export const requirementOf = (permission: Permission | undefined, resource: string): Requirement => ({
  application: 'tmn',
  roles: permission === undefined ? { cloudFoundry: [], neo: [] } : PERMISSIONS[permission],
  resource,
})
