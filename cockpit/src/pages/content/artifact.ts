import { type AdminAnswer, admin } from '../../api/admin.ts'
import { change, entityPath } from '../../api/odata.ts'
import { type MessageKey, t } from '../../messages/messages.ts'

export type DeployedArtifact = AdminAnswer<'GET /runtime-artifacts/{artifact}'>

export const STATUSES = ['STARTED', 'STARTING', 'STOPPING', 'STOPPED', 'ERROR'] as const satisfies readonly DeployedArtifact['status'][]

/** Types of artifacts that can be deployed. */
export const ARTIFACT_TYPES = [
  'INTEGRATION_FLOW',
  'SCRIPT_COLLECTION',
  'VALUE_MAPPING',
  'MESSAGE_MAPPING',
  'FUNCTION_LIBRARIES',
  'IMPORTED_ARCHIVES',
  'DATA_TYPE',
  'MESSAGE_TYPE',
  'FAULT_MESSAGE_TYPE',
  'SERVICE_INTERFACE',
  'INTEGRATION_ADAPTER',
]

export const typeText = (type: string): string => t(`artifact.type.${type}` as MessageKey)

export const restart = ({ id }: DeployedArtifact): Promise<unknown> =>
  admin('POST /runtime-artifacts/{artifact}/restart', { params: { artifact: id } })

export const undeploy = ({ id }: DeployedArtifact): Promise<unknown> => change('DELETE', entityPath('IntegrationRuntimeArtifacts', id))
