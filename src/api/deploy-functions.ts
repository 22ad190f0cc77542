import { acceptedText } from '../odata/reply.ts'
import { ARTIFACT_TYPES } from './design/artifact-types.ts'
import { currentArtifact } from './design/artifacts.ts'
import { type ManagementFunction, managementFunction } from './management-set.ts'

/** `Deploy…DesigntimeArtifact`: 202 with the bare task id (contract odata-api T12). */
export const deployFunctions: readonly ManagementFunction[] = ARTIFACT_TYPES.map((info) =>
  managementFunction({
    name: `Deploy${info.entity}`,
    parameters: { Id: 'Edm.String', Version: 'Edm.String' },
    returns: `${info.entity}s`,
    requires: 'deployArtifacts',
    async call({ Id, Version }, { store, deployments, user }) {
      const artifact = await currentArtifact(store.design, info, Id, Version)
      return acceptedText(await deployments.deploy(artifact.id, user))
    },
  }),
)
