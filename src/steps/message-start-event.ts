import { defineStep } from '../engine/define-step.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'MessageStartEvent',
  label: 'Start Message',
  doc: 'Begins a process with the message that a sender channel receives.',
  fields: {},
  acceptsStreams: true,
  compile: () => () => undefined,
})
