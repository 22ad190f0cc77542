export interface GroupWriterOptions<T> {
  write(group: readonly T[]): Promise<void>
  /** Hears of items that were not written: the store failed, or did not keep up (`undefined`). */
  lost(items: readonly T[], reason: unknown): void
}

/** Items are collected this long before they are written, milliseconds. */
const GROUP_TIME = 5

/** More than this waiting means that the store does not keep up: the oldest are given up. */
const WAITING_LIMIT = 10_000

/** Writes items in groups, in their order and one group at a time, so that who adds one never waits for the store. */
export class GroupWriter<T> {
  readonly #options: GroupWriterOptions<T>
  #waiting: T[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(options: GroupWriterOptions<T>) {
    this.#options = options
  }

  add(item: T): void {
    if (this.#waiting.length >= WAITING_LIMIT) this.#options.lost(this.#waiting.splice(0, 1), undefined)
    this.#waiting.push(item)
    this.#timer ??= setTimeout(() => this.#next(), GROUP_TIME)
  }

  /** Resolves when everything added so far was written or given up. */
  flush(): Promise<void> {
    if (this.#waiting.length > 0) this.#next()
    return this.#writing
  }

  #next(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const group = this.#waiting
    this.#waiting = []
    this.#writing = this.#writing.then(() => this.#write(group))
  }

  async #write(group: readonly T[]): Promise<void> {
    try {
      await this.#options.write(group)
    } catch (thrown) {
      this.#options.lost(group, thrown)
    }
  }
}
