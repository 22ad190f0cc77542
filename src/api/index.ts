import { accessPolicies } from './access-policies.ts'
import { activationFunctions } from './activation-functions.ts'
import { alternativePartners } from './alternative-partners.ts'
import { apiDefinitions } from './api-definitions.ts'
import { archivingConfigurations } from './archiving-configurations.ts'
import { archivingKeyPerformanceIndicators } from './archiving-key-performance-indicators.ts'
import { artifactReferences } from './artifact-references.ts'
import { auditLogs } from './audit-logs.ts'
import { authorizedUsers } from './authorized-users.ts'
import { binaryParameters } from './binary-parameters.ts'
import { buildAndDeployStatus } from './build-and-deploy-status.ts'
import { cancelMessageProcessingLog } from './cancel-message-processing-log.ts'
import { certificateChainResources } from './certificate-chain-resources.ts'
import { certificateResources } from './certificate-resources.ts'
import { certificateSigningRequests } from './certificate-signing-requests.ts'
import { certificateUserMappings } from './certificate-user-mappings.ts'
import { chainCertificates } from './chain-certificates.ts'
import { configurations } from './configurations.ts'
import { copyIntegrationPackage } from './copy-integration-package.ts'
import { customParameters } from './custom-parameters.ts'
import { customTagConfigurations } from './custom-tag-configurations.ts'
import { customTags } from './custom-tags.ts'
import { dataStoreEntries } from './data-store-entries.ts'
import { dataStores } from './data-stores.ts'
import { dataTypeDesigntimeArtifacts } from './data-type-designtime-artifacts.ts'
import { defaultValMaps } from './default-val-maps.ts'
import { deployFunctions } from './deploy-functions.ts'
import { deployIntegrationAdapterDesigntimeArtifact } from './deploy-integration-adapter-designtime-artifact.ts'
import { designGuidelineExecutionResults } from './design-guideline-execution-results.ts'
import { designGuidelines } from './design-guidelines.ts'
import { entryPoints } from './entry-points.ts'
import { executeIntegrationDesigntimeArtifactsGuidelines } from './execute-integration-designtime-artifacts-guidelines.ts'
import { externalLoggingActivationStatus } from './external-logging-activation-status.ts'
import { externalLoggingEvents } from './external-logging-events.ts'
import { faultMessageTypeDesigntimeArtifacts } from './fault-message-type-designtime-artifacts.ts'
import { genericIdempotentRepositoryEntries } from './generic-idempotent-repository-entries.ts'
import { historyKeystoreEntries } from './history-keystore-entries.ts'
import { idMapFromId2s } from './id-map-from-id2s.ts'
import { idMapFromIds } from './id-map-from-ids.ts'
import { idMapToIds } from './id-map-to-ids.ts'
import { idempotentRepositoryEntries } from './idempotent-repository-entries.ts'
import { integrationAdapterDesigntimeArtifacts } from './integration-adapter-designtime-artifacts.ts'
import { integrationDesigntimeArtifacts } from './integration-designtime-artifacts.ts'
import { integrationDesigntimeLocks } from './integration-designtime-locks.ts'
import { integrationPackages } from './integration-packages.ts'
import { integrationRuntimeArtifacts } from './integration-runtime-artifacts.ts'
import { jmsArtifacts } from './jms-artifacts.ts'
import { jmsBrokers } from './jms-brokers.ts'
import { jmsMessages } from './jms-messages.ts'
import { jmsQueues } from './jms-queues.ts'
import { keyPairGenerationRequests } from './key-pair-generation-requests.ts'
import { keyPairResources } from './key-pair-resources.ts'
import { keyringRuntimeAssignment } from './keyring-runtime-assignment.ts'
import { keystoreEntries } from './keystore-entries.ts'
import { keystoreResources } from './keystore-resources.ts'
import { keystores } from './keystores.ts'
import { locks } from './locks.ts'
import { logFileArchives } from './log-file-archives.ts'
import { logFiles } from './log-files.ts'
import type { ManagementFunction, ManagementSet } from './management-set.ts'
import { mdiDeltaToken } from './mdi-delta-token.ts'
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
import { messageTypeDesigntimeArtifacts } from './message-type-designtime-artifacts.ts'
import { messagingMessages } from './messaging-messages.ts'
import { messagingQueues } from './messaging-queues.ts'
import { numberRanges } from './number-ranges.ts'
import { oauth2AuthorizationCodes } from './oauth2-authorization-codes.ts'
import { oauth2ClientCredentials } from './oauth2-client-credentials.ts'
import { partners } from './partners.ts'
import { pgpKeyEntries } from './pgp-key-entries.ts'
import { pgpKeyEntryImportResults } from './pgp-key-entry-import-results.ts'
import { pgpKeyPublicResources } from './pgp-key-public-resources.ts'
import { pgpKeySecretResources } from './pgp-key-secret-resources.ts'
import { pgpKeyringPublicResources } from './pgp-keyring-public-resources.ts'
import { pgpKeyringSecretResources } from './pgp-keyring-secret-resources.ts'
import { pgpKeyrings } from './pgp-keyrings.ts'
import { pgpPublicKeyrings } from './pgp-public-keyrings.ts'
import { pgpSecretKeyrings } from './pgp-secret-keyrings.ts'
import { pgpSubKeys } from './pgp-sub-keys.ts'
import { pgpUserIds } from './pgp-user-ids.ts'
import { queueFunctions } from './queue-functions.ts'
import { queueStates } from './queue-states.ts'
import { queues } from './queues.ts'
import { resources } from './resources.ts'
import { rsaKeyGenerationRequests } from './rsa-key-generation-requests.ts'
import { runtimeArtifactErrorInformations } from './runtime-artifact-error-informations.ts'
import { saveAsVersionFunctions } from './save-as-version-functions.ts'
import { scriptCollectionDesigntimeArtifacts } from './script-collection-designtime-artifacts.ts'
import { secureParameters } from './secure-parameters.ts'
import { securityArtifacts } from './security-artifacts.ts'
import { serviceEndpoints } from './service-endpoints.ts'
import { serviceInterfaceDesigntimeArtifacts } from './service-interface-designtime-artifacts.ts'
import { sshKeyGenerationRequests } from './ssh-key-generation-requests.ts'
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
import { xiDataStoreArtifacts } from './xi-data-store-artifacts.ts'
import { xiDataStores } from './xi-data-stores.ts'

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
  certificateUserMappings,
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
  historyKeystoreEntries,
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
  keyringRuntimeAssignment,
  keystoreEntries,
  keystoreResources,
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
  oauth2AuthorizationCodes,
  oauth2ClientCredentials,
  partners,
  pgpKeyEntries,
  pgpKeyEntryImportResults,
  pgpKeyPublicResources,
  pgpKeySecretResources,
  pgpKeyringPublicResources,
  pgpKeyringSecretResources,
  pgpKeyrings,
  pgpPublicKeyrings,
  pgpSecretKeyrings,
  pgpSubKeys,
  pgpUserIds,
  queueStates,
  queues,
  resources,
  rsaKeyGenerationRequests,
  runtimeArtifactErrorInformations,
  scriptCollectionDesigntimeArtifacts,
  secureParameters,
  securityArtifacts,
  serviceEndpoints,
  sshKeyGenerationRequests,
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
  designGuidelineExecutionResults,
  designGuidelines,
  archivingConfigurations,
  archivingKeyPerformanceIndicators,
  externalLoggingActivationStatus,
  externalLoggingEvents,
  jmsArtifacts,
  jmsMessages,
  jmsQueues,
  mdiDeltaToken,
  messagingMessages,
  messagingQueues,
  xiDataStoreArtifacts,
  xiDataStores,
  dataTypeDesigntimeArtifacts,
  faultMessageTypeDesigntimeArtifacts,
  integrationAdapterDesigntimeArtifacts,
  messageTypeDesigntimeArtifacts,
  serviceInterfaceDesigntimeArtifacts,
]

/** Every function import of `/api/v1`. */
export const FUNCTION_IMPORTS: readonly ManagementFunction[] = [
  cancelMessageProcessingLog,
  ...deployFunctions,
  ...saveAsVersionFunctions,
  copyIntegrationPackage,
  validateIntegrationDesigntimeArtifact,
  ...valMapFunctions,
  executeIntegrationDesigntimeArtifactsGuidelines,
  ...activationFunctions,
  ...queueFunctions,
  deployIntegrationAdapterDesigntimeArtifact,
]
