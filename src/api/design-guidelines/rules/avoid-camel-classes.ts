import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'CAMEL_CLASSES_USAGE',
  name: 'Avoid Using Camel Classes',
  category: 'Scripting Guidelines',
  severity: 'High',
  essential: true,
  check: ({ scripts }) => judge(scripts, ({ source }) => /\borg\.apache\.camel\b/.test(source)),
} satisfies Guideline
