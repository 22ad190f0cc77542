/** Where entries are kept together. */
export interface DataStoreKey {
  readonly storeName: string
  /** Flow whose own the store is; empty = every flow sees it. */
  readonly flowId: string
  /** What adapters and flow steps keep for themselves, as `XI`; empty = written by a data store step. */
  readonly type: string
}

export interface DataStoreEntryKey extends DataStoreKey {
  readonly id: string
}

export interface DataStoreEntry extends DataStoreEntryKey {
  /** Message that wrote the entry. */
  readonly messageId: string
  readonly createdAt: number
  /** From then on the entry is overdue. */
  readonly dueAt: number
  /** From then on the entry is gone. */
  readonly retainUntil: number
  /** Headers that were kept with the body. */
  readonly headers: Readonly<Record<string, string>>
  /** Its content was sealed with the vault; absent: it was not. */
  readonly encrypted?: boolean
}

/** A message that an entry became, and that failed. */
export interface DataStoreRetry {
  readonly messageGuid: string
  readonly correlationId: string
  /** When the message began for the first time. */
  readonly start: number
  /** How often it failed. */
  readonly retries: number
  /** From then on it is tried again. */
  readonly retryAt: number
}

export interface DataStore extends DataStoreKey {
  readonly messages: number
  readonly overdueMessages: number
}

/** What entries are wanted; without a field, all. */
export interface DataStoreFilter {
  readonly store?: DataStoreKey
  readonly messageId?: string
  readonly overdueOnly?: boolean
}

/**
 * Messages that flows put aside. Every question takes the time, because an entry whose `retainUntil` has come is not there
 * any more, whether or not it was swept away already. Of several writers of one id exactly one creates it.
 */
export interface DataStoreStore {
  /** Creates an entry; an expired one of that id is replaced. Throws `conflict` when it is there and `overwrite` is not asked for. */
  put(entry: DataStoreEntry, content: Uint8Array, overwrite: boolean): Promise<void>
  find(key: DataStoreEntryKey, now: number): Promise<DataStoreEntry | undefined>
  content(key: DataStoreEntryKey, now: number): Promise<Uint8Array | undefined>
  /** Up to `limit` entries of a store with their content, oldest first. */
  select(store: DataStoreKey, limit: number, now: number): Promise<{ entry: DataStoreEntry; content: Uint8Array }[]>
  /** Up to `limit` entries of a store that wait for no retry, oldest first. */
  ready(store: DataStoreKey, limit: number, now: number): Promise<DataStoreEntry[]>
  /** How the entry fared so far; `undefined` when it never failed. */
  retryOf(key: DataStoreEntryKey): Promise<DataStoreRetry | undefined>
  /** Notes that the entry is to be tried again; does nothing when it is not there any more. */
  retryLater(key: DataStoreEntryKey, retry: DataStoreRetry): Promise<void>
  /** Whether there was such an entry; of several at once exactly one is told so. */
  delete(key: DataStoreEntryKey, now: number): Promise<boolean>
  /** Empties a store, which ends it. Returns how many entries it had. */
  deleteStore(store: DataStoreKey, now: number): Promise<number>
  /** Oldest first. */
  entries(filter: DataStoreFilter, now: number): Promise<DataStoreEntry[]>
  /** Stores that have an entry, by name, flow and type. */
  stores(now: number): Promise<DataStore[]>
  /** Removes up to `limit` of what is gone already, the oldest first. Returns how many. */
  deleteExpired(now: number, limit?: number): Promise<number>
}
