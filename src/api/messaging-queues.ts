import { int64, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'

/** `MessagingQueues`: queues as the newer half of the API has them; there are none. */
export const messagingQueues = managementSet<{ readonly name: string; readonly messages: number }>({
  name: 'MessagingQueues',
  type: 'MessagingQueue',
  keys: ['queueName'],
  properties: { queueName: text((queue) => queue.name), numberOfMessages: int64((queue) => queue.messages) },
  navigation: { MessagingMessages: { target: 'MessagingMessages', many: true, resolve: eachRow(async () => []) } },
  requires: 'viewDataStores',
  list: async () => [],
  read: async () => undefined,
})
