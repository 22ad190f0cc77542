import { int32, int64, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { managementSet } from './management-set.ts'

/** The one broker; it holds nothing as long as no flow can use queues. */
const BROKER = { key: 'Broker1', maxCapacity: 9_751_756_800, maxQueues: 30 }

const none = int64<typeof BROKER>(() => 0)
const enough = int32<typeof BROKER>(() => 0)

/** `JmsBrokers('Broker1')`: resources of message queues, in bytes and numbers. */
export const jmsBrokers = managementSet<typeof BROKER>({
  name: 'JmsBrokers',
  type: 'JmsBroker',
  keys: ['Key'],
  properties: {
    Key: text((broker) => broker.key),
    Capacity: none,
    MaxCapacity: int64((broker) => broker.maxCapacity),
    IsTransactedSessionsHigh: enough,
    IsConsumersHigh: enough,
    IsProducersHigh: enough,
    MaxQueueNumber: int64((broker) => broker.maxQueues),
    QueueNumber: none,
    CapacityOk: none,
    CapacityWarning: none,
    CapacityError: none,
    IsQueuesHigh: enough,
    IsMessageSpoolHigh: enough,
  },
  navigation: {
    QueueNamesHigh: { target: 'JmsQueues', many: true, resolve: eachRow(async () => []) },
    InactiveQueues: { target: 'Queues', many: true, resolve: eachRow(async () => []) },
    QueueStates: { target: 'QueueStates', many: true, resolve: eachRow(async () => []) },
  },
  requires: 'viewDataStores',
  list: async () => [BROKER],
  read: async ({ Key }) => (Key === BROKER.key ? BROKER : undefined),
})
