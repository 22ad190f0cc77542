import type { TenantContents, TenantStores } from './stores.ts'

export type StoreChange = (stores: TenantContents) => Promise<unknown>

/** What follows the end of a message. One for all branches of a message. */
export class Completion {
  readonly #changes: { readonly stores: TenantStores; readonly change: StoreChange }[] = []
  readonly #listeners: ((endedWell: boolean) => Promise<void>)[] = []

  /** Changes the stores when the message has ended well, and not at all when it fails. */
  add(stores: TenantStores, change: StoreChange): void {
    this.#changes.push({ stores, change })
  }

  /** Tells the listener how the message has ended, once and after all changes of the stores. */
  onEnd(listener: (endedWell: boolean) => Promise<void>): void {
    this.#listeners.push(listener)
  }

  /** Makes all changes or none, in the order in which they were added, once. */
  async run(): Promise<void> {
    const changes = this.#changes.splice(0)
    const [first] = changes
    if (!first) return
    await first.stores.atomically(async (stores) => {
      for (const { change } of changes) await change(stores)
    })
  }

  /** The message has ended: makes the changes if it did so well, and tells the listeners, once. */
  async end(endedWell: boolean): Promise<void> {
    const listeners = this.#listeners.splice(0)
    let isKept = false
    try {
      if (endedWell) await this.run()
      isKept = endedWell
    } finally {
      for (const listener of listeners) await listener(isKept)
    }
  }
}
