import { defineStep, type StepContext } from '../engine/define-step.ts'
import { choice, text } from '../engine/fields.ts'
import { parseElementPath } from '../languages/xml-split/element-path.ts'
import { splitWithEnvelope, streamWithEnvelope } from '../languages/xml-split/xml-split.ts'
import { type Division, divide } from './splitter/division.ts'
import { splitWithHeaderLine, streamWithHeaderLine } from './splitter/lines.ts'
import { PROCESSING_FIELDS, splitOptions, streamsItems } from './splitter/processing-fields.ts'
import { compileSetting, type Grouping, readGrouping } from './splitter/setting.ts'

/** Format document §3.9. */
export default defineStep({
  activity: 'Splitter',
  variant: 'GeneralSplitter',
  label: 'General Splitter',
  doc: 'Splits a message into messages that keep what encloses their item: the elements around it, or the header line.',
  fields: {
    type: choice('exprType', 'What divides the items; LineFeed is Line Break.', ['XPath', 'Line Break', 'LineFeed'], 'XPath'),
    path: text('splitExprValue', 'Path to the elements, or a Simple expression that yields it.'),
    ...PROCESSING_FIELDS,
  },
  acceptsStreams: streamsItems,
  compile(config, context) {
    const groupingOf = compileSetting(config.grouping, readGrouping)
    const division = config.type === 'XPath' ? byPath(config.path, groupingOf, context) : byLine(groupingOf)
    return divide(division, splitOptions(config, context), context)
  },
})

const byLine = (groupingOf: Grouping): Division => ({
  parts: (text, exchange) => splitWithHeaderLine(text, groupingOf(exchange)),
  stream: (pieces, exchange, limit) => streamWithHeaderLine(pieces, groupingOf(exchange), limit),
})

function byPath(path: string, groupingOf: Grouping, { flow }: StepContext): Division {
  const pathOf = compileSetting(path, (value) => parseElementPath(value, flow.namespaces))
  return {
    parts: (text, exchange) => splitWithEnvelope(text, pathOf(exchange), groupingOf(exchange)),
    stream: (pieces, exchange, limit) => streamWithEnvelope(pieces, pathOf(exchange), groupingOf(exchange), limit),
  }
}
