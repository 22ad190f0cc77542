import { defineStep } from '../engine/define-step.ts'
import { keepProperties } from './branches/kept-properties.ts'

/** Format document §2.7. A Gather behind it says how messages are combined; without one the last branch's goes on. */
export default defineStep({
  activity: 'Join',
  label: 'Join',
  doc: 'Brings the routes of a multicast together; without a Gather behind it the message of the last route goes on.',
  fields: {},
  gathers: true,
  compile: () => () => ({
    ending: 'gather',
    defers: true,
    combine(messages, result) {
      keepProperties(messages, result)
      result.body = (messages.at(-1) ?? result).body
    },
  }),
})
