import { dateTime, required, text } from '../odata/edm.ts'
import { entityNotFound } from '../odata/failure.ts'
import { managementSet } from './management-set.ts'

interface DesigntimeLock {
  readonly resourceId: string
  readonly artifactId: string
  readonly artifactName: string
  readonly artifactType: string
  readonly packageId: string
  readonly packageName: string
  readonly createdAt: number
  readonly createdBy: string
}

/**
 * `IntegrationDesigntimeLocks`: artifacts that somebody edits in an editor. Changes through the API hold no lock between two requests,
 * so none is ever listed and every key is unknown.
 */
export const integrationDesigntimeLocks = managementSet<DesigntimeLock>({
  name: 'IntegrationDesigntimeLocks',
  type: 'IntegrationDesigntimeLock',
  keys: ['ResourceId'],
  properties: {
    ResourceId: text((lock) => lock.resourceId),
    ArtifactId: required(text((lock) => lock.artifactId)),
    ArtifactName: text((lock) => lock.artifactName),
    ArtifactType: text((lock) => lock.artifactType),
    PackageId: text((lock) => lock.packageId),
    PackageName: text((lock) => lock.packageName),
    CreatedAt: dateTime((lock) => lock.createdAt),
    CreatedBy: text((lock) => lock.createdBy),
  },
  requires: 'viewDesigntimeLocks',
  list: async () => [],
  read: async () => undefined,
  delete: {
    requires: 'deleteDesigntimeLocks',
    async run() {
      throw entityNotFound()
    },
  },
})
