import { done } from '../odata/reply.ts'
import { requireAccess } from './access-policies/protection.ts'
import { ARTIFACT_TYPES } from './design/artifact-types.ts'
import { existingArtifact, saveAsVersion } from './design/artifacts.ts'
import { type ManagementFunction, managementFunction, stampOf } from './management-set.ts'

/** `…DesigntimeArtifactSaveAsVersion`: 200 without body (contract odata-api §1.5). */
export const saveAsVersionFunctions: readonly ManagementFunction[] = ARTIFACT_TYPES.map((info) =>
  managementFunction({
    name: `${info.entity}SaveAsVersion`,
    parameters: { Id: 'Edm.String', SaveAsVersion: 'Edm.String' },
    returns: `${info.entity}s`,
    requires: 'editPackages',
    async call({ Id, SaveAsVersion }, context) {
      const { design } = context.store
      const artifact = await existingArtifact(design, info, Id, 'active')
      await requireAccess(context, artifact)
      await saveAsVersion(design, artifact, String(SaveAsVersion), stampOf(context))
      return done
    },
  }),
)
