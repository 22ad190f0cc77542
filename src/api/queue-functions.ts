import { SluiceError } from '../kernel/errors.ts'
import type { EdmType } from '../odata/edm.ts'
import { type ManagementFunction, managementFunction } from './management-set.ts'
import type { Permission } from './roles.ts'

/** A function that acts on queues. As there are none, the queue that it names is not there, whatever else it is told. */
const queueFunction = (name: string, parameters: Readonly<Record<string, EdmType>>, requires: Permission): ManagementFunction =>
  managementFunction({
    name,
    parameters,
    optional: Object.keys(parameters),
    requires,
    async call(given) {
      const queue = given.Name ?? given.queueName ?? given.sourceQueue
      throw new SluiceError(
        'not-found',
        queue === undefined ? 'This tenant has no message queues.' : `The message queue ${queue} does not exist.`,
      )
    },
  })

const SWITCH = { Name: 'Edm.String', State: 'Edm.String' } as const

/** `activateQueue`, `deactivateQueue`, `RetryMessagingMessages` and `MoveMessagingMessages`. */
export const queueFunctions: readonly ManagementFunction[] = [
  queueFunction('activateQueue', SWITCH, 'activateQueues'),
  queueFunction('deactivateQueue', SWITCH, 'activateQueues'),
  queueFunction('RetryMessagingMessages', { queueName: 'Edm.String', jmsMessageId: 'Edm.String' }, 'retryQueues'),
  queueFunction(
    'MoveMessagingMessages',
    { sourceQueue: 'Edm.String', targetQueue: 'Edm.String', jmsMessageIds: 'Edm.String' },
    'retryQueues',
  ),
]
