import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'AVOID_CREATING_MPL_ATTACHMENTS',
  name: 'Avoid Creating MPL Attachments',
  category: 'Scripting Guidelines',
  severity: 'Medium',
  check: ({ scripts }) => judge(scripts, ({ source }) => /\baddAttachmentAsString\b/.test(source)),
} satisfies Guideline
