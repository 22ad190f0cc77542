import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'AVOID_USING_TIMEZONE_SET_DEFAULT',
  name: 'Avoid Using Default Timezone',
  category: 'Scripting Guidelines',
  severity: 'High',
  check: ({ scripts }) => judge(scripts, ({ source }) => /\bTimeZone\s*\.\s*setDefault\b/.test(source)),
} satisfies Guideline
