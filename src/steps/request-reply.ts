import { defineStep } from '../engine/define-step.ts'

/** Format document §3.3. Everything is configured at the receiver channel. */
export default defineStep({
  activity: 'ExternalCall',
  label: 'Request Reply',
  doc: 'Calls a receiver and goes on with its answer.',
  fields: {},
  acceptsStreams: true,
  compile(_config, context) {
    return context.receiver ?? context.fail('Request Reply', 'No receiver channel is connected')
  },
})
