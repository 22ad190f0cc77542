import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'CONTINUE_MESSAGE_PROCESSING_EVEN_AFTER_AN_EXCEPTION',
  name: 'Handle Exceptions in Local Integration Process',
  category: 'Handle Errors Gracefully',
  severity: 'Low',
  check: ({ processes }) =>
    judge(
      processes.filter(({ kind }) => kind === 'local'),
      ({ exceptionSubprocess }) => exceptionSubprocess === undefined,
    ),
} satisfies Guideline
