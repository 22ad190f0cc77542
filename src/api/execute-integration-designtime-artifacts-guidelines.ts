import { requireAccess } from './access-policies/protection.ts'
import { INTEGRATION_FLOW } from './design/artifact-types.ts'
import { currentArtifact } from './design/artifacts.ts'
import { executeGuidelines } from './design-guidelines/execution.ts'
import { managementFunction } from './management-set.ts'

/** `ExecuteIntegrationDesigntimeArtifactsGuidelines`: 200 with the bare execution id, when the execution has ended. */
export const executeIntegrationDesigntimeArtifactsGuidelines = managementFunction({
  name: 'ExecuteIntegrationDesigntimeArtifactsGuidelines',
  parameters: { Id: 'Edm.String', Version: 'Edm.String' },
  requires: 'editPackages',
  async call({ Id, Version }, context) {
    const artifact = await currentArtifact(context.store.design, INTEGRATION_FLOW, Id, Version)
    await requireAccess(context, artifact)
    return { status: 200, text: (await executeGuidelines(context, artifact)).executionId }
  },
})
