import { defineStep, Ending } from '../engine/define-step.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'EndEvent',
  label: 'End',
  doc: 'Ends a local integration process and returns to its caller.',
  fields: {},
  acceptsStreams: true,
  compile: () => () => Ending.processEnd,
})
