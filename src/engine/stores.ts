import type { AggregateStore } from '../store/aggregates.ts'
import type { DataStoreStore } from '../store/data-stores.ts'
import type { IdMapStore } from '../store/id-maps.ts'
import type { MessageStoreStore } from '../store/message-store.ts'
import type { NumberRangeStore } from '../store/number-ranges.ts'
import type { ProcessingMarkStore } from '../store/processing-marks.ts'
import type { VariableStore } from '../store/variables.ts'
import type { Exchange } from './exchange.ts'

/** What flows keep beyond a message; operators see it in the management API. */
export interface Stores {
  readonly dataStores: Pick<DataStoreStore, 'put' | 'find' | 'content' | 'select' | 'delete'>
  readonly variables: Pick<VariableStore, 'put' | 'find'>
  readonly numberRanges: Pick<NumberRangeStore, 'next'>
  readonly messageStore: Pick<MessageStoreStore, 'write'>
  readonly processingMarks: Pick<ProcessingMarkStore, 'claim' | 'find' | 'release'>
}

/** What the stores of the tenant have beyond those of a transaction: what senders and aggregators keep of messages between their runs. */
export interface TenantContents extends Stores {
  readonly dataStores: Pick<
    DataStoreStore,
    'put' | 'find' | 'content' | 'select' | 'delete' | 'entries' | 'ready' | 'retryOf' | 'retryLater'
  >
  readonly aggregates: AggregateStore
}

/** The stores of the tenant, where every change counts at once. */
export interface TenantStores extends TenantContents {
  readonly idMaps: Pick<IdMapStore, 'map' | 'from'>
  /** Keeps all that the work changes, or nothing when it rejects. */
  atomically<T>(work: (stores: TenantContents) => Promise<T>): Promise<T>
}

/** The stores as a step uses them: through the transaction of its process when there is one. */
export function storesOf(exchange: Exchange, services: { readonly stores: TenantStores }): Stores {
  return exchange.transaction ?? services.stores
}
