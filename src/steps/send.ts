import { defineStep } from '../engine/define-step.ts'

/** Format document §3.7. The channel works on a copy, so the answer does not touch the message. */
export default defineStep({
  activity: 'Send',
  label: 'Send',
  doc: 'Sends a copy of the message to a receiver and goes on with the message as it was.',
  fields: {},
  compile(_config, context) {
    const receiver = context.receiver ?? context.fail('Send', 'No receiver channel is connected')
    return (exchange) => receiver(exchange.copy())
  },
})
