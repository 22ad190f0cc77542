import { defineStep } from '../engine/define-step.ts'
import { choice, text } from '../engine/fields.ts'
import { parseElementPath } from '../languages/xml-split/element-path.ts'
import { splitWithEnvelope } from '../languages/xml-split/xml-split.ts'
import { itemsOfText } from './splitter/items.ts'
import { splitWithHeaderLine } from './splitter/lines.ts'
import { PROCESSING_FIELDS, splitOptions } from './splitter/processing-fields.ts'
import { compileSetting, readGrouping } from './splitter/setting.ts'
import { itemBranch, split } from './splitter/split.ts'

/** Format document §3.9. */
export default defineStep({
  activity: 'Splitter',
  variant: 'GeneralSplitter',
  label: 'General Splitter',
  doc: 'Splits a message into messages that keep what encloses their item: the elements around it, or the header line.',
  fields: {
    type: choice('exprType', 'What divides the items.', ['XPath', 'Line Break'], 'XPath'),
    path: text('splitExprValue', 'Path to the elements, or a Simple expression that yields it.'),
    ...PROCESSING_FIELDS,
  },
  compile(config, context) {
    const branch = itemBranch(context)
    const options = splitOptions(config, context)
    const groupingOf = compileSetting(config.grouping, readGrouping)
    if (config.type === 'Line Break') {
      return (exchange) => split(exchange, itemsOfText(splitWithHeaderLine(exchange.body.asText(), groupingOf(exchange))), branch, options)
    }
    const pathOf = compileSetting(config.path, (path) => parseElementPath(path, context.flow.namespaces))
    return (exchange) =>
      split(exchange, itemsOfText(splitWithEnvelope(exchange.body.asText(), pathOf(exchange), groupingOf(exchange))), branch, options)
  },
})
