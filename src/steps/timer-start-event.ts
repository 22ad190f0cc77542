import { defineStep } from '../engine/define-step.ts'
import { text } from '../engine/fields.ts'
import { readSchedule } from '../languages/schedule/schedule.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'StartTimerEvent',
  label: 'Start Timer',
  doc: 'Begins a process once after deployment or on a schedule.',
  fields: {
    schedule: text('scheduleKey', 'The schedule as the product writes it.'),
  },
  acceptsStreams: true,
  compile: () => () => undefined,
  trigger: (config) => ({ kind: 'schedule', schedule: readSchedule(config.schedule) }),
})
