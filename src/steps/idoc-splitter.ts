import { defineStep } from '../engine/define-step.ts'
import { parseElementPath } from '../languages/xml-split/element-path.ts'
import { splitWithEnvelope } from '../languages/xml-split/xml-split.ts'
import { itemsOfText } from './splitter/items.ts'
import { itemBranch, split } from './splitter/split.ts'

/** SAP Help, “Define IDoc Splitter”: a General Splitter at `//IDOC`. It cannot go on after an IDoc that failed. */
export default defineStep({
  activity: 'Splitter',
  variant: 'IDoc',
  label: 'IDoc Splitter',
  doc: 'Splits a message of several IDocs into messages of one.',
  fields: {},
  compile(_config, context) {
    const branch = itemBranch(context)
    const path = parseElementPath('//IDOC', new Map())
    const options = { concurrency: 1, stopOnException: true, streaming: true }
    return (exchange) => split(exchange, itemsOfText(splitWithEnvelope(exchange.body.asText(), path, 1)), branch, options)
  },
})
