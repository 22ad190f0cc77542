import { defineStep, Ending } from '../engine/define-step.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'TerminateEndEvent',
  label: 'Terminate Message',
  doc: 'Stops the message here; it counts as completed.',
  fields: {},
  acceptsStreams: true,
  compile: () => () => Ending.terminate,
})
