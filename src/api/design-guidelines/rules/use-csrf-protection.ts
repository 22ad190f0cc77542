import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'USE_CSRF_PROTECTION',
  name: 'Use CSRF Protection',
  category: 'Apply the Highest Security Standards',
  severity: 'Medium',
  check: ({ model }) =>
    judge(
      model.channels.filter(({ direction, adapter }) => direction === 'sender' && adapter === 'HTTPS'),
      ({ properties }) => !['1', 'true'].includes(properties.get('xsrfProtection') ?? ''),
    ),
} satisfies Guideline
