import { done } from '../odata/reply.ts'
import { ARTIFACT_TYPES } from './design/artifact-types.ts'
import { existingArtifact, saveAsVersion } from './design/artifacts.ts'
import { type ManagementFunction, managementFunction } from './management-set.ts'

/** `…DesigntimeArtifactSaveAsVersion`: 200 without body (contract odata-api §1.5). */
export const saveAsVersionFunctions: readonly ManagementFunction[] = ARTIFACT_TYPES.map((info) =>
  managementFunction({
    name: `${info.entity}SaveAsVersion`,
    parameters: { Id: 'Edm.String', SaveAsVersion: 'Edm.String' },
    returns: `${info.entity}s`,
    requires: 'editPackages',
    async call({ Id, SaveAsVersion }, { store, user, clock }) {
      const artifact = await existingArtifact(store.design, info, Id, 'active')
      await saveAsVersion(store.design, artifact, String(SaveAsVersion), { user, now: clock.now() })
      return done
    },
  }),
)
