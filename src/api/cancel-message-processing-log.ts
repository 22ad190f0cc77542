import { accepted } from '../odata/reply.ts'
import { managementFunction } from './management-set.ts'

/** `CancelMessageProcessingLog`: ends a message in process before its next step. */
export const cancelMessageProcessingLog = managementFunction({
  name: 'CancelMessageProcessingLog',
  parameters: { Id: 'Edm.String' },
  returns: 'MessageProcessingLogs',
  requires: 'cancelMessages',
  async call({ Id }, { messages }) {
    await messages.cancel(String(Id))
    return accepted
  },
})
