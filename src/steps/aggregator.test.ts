import { beforeEach, describe, expect, it } from 'vitest'
import { Ending } from '../engine/define-step.ts'
import type { Delivery, Inbox, IncomingMessage, MessageIdentity, PollTrigger } from '../engine/poll.ts'
import { Signal } from '../engine/signal.ts'
import { Transaction } from '../engine/transaction.ts'
import step from './aggregator.ts'
import { compileStep, contextOf, exchangeOf, type Surroundings } from './step.fixture.ts'
import { DAY, eachTenant } from './stores.fixture.ts'

const MINUTE = 60_000
const COMBINE = {
  correlationExpression: '/item/order',
  lastMessageCondition: "/item/last = 'X'",
  timeout: '2',
  datastoreName: 'Items',
  incomingFormat: 'XML_SAME_FORMAT',
  aggregationAlgorithm: 'sap-id-list',
}
const SEQUENCE = { ...COMBINE, aggregationAlgorithm: 'sap-sequenced-id-list', messageSequenceExpression: '/item/@n' }

const item = (order: string, n: number | string, last = '') =>
  `<item n="${n}"><order>${order}</order>${last && `<last>${last}</last>`}</item>`
const combined = (...items: string[]) =>
  `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge"><multimap:Message1>${items.join('')}</multimap:Message1></multimap:Messages>`

/** What a message was when it was delivered. */
interface Delivered {
  readonly body: string
  readonly headers: Record<string, unknown>
  readonly properties: Record<string, unknown>
}

/** Delivers like the runtime, to a flow that ends as `outcome` says. */
class TestInbox implements Inbox {
  closed = false
  outcome: Error | undefined
  readonly delivered: (Delivered | string)[] = []
  readonly identities: MessageIdentity[] = []
  readonly announced: MessageIdentity[] = []

  async deliver({ identity, fill }: IncomingMessage): Promise<Delivery> {
    const exchange = exchangeOf()
    this.identities.push(identity!)
    let failure: unknown = this.outcome
    try {
      await fill(exchange)
      const { headers, properties, body } = exchange
      this.delivered.push({ body: body.asText(), headers: Object.fromEntries(headers), properties: Object.fromEntries(properties) })
    } catch (thrown) {
      failure = thrown
      this.delivered.push((thrown as Error).message)
    }
    await exchange.completion.end(failure === undefined)
    return { identity: identity!, failure }
  }

  announce(identity: MessageIdentity): void {
    this.announced.push(identity)
  }

  get bodies(): string[] {
    return this.delivered.map((each) => (typeof each === 'string' ? each : each.body))
  }
}

const NODE = { outgoing: [{ id: 'on', name: '', target: 'next', condition: undefined, conditionKind: 'simple' }] } as const

describe('Aggregator', () => {
  const tenant = eachTenant()
  let inbox: TestInbox
  let signalled: number

  beforeEach(() => {
    inbox = new TestInbox()
    signalled = 0
  })

  const surroundings = (): Surroundings => {
    const signal = new Signal()
    signal.listen(() => signalled++)
    return { node: NODE, services: tenant.services, signal }
  }
  const collect = async (properties: Record<string, string>, ...bodies: readonly string[]) => {
    const run = await compileStep(step, properties, surroundings())
    for (const body of bodies) expect(await run(exchangeOf({ body }))).toBe(Ending.processEnd)
  }
  /** A poll of a step that knows nothing of what was collected but what the stores keep. */
  const poll = () => (step.trigger!({}, contextOf(step, {}, surroundings())) as PollTrigger).poll(inbox)
  const kept = async () => (await tenant.store.dataStores.entries({}, tenant.clock.now())).map(({ id }) => id)

  it('goes on with all messages of a correlation when the last one has come', async () => {
    await collect(COMBINE, item('1', 1), item('2', 1), item('1', 2))
    await poll()
    expect(inbox.bodies).toEqual([])
    await collect(COMBINE, item('1', 3, 'X'))
    await poll()
    expect(inbox.delivered).toEqual([
      {
        body: combined(item('1', 1), item('1', 2), item('1', 3, 'X')),
        headers: { CamelAggregatedCompletedBy: 'predicate', AggregateCorrelationId: '1', AggregationIsLastMessage: true },
        properties: { CamelAggregatedCompletedBy: 'predicate', CamelAggregatedCorrelationKey: '1', CamelAggregatedSize: 3 },
      },
    ])
    await collect(COMBINE, item('1', 4, 'X'))
    await poll()
    expect(inbox.bodies.slice(1)).toEqual([combined(item('1', 4, 'X'))])
    expect([signalled, await kept()]).toEqual([5, [expect.stringMatching(/^2\/.{28}\/1$/)]])
  })

  it('ends an aggregate by itself after the timeout since its last message', async () => {
    await collect(COMBINE, item('1', 1))
    tenant.clock.advance(2 * MINUTE - 1)
    await collect(COMBINE, item('1', 2))
    tenant.clock.advance(2 * MINUTE - 1)
    await poll()
    expect(inbox.bodies).toEqual([])
    tenant.clock.advance(1)
    await poll()
    expect(inbox.delivered).toMatchObject([
      { body: combined(item('1', 1), item('1', 2)), headers: { CamelAggregatedCompletedBy: 'timeout', AggregationIsLastMessage: false } },
    ])
    expect(await kept()).toEqual([])
  })

  it('takes the timeout from an expression, and without one never ends by itself', async () => {
    const run = await compileStep(step, { ...COMBINE, timeout: '${header.minutes}' }, surroundings())
    await run(exchangeOf({ body: item('1', 1), headers: { minutes: '7' } }))
    await expect(run(exchangeOf({ body: item('1', 1), headers: { minutes: 'soon' } }))).rejects.toThrow(
      "The completion timeout must be a whole number of minutes from 1, not 'soon'",
    )
    await collect({ ...COMBINE, timeout: '' }, item('2', 1))
    tenant.clock.advance(7 * MINUTE - 1)
    await poll()
    expect(inbox.bodies).toEqual([])
    tenant.clock.advance(1)
    await poll()
    tenant.clock.advance(100 * DAY)
    await poll()
    expect(inbox.bodies).toEqual([combined(item('1', 1))])
  })

  it('puts a sequence in order and waits for all before the last one', async () => {
    await collect(SEQUENCE, item('1', 3, 'X'), item('1', 1))
    await poll()
    expect(inbox.bodies).toEqual([])
    await collect(SEQUENCE, item('1', 2))
    await poll()
    expect(inbox.delivered).toMatchObject([
      { body: combined(item('1', 1), item('1', 2), item('1', 3, 'X')), headers: { AggregationSequenceNumber: 3 } },
    ])
    await collect(SEQUENCE, item('2', 2), item('2', 2), item('2', 1))
    tenant.clock.advance(2 * MINUTE)
    await poll()
    expect(inbox.bodies.slice(1)).toEqual([combined(item('2', 1), item('2', 2), item('2', 2))])
  })

  it('goes on with the headers and properties of the message that came last', async () => {
    const run = await compileStep(step, COMBINE, surroundings())
    await run(exchangeOf({ body: item('1', 1), headers: { first: 'a' }, properties: { colour: 'red' } }))
    const headers = { last: 'b', Authorization: 'Basic x', SAP_MessageProcessingLogID: 'other' }
    await run(exchangeOf({ body: item('1', 2, 'X'), headers, properties: { colour: 'blue', count: 2, long: 2n, object: {} } }))
    await poll()
    expect(inbox.delivered).toEqual([
      {
        body: combined(item('1', 1), item('1', 2, 'X')),
        headers: { last: 'b', CamelAggregatedCompletedBy: 'predicate', AggregateCorrelationId: '1', AggregationIsLastMessage: true },
        properties: {
          ...{ colour: 'blue', count: 2, long: 2n },
          ...{ CamelAggregatedCompletedBy: 'predicate', CamelAggregatedCorrelationKey: '1', CamelAggregatedSize: 2 },
        },
      },
    ])
  })

  it('tries a failed aggregate again every five minutes, with its identity', async () => {
    await collect(COMBINE, item('1', 1, 'X'))
    inbox.outcome = new Error('receiver down')
    await poll()
    await collect(COMBINE, item('1', 2))
    tenant.clock.advance(5 * MINUTE - 1)
    await poll()
    expect([inbox.identities.length, await kept()]).toEqual([2, [expect.any(String), expect.any(String)]])
    inbox.outcome = undefined
    tenant.clock.advance(5 * MINUTE)
    await poll()
    expect(inbox.bodies).toEqual([combined(item('1', 1, 'X')), combined(item('1', 2)), combined(item('1', 1, 'X')), combined(item('1', 2))])
    const [first, , again] = inbox.identities
    expect([again, await kept(), await tenant.store.processingMarks.list('lock', tenant.clock.now())]).toEqual([
      { ...first, retries: 1 },
      [],
      [],
    ])
  })

  it('shows each aggregate once, from its beginning', async () => {
    await collect(COMBINE, item('1', 1), item('2', 1))
    await poll()
    await poll()
    await collect(COMBINE, item('1', 2, 'X'))
    await poll()
    expect(inbox.announced).toEqual([
      { messageGuid: expect.any(String), correlationId: expect.any(String), start: 0, retries: 0 },
      { messageGuid: expect.any(String), correlationId: expect.any(String), start: 0, retries: 0 },
    ])
    expect(inbox.announced).toContainEqual(inbox.identities[0])
  })

  it('counts the messages of a transaction when it is committed', async () => {
    const { store, clock } = tenant
    const run = await compileStep(step, COMBINE, surroundings())
    const transaction = new Transaction({ stores: store, clock, timeoutMinutes: 30 })
    for (const n of [1, 2]) {
      const exchange = exchangeOf({ body: item('1', n, n === 2 ? 'X' : '') })
      exchange.transaction = transaction
      await run(exchange)
    }
    await poll()
    expect([inbox.bodies, signalled]).toEqual([[], 0])
    await transaction.commit()
    await poll()
    expect([inbox.bodies, signalled]).toEqual([[combined(item('1', 1), item('1', 2, 'X'))], 2])
  })

  it('takes messages at once, and sends an aggregate once', async () => {
    await Promise.all(Array.from({ length: 9 }, (_, index) => collect(COMBINE, item('1', index))))
    await collect(COMBINE, item('1', 9, 'X'))
    await Promise.all([poll(), poll(), poll()])
    expect(inbox.delivered).toMatchObject([{ properties: { CamelAggregatedSize: 10 } }])
  })

  it('sends nothing once the flow is taken down', async () => {
    await collect(COMBINE, item('1', 1, 'X'))
    inbox.closed = true
    await poll()
    expect(inbox.bodies).toEqual([])
  })

  it('fails an aggregate whose messages were deleted, and forgets it', async () => {
    await collect(COMBINE, item('1', 1, 'X'))
    await tenant.store.dataStores.deleteStore({ storeName: 'Items', flowId: 'Order_Flow', type: 'Aggregator' }, 0)
    await poll()
    tenant.clock.advance(DAY)
    await poll()
    expect(inbox.bodies).toEqual(['The data store Items holds no message of the aggregate 1 any more'])
  })

  it.each([
    [COMBINE, '<item/>', "The correlation expression '/item/order' found nothing in the message"],
    [COMBINE, 'no XML', "XPath '/item/order' needs an XML body. The body is not well-formed XML: "],
    [SEQUENCE, item('1', 'two'), "The sequence expression '/item/@n' must find a number from 1, not 'two'"],
    [SEQUENCE, item('1', 0), "The sequence expression '/item/@n' must find a number from 1, not '0'"],
  ])('%j refuses %s', async (properties, body, reason) => {
    await expect(collect(properties, body)).rejects.toThrow(reason)
    expect(await kept()).toEqual([])
  })

  it.each<[Record<string, string>, Surroundings, string]>([
    [{ ...COMBINE, correlationExpression: '' }, {}, 'Correlation Expression: The XPath expression is empty'],
    [{ ...COMBINE, lastMessageCondition: 'a[' }, {}, "Last Message Condition: XPath 'a[': "],
    [{ ...SEQUENCE, messageSequenceExpression: '' }, {}, 'Message Sequence Expression: The XPath expression is empty'],
    [{ ...COMBINE, aggregationAlgorithm: 'magic' }, {}, 'aggregationAlgorithm must be one of sap-id-list, sap-sequenced-id-list, not '],
    [{ ...COMBINE, from: 'FirstMessage' }, {}, "from is 'FirstMessage', but the timeout is measured from the last message only"],
    [{ ...COMBINE, fromFirst: 'true' }, {}, "fromFirst is 'true', but the timeout is measured from the last message only"],
    [{ ...COMBINE, incomingFormat: 'CSV' }, {}, 'incomingFormat must be one of XML_SAME_FORMAT, not '],
    [{ ...COMBINE, timeout: '0' }, {}, "The completion timeout must be a whole number of minutes from 1, not '0'"],
    [{ ...COMBINE, datastoreName: '' }, {}, 'The data store has no name'],
    [COMBINE, { container: { kind: 'local' } }, 'It cannot stand in a local integration process or an exception subprocess'],
    [
      COMBINE,
      { container: { properties: new Map([['transactionalHandling', 'Not Required']]) } },
      'Its integration process must have the transaction handling Required for JDBC, not Not Required',
    ],
    [COMBINE, { node: { outgoing: [] } }, 'No sequence flow leaves it'],
  ])('%j in %j does not compile', async (properties, more, reason) => {
    await expect(compileStep(step, properties, { ...surroundings(), ...more })).rejects.toThrow(reason)
  })
})
