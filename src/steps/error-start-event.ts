import { defineStep } from '../engine/define-step.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'StartErrorEvent',
  label: 'Error Start',
  doc: 'Begins an exception subprocess; the failure is in the property CamelExceptionCaught.',
  fields: {},
  acceptsStreams: true,
  compile: () => () => undefined,
})
