import { dateTime, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { entityNotFound, notSupported } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import { managementSet } from './management-set.ts'

/** `IntegrationRuntimeArtifacts`: what is deployed; deleting is undeploying (contract odata-api §1.5). */
export const integrationRuntimeArtifacts = managementSet<RuntimeArtifact>({
  name: 'IntegrationRuntimeArtifacts',
  type: 'IntegrationRuntimeArtifact',
  keys: ['Id'],
  properties: {
    Id: text((artifact) => artifact.id),
    Version: text((artifact) => artifact.version),
    Name: text((artifact) => artifact.name),
    Type: text((artifact) => artifact.type),
    DeployedBy: text((artifact) => artifact.deployedBy),
    DeployedOn: dateTime((artifact) => artifact.deployedOn),
    Status: text((artifact) => artifact.status),
  },
  navigation: {
    ErrorInformation: {
      target: 'RuntimeArtifactErrorInformations',
      many: false,
      resolve: eachRow(async (artifact) => [artifact]),
    },
  },
  requires: 'viewMonitoring',
  list: ({ store }) => store.runtimeArtifacts.list(),
  read: ({ Id }, { store }) => store.runtimeArtifacts.find(String(Id)),
  media: {
    async read(artifact, { store }) {
      const content = await store.runtimeArtifacts.content(artifact.id)
      if (content === undefined) throw entityNotFound()
      return { contentType: 'application/zip', content, fileName: `${artifact.id}.zip` }
    },
  },
  create: {
    requires: 'deployArtifacts',
    async run() {
      throw notSupported('Not implemented. Use the function DeployIntegrationDesigntimeArtifact.')
    },
  },
  delete: {
    requires: 'undeployArtifacts',
    async run({ Id }, { store, deployments }) {
      const artifact = await store.runtimeArtifacts.find(String(Id))
      if (artifact === undefined) throw entityNotFound()
      await deployments.undeploy(artifact.id)
      return accepted
    },
  },
})
