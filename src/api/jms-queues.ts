import { int64, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** What the broker says of a queue. */
interface JmsQueue {
  readonly name: string
  readonly maxSize: number
  readonly isActive: boolean
  readonly size: number
  readonly state: number
}

/** `JmsQueues`: reached through the broker and its queues only, as in the real service; as there are no queues, there is none. */
export const jmsQueues = managementSet<JmsQueue>({
  name: 'JmsQueues',
  type: 'JmsQueue',
  keys: ['Name'],
  properties: {
    Name: text((queue) => queue.name),
    MaxQueueSize: int64((queue) => queue.maxSize),
    ActiveState: int64((queue) => Number(queue.isActive)),
    QueueSize: int64((queue) => queue.size),
    State: int64((queue) => queue.state),
  },
  requires: 'viewDataStores',
})
