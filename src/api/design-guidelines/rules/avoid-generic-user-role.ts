import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'COMMON_ROLE_FOR_SENDER_AUTHORIZATION',
  name: 'Avoid Using a Generic User Role for Sender-Side Authorization',
  category: 'Run an Integration Flow Under Well-Defined Boundary Conditions',
  severity: 'Medium',
  check: ({ model }) =>
    judge(
      model.channels.filter(({ direction, properties }) => direction === 'sender' && (properties.get('userRole') ?? '') !== ''),
      ({ properties }) => properties.get('userRole') === 'ESBMessaging.send',
    ),
} satisfies Guideline
