import { apiDefinitions } from './api-definitions.ts'
import { buildAndDeployStatus } from './build-and-deploy-status.ts'
import { configurations } from './configurations.ts'
import { customParameters } from './custom-parameters.ts'
import { deployFunctions } from './deploy-functions.ts'
import { entryPoints } from './entry-points.ts'
import { integrationDesigntimeArtifacts } from './integration-designtime-artifacts.ts'
import { integrationPackages } from './integration-packages.ts'
import { integrationRuntimeArtifacts } from './integration-runtime-artifacts.ts'
import type { ManagementFunction, ManagementSet } from './management-set.ts'
import { messageMappingDesigntimeArtifacts } from './message-mapping-designtime-artifacts.ts'
import { messageProcessingLogAdapterAttributes } from './message-processing-log-adapter-attributes.ts'
import { messageProcessingLogAttachments } from './message-processing-log-attachments.ts'
import { messageProcessingLogCustomHeaderProperties } from './message-processing-log-custom-header-properties.ts'
import { messageProcessingLogErrorInformations } from './message-processing-log-error-informations.ts'
import { messageProcessingLogs } from './message-processing-logs.ts'
import { oauth2ClientCredentials } from './oauth2-client-credentials.ts'
import { resources } from './resources.ts'
import { runtimeArtifactErrorInformations } from './runtime-artifact-error-informations.ts'
import { saveAsVersionFunctions } from './save-as-version-functions.ts'
import { scriptCollectionDesigntimeArtifacts } from './script-collection-designtime-artifacts.ts'
import { secureParameters } from './secure-parameters.ts'
import { serviceEndpoints } from './service-endpoints.ts'
import { userCredentials } from './user-credentials.ts'
import { valueMappingDesigntimeArtifacts } from './value-mapping-designtime-artifacts.ts'

/** Every entity set of `/api/v1`. */
export const ENTITY_SETS: readonly ManagementSet[] = [
  apiDefinitions,
  buildAndDeployStatus,
  configurations,
  customParameters,
  entryPoints,
  integrationDesigntimeArtifacts,
  integrationPackages,
  integrationRuntimeArtifacts,
  messageMappingDesigntimeArtifacts,
  messageProcessingLogAdapterAttributes,
  messageProcessingLogAttachments,
  messageProcessingLogCustomHeaderProperties,
  messageProcessingLogErrorInformations,
  messageProcessingLogs,
  oauth2ClientCredentials,
  resources,
  runtimeArtifactErrorInformations,
  scriptCollectionDesigntimeArtifacts,
  secureParameters,
  serviceEndpoints,
  userCredentials,
  valueMappingDesigntimeArtifacts,
]

/** Every function import of `/api/v1`. */
export const FUNCTION_IMPORTS: readonly ManagementFunction[] = [...deployFunctions, ...saveAsVersionFunctions]
