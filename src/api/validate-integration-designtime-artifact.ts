import { INTEGRATION_FLOW } from './design/artifact-types.ts'
import { existingArtifact } from './design/artifacts.ts'
import { managementFunction } from './management-set.ts'

/** `ValidateIntegrationDesigntimeArtifact`: 200 with the verdict of the check that deploying begins with (contract odata-api §1.5). */
export const validateIntegrationDesigntimeArtifact = managementFunction({
  name: 'ValidateIntegrationDesigntimeArtifact',
  parameters: { Id: 'Edm.String', Version: 'Edm.String' },
  requires: 'viewPackages',
  async call({ Id, Version }, { store, deployments }) {
    const { id, version } = await existingArtifact(store.design, INTEGRATION_FLOW, Id, Version)
    const problems = await deployments.check(id, version)
    return { status: 200, text: problems === undefined ? 'Check execution result: Passed' : `Check execution result: Failed\n${problems}` }
  },
})
