import { text } from '../odata/edm.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import { managementSet } from './management-set.ts'

/** `RuntimeArtifactErrorInformations`: why a deployed artifact did not start; its `$value` is JSON whatever is accepted. */
export const runtimeArtifactErrorInformations = managementSet<RuntimeArtifact>({
  name: 'RuntimeArtifactErrorInformations',
  type: 'RuntimeArtifactErrorInformation',
  keys: ['Id'],
  properties: { Id: text((artifact) => artifact.id) },
  requires: 'viewMonitoring',
  media: { read: async (artifact) => ({ contentType: 'application/json', content: JSON.stringify(errorInformation(artifact)) }) },
})

/** Shape and spelling of contract odata-api §1.6 no. 9; an artifact without error has no parameter. */
function errorInformation({ id, error }: RuntimeArtifact) {
  const message = { subsystemName: 'CONTENT', subsytemPartName: 'CONTENT_DEPLOY', messageId: 'GenerationFailed', messageText: '' }
  return { message, parameter: error === null ? [] : [explanation(id, error)] }
}

const explanation = (id: string, error: string): string =>
  'The generation and build of the artifact were unsuccessful. Please address the issues outlined below and redeploy the artifact.\n' +
  `Generation and build failed for ${id} as validation of resource is failed\n${error}`
