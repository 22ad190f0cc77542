import { defineStep } from '../engine/define-step.ts'
import { text } from '../engine/fields.ts'

/** Format document §2.8. */
export default defineStep({
  activity: 'ProcessCallElement',
  variant: 'NonLoopingProcess',
  label: 'Process Call',
  doc: 'Runs a local integration process on the message.',
  fields: {
    processId: text('processId', 'Id of the local integration process.'),
  },
  acceptsStreams: true,
  compile(config, context) {
    if (config.processId === '') context.fail('Process Call', 'No local integration process is chosen')
    return context.process(config.processId)
  },
})
