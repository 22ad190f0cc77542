import { defineStep, Ending, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import type { TenantContents } from '../engine/stores.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { compileXPath, type XPath } from '../languages/xpath/xpath.ts'
import { type CollectedMessage, keptValues } from './aggregator/collected-message.ts'
import { collect } from './aggregator/collector.ts'
import { Delivery } from './aggregator/delivery.ts'
import { compileStoreKey } from './data-store/data-store.ts'

const MINUTE = 60_000
/** Longer than any message waits. */
const NEVER = 100 * 365 * 24 * 60 * MINUTE
/** How often the timeouts are looked at, milliseconds. */
const POLL_INTERVAL = 5000

const FIELDS = {
  correlation: text('correlationExpression', 'XPath to what messages of one aggregate have in common.'),
  format: choice('incomingFormat', 'Format of the messages.', ['XML_SAME_FORMAT'], 'XML_SAME_FORMAT'),
  algorithm: choice(
    'aggregationAlgorithm',
    'Combine keeps the order of arrival, Combine in Sequence (`sap-sequenced-id-list`) that of the sequence numbers.',
    ['sap-id-list', 'sap-sequenced-id-list'],
    'sap-id-list',
  ),
  sequence: text('messageSequenceExpression', 'Combine in Sequence: XPath to the number of a message; the first has 1.'),
  lastMessage: text('lastMessageCondition', 'XPath that is true for the last message; in a sequence all before it must be there, too.'),
  timeout: text('timeout', 'Minutes after its last message in which an aggregate ends by itself; empty = never.'),
  storeName: text('datastoreName', 'Name of the data store of the flow that holds the collected messages.'),
}

/** SAP Help, “Define Aggregator”. A message ends here; what its aggregate becomes goes on as a message of its own. */
export default defineStep({
  activity: 'Aggregator',
  label: 'Aggregator',
  doc: 'Collects messages that belong together, across restarts, and goes on with one multimapping message of all of them.',
  limits: 'The timeout runs from the last message; one that is measured from the first is refused.',
  fields: FIELDS,
  beginsBehind: true,
  compile(config, context) {
    checkPlace(context)
    refuseTimeoutFromFirst(context)
    const read = compileReader(config, context)
    const timeoutOf = compileTimeout(config.timeout, context)
    const store = compileStoreKey({ storageName: config.storeName, visibility: 'local' }, context)
    const step = { flowId: context.flow.id, stepId: context.node.id, sequenced: config.algorithm === 'sap-sequenced-id-list' }
    const { stores, clock } = context.flow.services
    return async (exchange) => {
      const [message, timeout, { storeName }] = [read(exchange), timeoutOf(exchange), store(exchange)]
      const change = (contents: TenantContents) => collect(message, step, { stores: contents, now: clock.now(), timeout, storeName })
      const committed = () => context.signal.notify()
      if (exchange.transaction) exchange.transaction.onCommit(change, committed)
      else await stores.atomically(change).then(committed)
      return Ending.processEnd
    }
  },
  trigger(_, { flow, node }) {
    const delivery = new Delivery({ flowId: flow.id, stepId: node.id }, flow.services)
    return { kind: 'poll', interval: POLL_INTERVAL, poll: (inbox) => delivery.poll(inbox) }
  },
})

/** SAP Help, “Define Aggregator” and “Define Transaction Handling”. A process of the first version says nothing of transactions. */
function checkPlace({ container, node, fail }: StepContext): void {
  if (container.kind !== 'main') fail('Aggregator', 'It cannot stand in a local integration process or an exception subprocess')
  const handling = container.properties.get('transactionalHandling') ?? ''
  if (handling !== '' && handling !== 'Required') {
    fail('Aggregator', `Its integration process must have the transaction handling Required for JDBC, not ${handling}`)
  }
  if (node.outgoing.length === 0) fail('Aggregator', 'No sequence flow leaves it')
}

const KNOWN_KEYS: ReadonlySet<string> = new Set(Object.values(FIELDS).map(({ key }) => key))

/** SAP Help, “Define Aggregator”, Timeout Measured From. Its key is not public, but what it says of the first message is. */
function refuseTimeoutFromFirst({ node, fail }: StepContext): void {
  const unknown = [...node.properties].filter(([key]) => !KNOWN_KEYS.has(key))
  const found = unknown.find(([key, value]) => /first/i.test(value) || (/first/i.test(key) && value.trim().toLowerCase() === 'true'))
  if (found) fail('Timeout Measured From', `${found[0]} is '${found[1]}', but the timeout is measured from the last message only`)
}

type Expressions = Readonly<Record<'correlation' | 'sequence' | 'lastMessage' | 'algorithm', string>>

function compileReader(config: Expressions, context: StepContext): (exchange: Exchange) => CollectedMessage {
  const correlation = compilePath('Correlation Expression', config.correlation, context)
  const lastMessage = config.lastMessage.trim() === '' ? undefined : compilePath('Last Message Condition', config.lastMessage, context)
  const isSequenced = config.algorithm === 'sap-sequenced-id-list'
  const sequence = isSequenced ? compilePath('Message Sequence Expression', config.sequence, context) : undefined
  return (exchange) => ({
    correlation: correlationOf(exchange, correlation, config.correlation),
    content: exchange.body.asBytes(),
    number: sequence ? numberOf(exchange, sequence, config.sequence) : null,
    isLast: lastMessage?.test(exchange) ?? false,
    values: keptValues(exchange),
    correlationId: exchange.log.correlationId,
  })
}

function compilePath(name: string, expression: string, { flow, fail }: StepContext): XPath {
  try {
    return compileXPath(expression, flow.namespaces)
  } catch (cause) {
    return fail('Aggregator', `${name}: ${messageOf(cause)}`)
  }
}

function correlationOf(exchange: Exchange, path: XPath, expression: string): string {
  const correlation = path.text(exchange)
  if (correlation !== '') return correlation
  throw new SluiceError('processing-failed', `The correlation expression '${expression}' found nothing in the message`)
}

function numberOf(exchange: Exchange, path: XPath, expression: string): number {
  const value = path.text(exchange)
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isSafeInteger(number) && number >= 1) return number
  throw new SluiceError('processing-failed', `The sequence expression '${expression}' must find a number from 1, not '${value}'`)
}

/** Milliseconds. */
function compileTimeout(source: string, { fail }: StepContext): (exchange: Exchange) => number {
  if (source.trim() === '') return () => NEVER
  const evaluate = compileSimpleText(source.trim())
  if (!source.includes('${')) {
    try {
      minutesOf(source)
    } catch (cause) {
      fail('Aggregator', messageOf(cause))
    }
  }
  return (exchange) => minutesOf(evaluate(exchange)) * MINUTE
}

function minutesOf(value: string): number {
  const minutes = value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isSafeInteger(minutes) && minutes >= 1) return minutes
  throw new SluiceError('processing-failed', `The completion timeout must be a whole number of minutes from 1, not '${value}'`)
}
