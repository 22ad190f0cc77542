import { defineStep } from '../engine/define-step.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'StartEvent',
  label: 'Start',
  doc: 'Begins a local integration process.',
  fields: {},
  acceptsStreams: true,
  compile: () => () => undefined,
})
