import { defineStep, Ending } from '../engine/define-step.ts'
import { text } from '../engine/fields.ts'

/** Format document §2.5. */
export default defineStep({
  activity: 'EscalationEndEvent',
  label: 'Escalation End',
  doc: 'Stops the message here; its status becomes ESCALATED.',
  fields: {
    errorCode: text(
      'ErrorCode',
      'Why: ReceiverNotFound, RoutingConditionNotMet, InternalServerErrorInReceiver, Others, …',
      'ReceiverNotFound',
    ),
  },
  acceptsStreams: true,
  compile: (config) => (exchange) => {
    exchange.log.properties.set('EscalationErrorCode', config.errorCode)
    return Ending.escalate
  },
})
