import type { Stores, TenantStores } from './stores.ts'

export type StoreChange = (stores: Stores) => Promise<unknown>

/** What is to be changed in the stores when the message has ended well, and not at all when it fails. One for all branches of a message. */
export class Completion {
  readonly #changes: { readonly stores: TenantStores; readonly change: StoreChange }[] = []

  add(stores: TenantStores, change: StoreChange): void {
    this.#changes.push({ stores, change })
  }

  /** Makes all changes or none, in the order in which they were added. */
  async run(): Promise<void> {
    const [first] = this.#changes
    if (!first) return
    await first.stores.atomically(async (stores) => {
      for (const { change } of this.#changes) await change(stores)
    })
  }
}
