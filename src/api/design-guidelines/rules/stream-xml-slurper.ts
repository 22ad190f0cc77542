import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'STREAM_THE_XML_SLURPER_INPUT_IN_GROOVY_SCRIPTS',
  name: 'Use of XMLSlurper',
  category: 'Scripting Guidelines',
  severity: 'High',
  check: ({ scripts }) =>
    judge(
      scripts.filter(({ source }) => /\bXmlSlurper\b/.test(source)),
      ({ source }) => /\.\s*parseText\s*\(|getBody\s*\(\s*(java\.lang\.)?String\b/.test(source),
    ),
} satisfies Guideline
