import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, flag } from '../engine/fields.ts'
import type { PolledMessage } from '../engine/poll.ts'
import { SluiceError } from '../kernel/errors.ts'
import { combineDifferentFormats } from './gather/combine-xml.ts'

const FOUND = 'SAP_PollEnrichMessageFound'

/** SAP Help, “Define Poll Enrich”: what is fetched goes before what is there under the same name, and properties always stay. */
export default defineStep({
  activity: 'PollEnrich',
  label: 'Poll Enrich',
  doc: 'Fetches a message from another system and adds it to the message, or puts it in its place.',
  fields: {
    algorithm: choice(
      'aggregationAlgorithm',
      'Replace takes the fetched body and headers, Concatenate adds the body at the end, Combine XML makes a multimapping message of both.',
      ['UseLatest', 'concatenate-strategy', 'sap-pi-multi-mapping', 'multiMappingAggregation'],
      'UseLatest',
    ),
    failsWithoutMessage: flag(
      'stopOnNoMsgFound',
      `Fails when there is no message; otherwise the property and header ${FOUND} is false and the message stays.`,
      false,
    ),
  },
  polls: true,
  compile({ algorithm, failsWithoutMessage }, context) {
    const poll = context.sender ?? context.fail('Poll Enrich', 'No sender channel is connected')
    const enrich = ENRICH[algorithm as keyof typeof ENRICH]
    return async (exchange) => {
      const polled = await poll(exchange)
      if (!polled && failsWithoutMessage) throw new SluiceError('processing-failed', 'No message was found to enrich the message with')
      if (polled) {
        if (polled.finish) exchange.completion.onEnd((endedWell) => polled.finish!(endedWell))
        await polled.body.buffer(context.flow.services.bufferLimit)
        enrich(exchange, polled)
      }
      exchange.properties.set(FOUND, polled !== undefined)
      exchange.headers.set(FOUND, polled !== undefined)
    }
  },
})

type Enrich = (exchange: Exchange, polled: PolledMessage) => void

const replace: Enrich = (exchange, { body, headers }) => {
  exchange.body = body
  exchange.headers.clear()
  addHeaders(exchange, headers)
}

const concatenate: Enrich = (exchange, { body, headers }) => {
  const joined = [exchange.body, body]
  exchange.body = joined.every(({ isText }) => isText)
    ? Body.text(joined.map((each) => each.asText()).join(''))
    : Body.bytes(Buffer.concat(joined.map((each) => each.asBytes())))
  addHeaders(exchange, headers)
}

const combine: Enrich = (exchange, { body, headers }) => {
  const polled = exchange.copy()
  polled.body = body
  exchange.body = combineDifferentFormats([exchange, polled])
  addHeaders(exchange, headers)
}

const ENRICH = {
  UseLatest: replace,
  'concatenate-strategy': concatenate,
  'sap-pi-multi-mapping': combine,
  multiMappingAggregation: combine,
} satisfies Record<string, Enrich>

function addHeaders({ headers }: Exchange, polled: Iterable<readonly [string, unknown]>): void {
  for (const [name, value] of polled) headers.set(name, value)
}
