import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import { keepProperties } from './branches/kept-properties.ts'
import { compileCombineAtXPath } from './gather/combine-at-xpath.ts'
import { compileCombineInArchive } from './gather/combine-in-archive.ts'
import { combineDifferentFormats, combineSameFormat } from './gather/combine-xml.ts'

/** Format document §3.12. */
export default defineStep({
  activity: 'Gather',
  label: 'Gather',
  doc: 'Combines the messages of a splitter or a multicast into one, which keeps the properties of the branches, not their headers.',
  fields: {
    format: choice('messageType', 'Format of the messages.', ['SameXMLFormat', 'DiffXMLFormat', 'PlainText', 'Any'], 'SameXMLFormat'),
    algorithm: choice(
      'aggregationAlgorithm',
      'How they are combined; sap-combine-mapping is sap-pi-multi-mapping.',
      [
        'sap-identical-multi-mapping',
        'sap-pi-multi-mapping',
        'sap-combine-mapping',
        'xpath-merge-strategy',
        'concatenate-strategy',
        'enhancedZipAggregationStrategy',
        'enhancedTarAggregationStrategy',
      ],
      'sap-identical-multi-mapping',
    ),
    source: text('sourceXPath', 'Combine at XPath: what is taken from each message.'),
    target: text('targetXPath', 'Combine at XPath: the element of the first message that takes it.'),
    fileNames: text('gatherFileNames', 'Zip, Tar: Simple expression for the name of each file.'),
  },
  gathers: true,
  compile(config, context) {
    const bodyOf = COMBINE[config.algorithm as keyof typeof COMBINE](config, context)
    return () => ({
      ending: 'gather',
      async combine(messages, result) {
        result.body = await bodyOf(messages)
        keepProperties(messages, result)
      },
    })
  },
})

interface Configured {
  readonly source: string
  readonly target: string
  readonly fileNames: string
}

type Strategy = (config: Configured, context: StepContext) => (messages: readonly Exchange[]) => Body | Promise<Body>

const COMBINE = {
  'sap-identical-multi-mapping': () => combineSameFormat,
  'sap-pi-multi-mapping': () => combineDifferentFormats,
  'sap-combine-mapping': () => combineDifferentFormats,
  'xpath-merge-strategy': ({ source, target }, { flow, fail }) =>
    source.trim() === ''
      ? fail('Gather', 'Combine from source (XPath) is missing')
      : compileCombineAtXPath(source, target, flow.namespaces),
  'concatenate-strategy': () => (messages) => Body.text(messages.map(({ body }) => body.asText()).join('')),
  enhancedZipAggregationStrategy: ({ fileNames }) => compileCombineInArchive('zip', fileNames),
  enhancedTarAggregationStrategy: ({ fileNames }) => compileCombineInArchive('tar', fileNames),
} satisfies Record<string, Strategy>
