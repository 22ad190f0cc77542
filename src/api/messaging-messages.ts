import { int64, text } from '../odata/edm.ts'
import { entityNotFound } from '../odata/failure.ts'
import { managementSet } from './management-set.ts'

interface MessagingMessage {
  readonly id: string
  readonly queue: string
  readonly messageGuid: string
  readonly createdAt: number
  readonly retries: number
}

/** `MessagingMessages`: listed through `MessagingQueues` only; as there are no queues, every key is unknown. */
export const messagingMessages = managementSet<MessagingMessage>({
  name: 'MessagingMessages',
  type: 'MessagingMessage',
  keys: ['jmsMessageId', 'queueName'],
  properties: {
    jmsMessageId: text((message) => message.id),
    queueName: text((message) => message.queue),
    mplId: text((message) => message.messageGuid),
    createdAt: int64((message) => message.createdAt),
    retryCount: int64((message) => message.retries),
  },
  requires: 'viewDataStores',
  read: async () => undefined,
  delete: {
    requires: 'deleteDataStores',
    async run() {
      throw entityNotFound()
    },
  },
})
