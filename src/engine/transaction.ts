import type { Clock } from '../kernel/clock.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { DataStoreEntry, DataStoreEntryKey, DataStoreKey } from '../store/data-stores.ts'
import type { Variable, VariableKey } from '../store/variables.ts'
import type { StoreChange } from './completion.ts'
import type { Stores, TenantStores } from './stores.ts'

type Stored = { readonly entry: DataStoreEntry; readonly content: Uint8Array }

export interface TransactionOptions {
  readonly stores: TenantStores
  readonly clock: Clock
  readonly timeoutMinutes: number
}

/**
 * The data store and variable changes of a process that count when it ends well. Its own steps see them before. They are kept
 * in memory until then, so that no message holds the database while it waits for another system.
 */
export class Transaction implements Stores {
  readonly #options: TransactionOptions
  readonly #until: number
  readonly #changes: StoreChange[] = []
  readonly #undo: (() => Promise<unknown>)[] = []
  readonly #committed: (() => void)[] = []
  /** What the changes made of an entry: `undefined` = deleted. */
  readonly #entries = new Map<string, Stored | undefined>()
  readonly #variables = new Map<string, Variable>()
  #failure: unknown

  constructor(options: TransactionOptions) {
    this.#options = options
    this.#until = options.clock.now() + options.timeoutMinutes * 60_000
  }

  /** Undoes what is outside of the transaction when this is rolled back. */
  onRollback(undo: () => Promise<unknown>): void {
    this.#undo.push(undo)
  }

  /** Makes a change together with the others. Its own steps do not see it before. */
  onCommit(change: StoreChange, committed: () => void = () => {}): void {
    this.#checkTime()
    this.#changes.push(change)
    this.#committed.push(committed)
  }

  /** Makes all changes or none, and tells of it then. Throws the failure that doomed the transaction. */
  async commit(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#changes.length === 0) return
    this.#checkTime()
    await this.#options.stores.atomically(async (stores) => {
      for (const change of this.#changes) await change(stores)
    })
    for (const committed of this.#committed) committed()
  }

  async rollback(): Promise<void> {
    for (const undo of this.#undo) await undo()
  }

  readonly dataStores: Stores['dataStores'] = {
    put: async (entry, content, overwrite) => {
      this.#checkTime()
      if (!overwrite && (await this.#entry(entry, entry.createdAt))) throw this.#doom(existsAlready(entry))
      this.#entries.set(keyOf(entry), { entry, content })
      this.#changes.push((stores) => stores.dataStores.put(entry, content, overwrite))
    },
    find: async (key, now) => (await this.#entry(key, now))?.entry,
    content: async (key, now) => {
      const changed = this.#entries.get(keyOf(key))
      if (changed || this.#entries.has(keyOf(key))) return changed?.content
      return this.#options.stores.dataStores.content(key, now)
    },
    select: (store, limit, now) => this.#select(store, limit, now),
    delete: async (key, now) => {
      this.#checkTime()
      const found = (await this.#entry(key, now)) !== undefined
      this.#entries.set(keyOf(key), undefined)
      this.#changes.push((stores) => stores.dataStores.delete(key, now))
      return found
    },
  }

  readonly variables: Stores['variables'] = {
    put: async (variable) => {
      this.#checkTime()
      this.#variables.set(variableKeyOf(variable), variable)
      this.#changes.push((stores) => stores.variables.put(variable))
    },
    find: async (key, now) => this.#variables.get(variableKeyOf(key)) ?? this.#options.stores.variables.find(key, now),
  }

  /** A number that was drawn is drawn, whatever becomes of the process. */
  get numberRanges(): Stores['numberRanges'] {
    return this.#options.stores.numberRanges
  }

  get messageStore(): Stores['messageStore'] {
    return this.#options.stores.messageStore
  }

  /** Others must see a mark at once; `onRollback` takes it away. */
  get processingMarks(): Stores['processingMarks'] {
    return this.#options.stores.processingMarks
  }

  async #entry(key: DataStoreEntryKey, now: number): Promise<{ readonly entry: DataStoreEntry } | undefined> {
    if (this.#entries.has(keyOf(key))) return this.#entries.get(keyOf(key))
    const entry = await this.#options.stores.dataStores.find(key, now)
    return entry && { entry }
  }

  async #select(store: DataStoreKey, limit: number, now: number): Promise<Stored[]> {
    const stored = await this.#options.stores.dataStores.select(store, limit + this.#entries.size, now)
    const unchanged = stored.filter(({ entry }) => !this.#entries.has(keyOf(entry)))
    const changed = [...this.#entries.values()].filter((each) => each !== undefined && isIn(store, each.entry)) as Stored[]
    return [...unchanged, ...changed].sort((a, b) => a.entry.createdAt - b.entry.createdAt).slice(0, limit)
  }

  /** After a duplicate the database rolls back even if an exception subprocess handles it (SAP Help, “Define Data Store Write Operations”). */
  #doom(failure: SluiceError): SluiceError {
    this.#failure = failure
    return failure
  }

  #checkTime(): void {
    const { clock, timeoutMinutes } = this.#options
    if (clock.now() < this.#until) return
    throw this.#doom(new SluiceError('processing-failed', `The transaction took longer than its timeout of ${timeoutMinutes} minutes`))
  }
}

const keyOf = ({ storeName, flowId, type, id }: DataStoreEntryKey): string => JSON.stringify([storeName, flowId, type, id])

const variableKeyOf = ({ name, flowId }: VariableKey): string => JSON.stringify([name, flowId])

const isIn = (store: DataStoreKey, entry: DataStoreKey): boolean =>
  entry.storeName === store.storeName && entry.flowId === store.flowId && entry.type === store.type

const existsAlready = ({ id, storeName }: DataStoreEntry): SluiceError =>
  new SluiceError('conflict', `Entry ${id} of data store ${storeName} exists already`)
