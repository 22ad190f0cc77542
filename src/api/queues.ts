import { int64, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'

/** A message queue of this tenant; none exists as long as no flow can use one. */
interface Queue {
  readonly name: string
  readonly messages: number
  readonly size: number
}

/** `Queues`: there are none. */
export const queues = managementSet<Queue>({
  name: 'Queues',
  type: 'Queue',
  keys: ['Name'],
  properties: {
    Name: text((queue) => queue.name),
    NumbOfMsgs: int64((queue) => queue.messages),
    Size: int64((queue) => queue.size),
    Type: int64(() => 0),
    State: int64(() => 0),
    FillGrade: int64(() => 0),
    Active: int64(() => 1),
  },
  navigation: {
    Messages: { target: 'JmsMessages', many: true, resolve: eachRow(async () => []) },
    Artifacts: { target: 'JmsArtifacts', many: true, resolve: eachRow(async () => []) },
    JmsQueues: { target: 'JmsQueues', many: true, resolve: eachRow(async () => []) },
  },
  requires: 'viewDataStores',
  list: async () => [],
  read: async () => undefined,
})
