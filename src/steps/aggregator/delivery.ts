import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Inbox, MessageIdentity } from '../../engine/poll.ts'
import type { Services } from '../../engine/services.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Aggregate, CollectingStep } from '../../store/aggregates.ts'
import type { DataStoreEntry } from '../../store/data-stores.ts'
import { combineSameFormat } from '../gather/combine-xml.ts'
import { restoreValues } from './collected-message.ts'
import { entriesOf, NUMBER_HEADER } from './collector.ts'

const MINUTE = 60_000
/** SAP Help, “Define Aggregator”. */
const RETRY_INTERVAL = 5 * MINUTE
/** After that an aggregate that a crash interrupted is processed again. */
const LOCK_TIMEOUT = 10 * MINUTE
/** Aggregates that are processed at the same time. */
const CONCURRENCY = 10

/** Sends aggregates that are complete, or whose time has come, on their way. */
export class Delivery {
  readonly #step: CollectingStep
  readonly #services: Pick<Services, 'stores' | 'clock' | 'bufferLimit'>

  constructor(step: CollectingStep, services: Pick<Services, 'stores' | 'clock' | 'bufferLimit'>) {
    this.#step = step
    this.#services = services
  }

  async poll(inbox: Inbox): Promise<void> {
    await this.#announce(inbox)
    const { stores, clock } = this.#services
    let taken = true
    while (taken && !inbox.closed) {
      const due = await stores.aggregates.due(this.#step, clock.now(), CONCURRENCY)
      taken = (await Promise.all(due.map((aggregate) => this.#take(aggregate, inbox)))).includes(true)
    }
  }

  /** The log shows an aggregate as in process as long as it takes messages (SAP Help, “Message Status”). */
  async #announce(inbox: Inbox): Promise<void> {
    const { stores, clock } = this.#services
    for (const { messageGuid } of await stores.aggregates.unannounced(this.#step)) {
      const announced = await this.#change(messageGuid, (aggregate) =>
        aggregate.completedBy === null && aggregate.announcedAt === null ? { ...aggregate, announcedAt: clock.now() } : undefined,
      )
      if (announced) inbox.announce(identityOf(announced))
    }
  }

  /** Whether it was processed; no when another node has it. */
  async #take({ messageGuid }: Aggregate, inbox: Inbox): Promise<boolean> {
    const { stores, clock } = this.#services
    const { flowId, stepId } = this.#step
    const lock = { kind: 'lock', vendor: 'SAP', component: 'Aggregator', source: `${flowId}/${stepId}`, entry: messageGuid } as const
    const createdAt = clock.now()
    if (!(await stores.processingMarks.claim({ ...lock, createdAt, expiresAt: createdAt + LOCK_TIMEOUT }))) return false
    try {
      const closed = await this.#change(messageGuid, (aggregate) =>
        aggregate.dueAt <= createdAt ? { ...aggregate, completedBy: aggregate.completedBy ?? 'timeout' } : undefined,
      )
      if (closed) await this.#process(closed, inbox)
      return closed !== undefined
    } finally {
      await stores.processingMarks.release(lock, clock.now())
    }
  }

  async #process(aggregate: Aggregate, inbox: Inbox): Promise<void> {
    const { stores, clock } = this.#services
    const entries = await entriesOf(aggregate, stores, clock.now())
    const { failure } = await inbox.deliver({
      identity: identityOf(aggregate),
      retries: entries.length > 0,
      fill: (exchange) => this.#fill(exchange, aggregate, entries),
    })
    if (failure === undefined) return
    if (entries.length === 0) await stores.aggregates.delete(aggregate.messageGuid)
    else await stores.aggregates.put({ ...aggregate, retries: aggregate.retries + 1, dueAt: clock.now() + RETRY_INTERVAL })
  }

  async #fill(exchange: Exchange, aggregate: Aggregate, entries: readonly DataStoreEntry[]): Promise<void> {
    const { stores, clock } = this.#services
    const { correlation, storeName, completedBy, lastNumber, messageGuid } = aggregate
    if (entries.length === 0) {
      throw new SluiceError('processing-failed', `The data store ${storeName} holds no message of the aggregate ${correlation} any more`)
    }
    exchange.body = combineSameFormat(await this.#bodies(entries))
    restoreValues(aggregate.message, exchange)
    exchange.headers.set('CamelAggregatedCompletedBy', completedBy)
    exchange.headers.set('AggregateCorrelationId', correlation)
    exchange.headers.set('AggregationIsLastMessage', lastNumber !== null)
    const number = entries.at(-1)?.headers[NUMBER_HEADER]
    if (number !== undefined) exchange.headers.set(NUMBER_HEADER, Number(number))
    exchange.properties.set('CamelAggregatedCompletedBy', completedBy)
    exchange.properties.set('CamelAggregatedCorrelationKey', correlation)
    exchange.properties.set('CamelAggregatedSize', entries.length)
    exchange.completion.add(stores, async ({ aggregates, dataStores }) => {
      for (const entry of entries) await dataStores.delete(entry, clock.now())
      await aggregates.delete(messageGuid)
    })
  }

  async #bodies(entries: readonly DataStoreEntry[]): Promise<{ readonly body: Body }[]> {
    const { stores, clock, bufferLimit } = this.#services
    const bodies: { readonly body: Body }[] = []
    let size = 0
    for (const entry of entries) {
      const content = (await stores.dataStores.content(entry, clock.now())) ?? new Uint8Array()
      size += content.length
      if (size > bufferLimit) throw new SluiceError('processing-failed', `The collected messages are larger than ${bufferLimit} bytes`)
      bodies.push({ body: Body.bytes(content) })
    }
    return bodies
  }

  /** Changes an aggregate as it is now. Returns what it became; nothing when it stays, or is gone. */
  #change(messageGuid: string, change: (aggregate: Aggregate) => Aggregate | undefined): Promise<Aggregate | undefined> {
    return this.#services.stores.atomically(async ({ aggregates }) => {
      const found = await aggregates.find(messageGuid)
      const changed = found && change(found)
      if (changed) await aggregates.put(changed)
      return changed
    })
  }
}

const identityOf = ({ messageGuid, correlationId, start, retries }: Aggregate): MessageIdentity => ({
  messageGuid,
  correlationId,
  start,
  retries,
})
