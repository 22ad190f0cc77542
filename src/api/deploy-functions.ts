import { acceptedText } from '../odata/reply.ts'
import { requireAccess } from './access-policies/protection.ts'
import { DEPLOYABLE_TYPES } from './design/artifact-types.ts'
import { currentArtifact } from './design/artifacts.ts'
import { type ManagementFunction, managementFunction } from './management-set.ts'

/** `Deploy…DesigntimeArtifact`: 202 with the bare task id (contract odata-api T12). */
export const deployFunctions: readonly ManagementFunction[] = DEPLOYABLE_TYPES.map((info) =>
  managementFunction({
    name: `Deploy${info.entity}`,
    parameters: { Id: 'Edm.String', Version: 'Edm.String' },
    returns: `${info.entity}s`,
    requires: 'deployArtifacts',
    async call({ Id, Version }, context) {
      const artifact = await currentArtifact(context.store.design, info, Id, Version)
      await requireAccess(context, artifact)
      return acceptedText(await context.deployments.deploy(artifact.id, context.user))
    },
  }),
)
