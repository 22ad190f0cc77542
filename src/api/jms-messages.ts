import { boolean, int64, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** A message that waits in a queue. Times are milliseconds since the epoch. */
interface JmsMessage {
  readonly id: string
  readonly queue: string
  readonly isFailed: boolean
  readonly messageGuid: string
  readonly createdAt: number
  readonly retries: number
  readonly nextRetry: number
  readonly overdueAt: number
  readonly expiresAt: number
}

/** `JmsMessages`: as there are no queues, there is none. */
export const jmsMessages = managementSet<JmsMessage>({
  name: 'JmsMessages',
  type: 'JmsMessage',
  keys: ['Msgid', 'Name', 'Failed'],
  properties: {
    Msgid: text((message) => message.id),
    Name: text((message) => message.queue),
    Failed: boolean((message) => message.isFailed),
    Mplid: text((message) => message.messageGuid),
    CreatedAt: int64((message) => message.createdAt),
    RetryCount: int64((message) => message.retries),
    NextRetry: int64((message) => message.nextRetry),
    MimeMsgid: text(() => null),
    ContentType: text(() => null),
    MimeVersion: text(() => null),
    OverdueAt: int64((message) => message.overdueAt),
    ExpirationDate: int64((message) => message.expiresAt),
  },
  requires: 'viewDataStores',
  read: async () => undefined,
})
