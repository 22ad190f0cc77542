import { messageOf } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { ChangeTopic } from './store.ts'

export type ChangeListener = (topic: ChangeTopic, key: string) => void

/** Hands committed changes to the listeners of one store. A listener that throws is logged and cannot fail the write. */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>()
  readonly #logger: Logger

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Returns the way to stop listening. */
  listen(listener: ChangeListener): () => void {
    const own: ChangeListener = (topic, key) => listener(topic, key)
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
    }
  }

  /** Called after the commit, never before. */
  publish(topic: ChangeTopic, ...keys: readonly string[]): void {
    for (const key of keys) for (const listener of this.#listeners) this.#call(listener, topic, key)
  }

  #call(listener: ChangeListener, topic: ChangeTopic, key: string): void {
    try {
      listener(topic, key)
    } catch (thrown) {
      this.#logger.error('a change listener failed', { topic, error: messageOf(thrown) })
    }
  }
}
