import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'AVOID_ACCESSING_SECURE_PARAMETER',
  name: 'Avoid Accessing Secure Parameter',
  category: 'Scripting Guidelines',
  severity: 'Medium',
  check: ({ scripts }) => judge(scripts, ({ source }) => /\bSecureStoreService\b/.test(source)),
} satisfies Guideline
