import { type Guideline, judge } from '../guideline.ts'

export default {
  id: 'USE_BYTE_ARRAY_AS_OUTPUT_TYPE',
  name: 'Use ByteArray As Output Type To Process Large Messages',
  category: 'Optimize Memory Footprint',
  severity: 'Low',
  check: ({ nodes }) =>
    judge(
      nodes.filter(({ properties }) => (properties.get('mappingoutputformat') ?? '') !== ''),
      ({ properties }) => properties.get('mappingoutputformat') === 'String',
    ),
} satisfies Guideline
