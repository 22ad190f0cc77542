import { int64, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** A flow that reads or writes a queue. */
interface JmsArtifact {
  readonly name: string
  readonly id: string
  readonly direction: number
}

/** `JmsArtifacts`: reached through queues only. */
export const jmsArtifacts = managementSet<JmsArtifact>({
  name: 'JmsArtifacts',
  type: 'JmsArtifact',
  keys: ['Name'],
  properties: {
    Name: text((artifact) => artifact.name),
    Id: text((artifact) => artifact.id),
    Direction: int64((artifact) => artifact.direction),
  },
  requires: 'viewDataStores',
})
