import { defineStep } from '../engine/define-step.ts'
import { SluiceError } from '../kernel/errors.ts'

/** Format document §2.5. The engine keeps the caught failure in the property `CamelExceptionCaught`. */
export default defineStep({
  activity: 'EndErrorEvent',
  label: 'Error End',
  doc: 'Fails the message, in an exception subprocess with the failure that was caught.',
  fields: {},
  acceptsStreams: true,
  compile(_config, { node }) {
    return (exchange) => {
      const caught = exchange.properties.get('CamelExceptionCaught')
      throw caught instanceof Error
        ? caught
        : new SluiceError('processing-failed', `The message ended in error end event '${node.name || node.id}'`)
    }
  },
})
