import type { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import { compileEnrich } from './content-enricher/enrich.ts'
import { combineDifferentFormats } from './gather/combine-xml.ts'

/** Format document §3.22. Of the answer only the body is used: headers and properties stay those of the original message. */
export default defineStep({
  activity: 'contentEnricherWithLookup',
  label: 'Content Enricher',
  doc: 'Calls a receiver and adds its answer to the message.',
  fields: {
    type: choice(
      'enrichmentType',
      'Whether both messages are combined, or elements enriched by their key.',
      ['multiMappingAggregation', 'xmlLookupAggregation'],
      'multiMappingAggregation',
    ),
    originalPath: text('originalMessageNodePath', 'Enrich: path to the elements of the original message.'),
    originalKey: text('originalMessageKeyElement', 'Enrich: path from such an element to its key.'),
    lookupPath: text('resourceMessageNodePath', 'Enrich: path to the elements of the answer.'),
    lookupKey: text('resourceMessageKeyElement', 'Enrich: path from such an element to its key.'),
  },
  compile(config, context) {
    const send = context.receiver ?? context.fail('Content Enricher', 'No receiver channel is connected')
    const bodyOf = config.type === 'xmlLookupAggregation' ? compileLookup(config, context) : combine
    return async (exchange) => {
      const answer = exchange.copy()
      await send(answer)
      await answer.body.buffer(context.flow.services.bufferLimit)
      exchange.body = bodyOf(exchange, answer)
    }
  },
})

const combine = (exchange: Exchange, answer: Exchange): Body => combineDifferentFormats([exchange, answer])

type Paths = Readonly<Record<'originalPath' | 'originalKey' | 'lookupPath' | 'lookupKey', string>>

const NAMES: Readonly<Record<keyof Paths, string>> = {
  originalPath: 'Path to Node of the original message',
  originalKey: 'Key Element of the original message',
  lookupPath: 'Path to Node of the lookup message',
  lookupKey: 'Key Element of the lookup message',
}

function compileLookup(paths: Paths, { flow, fail }: StepContext) {
  for (const [name, label] of Object.entries(NAMES)) {
    if (paths[name as keyof Paths].trim() === '') fail('Content Enricher', `The ${label} is missing`)
  }
  return compileEnrich(
    { path: paths.originalPath, key: paths.originalKey },
    { path: paths.lookupPath, key: paths.lookupKey },
    flow.namespaces,
  )
}
