import { Lru } from '../kernel/lru.ts'
import type { ChangeTopic, Store } from '../store/store.ts'

/**
 * What a loader found, kept until the store tells of a change of the topics. A value that was being read while something
 * changed is returned and not kept, so that no answer outlives the change.
 */
export class ChangeCache<V> {
  readonly #load: (key: string) => Promise<V | undefined>
  readonly #values: Lru<string, V>
  #generation = 0

  constructor(
    store: Pick<Store, 'onChange'>,
    topics: readonly ChangeTopic[],
    load: (key: string) => Promise<V | undefined>,
    limit = 10_000,
  ) {
    this.#load = load
    this.#values = new Lru(limit)
    store.onChange((topic) => {
      if (topics.includes(topic)) this.#forget()
    })
  }

  async get(key: string): Promise<V | undefined> {
    const known = this.#values.get(key)
    if (known !== undefined) return known
    const generation = this.#generation
    const value = await this.#load(key)
    if (value !== undefined && generation === this.#generation) this.#values.set(key, value)
    return value
  }

  #forget(): void {
    this.#generation++
    this.#values.clear()
  }
}
