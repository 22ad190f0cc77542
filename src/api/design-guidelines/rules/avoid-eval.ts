import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'EVAL_USAGE_CHECK',
  name: 'Avoid Using Eval Classes',
  category: 'Scripting Guidelines',
  severity: 'High',
  check: ({ scripts }) => judge(scripts, ({ source }) => /\bnew\s+GroovyShell\b|\bEval\s*\.\s*(me|x|xy|xyz)\s*\(|\beval\s*\(/.test(source)),
} satisfies Guideline
