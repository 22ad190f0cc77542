import { mapComparisons } from '../odata/condition.ts'
import { dateTime, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { entityNotFound, notSupported } from '../odata/failure.ts'
import { accepted } from '../odata/reply.ts'
import type { Condition, Query } from '../store/query.ts'
import type { RuntimeArtifact, RuntimeArtifactField } from '../store/runtime-artifacts.ts'
import { requireAccess } from './access-policies/protection.ts'
import { managementSet } from './management-set.ts'

const FIELDS: Readonly<Record<string, RuntimeArtifactField>> = {
  Id: 'id',
  Version: 'version',
  Name: 'name',
  Type: 'type',
  DeployedBy: 'deployedBy',
  DeployedOn: 'deployedOn',
  Status: 'status',
}

/** The question in the words of the store. */
function storedQuery({ where, orderBy, ...range }: Query): Query<RuntimeArtifactField> {
  const field = (property: string) => FIELDS[property]!
  return {
    ...range,
    ...(where && { where: mapComparisons(where, (each) => ({ ...each, field: field(each.field) }) as Condition<RuntimeArtifactField>) }),
    ...(orderBy && { orderBy: orderBy.map((each) => ({ ...each, field: field(each.field) })) }),
  }
}

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
  async find({ query, counted }, { store }) {
    const stored = storedQuery(query)
    const rows = query.limit === 0 ? [] : await store.runtimeArtifacts.query(stored)
    return { rows, count: counted ? await store.runtimeArtifacts.count(stored.where) : undefined }
  },
  read: ({ Id }, { store }) => store.runtimeArtifacts.find(String(Id)),
  media: {
    async read(artifact, context) {
      await requireAccess(context, artifact)
      const content = await context.store.runtimeArtifacts.content(artifact.id)
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
    async run({ Id }, context) {
      const artifact = await context.store.runtimeArtifacts.find(String(Id))
      if (artifact === undefined) throw entityNotFound()
      await requireAccess(context, artifact)
      await context.deployments.undeploy(artifact.id)
      return accepted
    },
  },
})
