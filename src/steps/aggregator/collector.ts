import type { TenantContents } from '../../engine/stores.ts'
import { messageGuid } from '../../kernel/ids.ts'
import type { Aggregate, CollectingStep } from '../../store/aggregates.ts'
import type { DataStoreEntry } from '../../store/data-stores.ts'
import type { CollectedMessage } from './collected-message.ts'

/** Marks the entries of aggregators in the data stores. */
const AGGREGATOR_TYPE = 'Aggregator'
export const NUMBER_HEADER = 'AggregationSequenceNumber'

const DAY = 86_400_000
const OVERDUE_AFTER = 2 * DAY
const KEPT_FOR = 180 * DAY

export interface CollectorOptions extends CollectingStep {
  /** Whether messages have a place in a sequence: the aggregate is complete when all up to the last one are there. */
  readonly sequenced: boolean
}

/**
 * Adds the message to the aggregate of its correlation, or begins one. To be called inside of `stores.atomically`.
 *
 * @param timeout milliseconds from the last message to the end of the aggregate
 */
export async function collect(
  message: CollectedMessage,
  { flowId, stepId, sequenced }: CollectorOptions,
  { stores, now, timeout, storeName }: { stores: TenantContents; now: number; timeout: number; storeName: string },
): Promise<void> {
  const { correlation, number, isLast } = message
  const open = (await stores.aggregates.open({ flowId, stepId }, correlation)) ?? begin({ flowId, stepId }, message, storeName, now)
  const position = open.messages + 1
  await stores.dataStores.put(entryOf(open, position, number, now), message.content, false)
  const lastNumber = isLast ? (number ?? position) : open.lastNumber
  const aggregate: Aggregate = { ...open, messages: position, lastNumber, dueAt: now + timeout, message: message.values }
  const isComplete = sequenced ? await hasAll(aggregate, stores, now) : isLast
  await stores.aggregates.put(isComplete ? { ...aggregate, completedBy: 'predicate', dueAt: now } : aggregate)
}

const begin = (step: CollectingStep, { correlation, correlationId }: CollectedMessage, storeName: string, now: number): Aggregate => ({
  ...step,
  correlation,
  storeName,
  messageGuid: messageGuid(now),
  correlationId,
  start: now,
  announcedAt: null,
  messages: 0,
  lastNumber: null,
  completedBy: null,
  dueAt: now,
  retries: 0,
  message: '{}',
})

function entryOf(aggregate: Aggregate, position: number, number: number | null, now: number): DataStoreEntry {
  const { correlation, messageGuid, storeName, flowId } = aggregate
  return {
    storeName,
    flowId,
    type: AGGREGATOR_TYPE,
    id: `${correlation}/${messageGuid}/${position}`,
    messageId: messageGuid,
    createdAt: now,
    dueAt: now + OVERDUE_AFTER,
    retainUntil: now + KEPT_FOR,
    headers: number === null ? {} : { [NUMBER_HEADER]: String(number) },
    encrypted: true,
  }
}

/** The entries of an aggregate: in their sequence, else in the order in which they came. */
export async function entriesOf(
  { storeName, flowId, messageGuid }: Aggregate,
  stores: TenantContents,
  now: number,
): Promise<DataStoreEntry[]> {
  const store = { storeName, flowId, type: AGGREGATOR_TYPE }
  const entries = await stores.dataStores.entries({ store, messageId: messageGuid }, now)
  return entries.toSorted((a, b) => numberOf(a) - numberOf(b))
}

const numberOf = ({ headers }: DataStoreEntry): number => Number(headers[NUMBER_HEADER] ?? 0)

async function hasAll(aggregate: Aggregate, stores: TenantContents, now: number): Promise<boolean> {
  const { lastNumber } = aggregate
  if (lastNumber === null || aggregate.messages < lastNumber) return false
  const numbers = new Set((await entriesOf(aggregate, stores, now)).map(numberOf))
  return Array.from({ length: lastNumber }, (_, index) => index + 1).every((number) => numbers.has(number))
}
