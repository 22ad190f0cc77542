/** Counts messages in process, so that stopping can wait for them. */
export class InFlight {
  #count = 0
  #waiting: (() => void)[] = []

  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#count++
    try {
      return await work()
    } finally {
      this.#count--
      if (this.#count === 0) this.#release()
    }
  }

  get count(): number {
    return this.#count
  }

  /** Resolves when nothing is in process. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #release(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
