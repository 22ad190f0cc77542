import { int64, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** `QueueStates`: how full queues are; through the broker only. */
export const queueStates = managementSet<{ readonly name: string; readonly state: number }>({
  name: 'QueueStates',
  type: 'QueueState',
  keys: ['Name'],
  properties: { Name: text((queue) => queue.name), State: int64((queue) => queue.state) },
  requires: 'viewDataStores',
})
