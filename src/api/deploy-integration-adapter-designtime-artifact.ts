import { acceptedText } from '../odata/reply.ts'
import { requireAccess } from './access-policies/protection.ts'
import { existingAdapter } from './design/adapters.ts'
import { managementFunction } from './management-set.ts'

/**
 * `DeployIntegrationAdapterDesigntimeArtifact`: 202 with the task id. An adapter is Java code for the real runtime, so that its
 * deployment ends in an error, which says so.
 */
export const deployIntegrationAdapterDesigntimeArtifact = managementFunction({
  name: 'DeployIntegrationAdapterDesigntimeArtifact',
  parameters: { Id: 'Edm.String' },
  returns: 'IntegrationAdapterDesigntimeArtifacts',
  requires: 'deployArtifacts',
  async call({ Id }, context) {
    const adapter = await existingAdapter(context.store.design, Id)
    await requireAccess(context, adapter)
    return acceptedText(await context.deployments.deploy(adapter.id, context.user))
  },
})
