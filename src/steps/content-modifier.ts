import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, table, text } from '../engine/fields.ts'
import { compileSimple } from '../languages/simple/simple.ts'
import { bodyOf } from '../languages/xpath/xpath-value.ts'
import { type Change, compileRow, rowReadsBody } from './content-modifier/row.ts'
import { HEADERS, PROPERTIES } from './content-modifier/target.ts'

/** Format document §3.1. Headers are written first, then properties, then the body; rows from top to bottom. */
export default defineStep({
  activity: 'Enricher',
  label: 'Content Modifier',
  doc: 'Sets and deletes headers and exchange properties and replaces the body.',
  fields: {
    headers: table('headerTable', 'Headers to set or delete.'),
    properties: table('propertyTable', 'Exchange properties to set or delete.'),
    bodyType: choice('bodyType', 'How the new body is written.', ['constant', 'expression'], 'constant'),
    body: text('wrapContent', 'The new body; empty leaves the body as it is.'),
  },
  acceptsStreams: ({ headers, properties, body }) => body === '' && ![...headers, ...properties].some(rowReadsBody),
  compile(config, context) {
    const changes = [
      ...config.headers.map((row) => compileRow(row, HEADERS, context)),
      ...config.properties.map((row) => compileRow(row, PROPERTIES, context)),
      compileBody(config.bodyType, config.body),
    ].filter((change) => change !== undefined)
    return async (exchange) => {
      for (const change of changes) {
        const pending = change(exchange)
        if (pending) await pending
      }
    }
  },
})

function compileBody(type: 'constant' | 'expression', content: string): Change | undefined {
  if (content === '') return undefined
  const evaluate = type === 'constant' ? constant(Body.text(content)) : compileSimple(content)
  return (exchange: Exchange) => {
    exchange.body = bodyOf(evaluate(exchange))
  }
}

const constant = (body: Body) => (): Body => body
