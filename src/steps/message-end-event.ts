import { defineStep, Ending } from '../engine/define-step.ts'

/** Format document §2.5. Without a channel the message goes back to the caller as it is. */
export default defineStep({
  activity: 'MessageEndEvent',
  label: 'End Message',
  doc: 'Ends a process well, after sending the message to a receiver when a channel is connected.',
  fields: {},
  acceptsStreams: true,
  compile(_config, { receiver }) {
    if (!receiver) return () => Ending.processEnd
    return async (exchange) => {
      await receiver(exchange)
      return Ending.processEnd
    }
  },
})
