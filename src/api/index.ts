import { accessPolicies } from './access-policies.ts'
import { alternativePartners } from './alternative-partners.ts'
import { apiDefinitions } from './api-definitions.ts'
import { artifactReferences } from './artifact-references.ts'
import { auditLogs } from './audit-logs.ts'
import { authorizedUsers } from './authorized-users.ts'
import { binaryParameters } from './binary-parameters.ts'
import { buildAndDeployStatus } from './build-and-deploy-status.ts'
import { cancelMessageProcessingLog } from './cancel-message-processing-log.ts'
import { certificateChainResources } from './certificate-chain-resources.ts'
import { certificateResources } from './certificate-resources.ts'
import { certificateSigningRequests } from './certificate-signing-requests.ts'
import { chainCertificates } from './chain-certificates.ts'
import { configurations } from './configurations.ts'
import { copyIntegrationPackage } from './copy-integration-package.ts'
import { customParameters } from './custom-parameters.ts'
import { customTagConfigurations } from './custom-tag-configurations.ts'
import { customTags } from './custom-tags.ts'
import { dataStoreEntries } from './data-store-entries.ts'
import { dataStores } from './data-stores.ts'
import { defaultValMaps } from './default-val-maps.ts'
import { deployFunctions } from './deploy-functions.ts'
import { entryPoints } from './entry-points.ts'
import { genericIdempotentRepositoryEntries } from './generic-idempotent-repository-entries.ts'
import { idMapFromId2s } from './id-map-from-id2s.ts'
import { idMapFromIds } from './id-map-from-ids.ts'
import { idMapToIds } from './id-map-to-ids.ts'
import { idempotentRepositoryEntries } from './idempotent-repository-entries.ts'
import { integrationDesigntimeArtifacts } from './integration-designtime-artifacts.ts'
import { integrationDesigntimeLocks } from './integration-designtime-locks.ts'
import { integrationPackages } from './integration-packages.ts'
import { integrationRuntimeArtifacts } from './integration-runtime-artifacts.ts'
import { jmsBrokers } from './jms-brokers.ts'
import { keyPairGenerationRequests } from './key-pair-generation-requests.ts'
import { keyPairResources } from './key-pair-resources.ts'
import { keystoreEntries } from './keystore-entries.ts'
import { keystores } from './keystores.ts'
import { locks } from './locks.ts'
import { logFileArchives } from './log-file-archives.ts'
import { logFiles } from './log-files.ts'
import type { ManagementFunction, ManagementSet } from './management-set.ts'
import { messageMappingDesigntimeArtifacts } from './message-mapping-designtime-artifacts.ts'
import { messageProcessingLogAdapterAttributes } from './message-processing-log-adapter-attributes.ts'
import { messageProcessingLogAttachments } from './message-processing-log-attachments.ts'
import { messageProcessingLogCustomHeaderProperties } from './message-processing-log-custom-header-properties.ts'
import { messageProcessingLogErrorInformations } from './message-processing-log-error-informations.ts'
import { messageProcessingLogRunStepProperties } from './message-processing-log-run-step-properties.ts'
import { messageProcessingLogRunSteps } from './message-processing-log-run-steps.ts'
import { messageProcessingLogRuns } from './message-processing-log-runs.ts'
import { messageProcessingLogs } from './message-processing-logs.ts'
import { messageStoreEntries } from './message-store-entries.ts'
import { messageStoreEntryAttachmentProperties } from './message-store-entry-attachment-properties.ts'
import { messageStoreEntryAttachments } from './message-store-entry-attachments.ts'
import { messageStoreEntryProperties } from './message-store-entry-properties.ts'
import { numberRanges } from './number-ranges.ts'
import { oauth2ClientCredentials } from './oauth2-client-credentials.ts'
import { partners } from './partners.ts'
import { queueStates } from './queue-states.ts'
import { queues } from './queues.ts'
import { resources } from './resources.ts'
import { rsaKeyGenerationRequests } from './rsa-key-generation-requests.ts'
import { runtimeArtifactErrorInformations } from './runtime-artifact-error-informations.ts'
import { saveAsVersionFunctions } from './save-as-version-functions.ts'
import { scriptCollectionDesigntimeArtifacts } from './script-collection-designtime-artifacts.ts'
import { secureParameters } from './secure-parameters.ts'
import { serviceEndpoints } from './service-endpoints.ts'
import { sshKeyResources } from './ssh-key-resources.ts'
import { stringParameters } from './string-parameters.ts'
import { traceMessageExchangeProperties } from './trace-message-exchange-properties.ts'
import { traceMessageProperties } from './trace-message-properties.ts'
import { traceMessages } from './trace-messages.ts'
import { userCredentialParameters } from './user-credential-parameters.ts'
import { userCredentials } from './user-credentials.ts'
import { valMapFunctions } from './val-map-functions.ts'
import { valMapSchema } from './val-map-schema.ts'
import { valMaps } from './val-maps.ts'
import { validateIntegrationDesigntimeArtifact } from './validate-integration-designtime-artifact.ts'
import { valueMappingDesigntimeArtifacts } from './value-mapping-designtime-artifacts.ts'
import { variables } from './variables.ts'

/** Every entity set of `/api/v1`. */
export const ENTITY_SETS: readonly ManagementSet[] = [
  accessPolicies,
  alternativePartners,
  apiDefinitions,
  artifactReferences,
  auditLogs,
  authorizedUsers,
  binaryParameters,
  buildAndDeployStatus,
  certificateChainResources,
  certificateResources,
  certificateSigningRequests,
  chainCertificates,
  configurations,
  customParameters,
  customTagConfigurations,
  customTags,
  dataStoreEntries,
  dataStores,
  defaultValMaps,
  entryPoints,
  genericIdempotentRepositoryEntries,
  idMapFromId2s,
  idMapFromIds,
  idMapToIds,
  idempotentRepositoryEntries,
  integrationDesigntimeArtifacts,
  integrationDesigntimeLocks,
  integrationPackages,
  integrationRuntimeArtifacts,
  jmsBrokers,
  keyPairGenerationRequests,
  keyPairResources,
  keystoreEntries,
  keystores,
  locks,
  logFileArchives,
  logFiles,
  messageMappingDesigntimeArtifacts,
  messageProcessingLogAdapterAttributes,
  messageProcessingLogAttachments,
  messageProcessingLogCustomHeaderProperties,
  messageProcessingLogErrorInformations,
  messageProcessingLogRunStepProperties,
  messageProcessingLogRunSteps,
  messageProcessingLogRuns,
  messageProcessingLogs,
  messageStoreEntries,
  messageStoreEntryAttachmentProperties,
  messageStoreEntryAttachments,
  messageStoreEntryProperties,
  numberRanges,
  oauth2ClientCredentials,
  partners,
  queueStates,
  queues,
  resources,
  rsaKeyGenerationRequests,
  runtimeArtifactErrorInformations,
  scriptCollectionDesigntimeArtifacts,
  secureParameters,
  serviceEndpoints,
  sshKeyResources,
  stringParameters,
  userCredentialParameters,
  traceMessageExchangeProperties,
  traceMessageProperties,
  traceMessages,
  userCredentials,
  valMapSchema,
  valMaps,
  valueMappingDesigntimeArtifacts,
  variables,
]

/** Every function import of `/api/v1`. */
export const FUNCTION_IMPORTS: readonly ManagementFunction[] = [
  cancelMessageProcessingLog,
  ...deployFunctions,
  ...saveAsVersionFunctions,
  copyIntegrationPackage,
  validateIntegrationDesigntimeArtifact,
  ...valMapFunctions,
]
