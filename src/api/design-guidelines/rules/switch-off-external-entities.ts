import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'SWITCH_OFF_RESOLVING_OF_EXTERNAL_ENTITIES',
  name: 'Use of DocumentBuilderFactory without disallowing the doctype declaration',
  category: 'Scripting Guidelines',
  severity: 'High',
  check: ({ scripts }) =>
    judge(
      scripts.filter(({ source }) => /\bDocumentBuilderFactory\b/.test(source)),
      ({ source }) => !source.includes('http://apache.org/xml/features/disallow-doctype-decl'),
    ),
} satisfies Guideline
