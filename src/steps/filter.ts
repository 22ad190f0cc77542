import { defineStep } from '../engine/define-step.ts'
import { text } from '../engine/fields.ts'
import { bodyOf, compileXPathValue } from '../languages/xpath/xpath-value.ts'

/** Format document §3.11. When nothing is found the body becomes empty. */
export default defineStep({
  activity: 'Filter',
  label: 'Filter',
  doc: 'Replaces the body by what an XPath finds in it.',
  fields: {
    xpath: text('wrapContent', 'XPath on the body; $name reads a header or an exchange property.'),
    type: text('xpathType', 'What is taken: Nodelist, Node, String, Integer or Boolean.', 'Nodelist'),
  },
  compile(config, context) {
    if (!TYPES.has(config.type.toLowerCase())) context.fail('Filter', `The value type '${config.type}' is unknown`)
    const evaluate = compileXPathValue(config.xpath, context.flow.namespaces, config.type)
    return (exchange) => {
      exchange.body = bodyOf(evaluate(exchange))
    }
  },
})

const TYPES = new Set(['nodelist', 'node', 'string', 'integer', 'boolean'])
