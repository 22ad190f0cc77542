import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'HANDLE_EXCEPTIONS',
  name: 'Handle Exceptions',
  category: 'Handle Errors Gracefully',
  severity: 'High',
  check: ({ processes }) =>
    judge(
      processes.filter(({ kind }) => kind === 'main'),
      ({ exceptionSubprocess }) => exceptionSubprocess === undefined,
    ),
} satisfies Guideline
