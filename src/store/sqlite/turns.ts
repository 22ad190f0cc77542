/** Gives one connection to one task at a time, in the order in which they came. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when it is the caller's turn, with the way to end it. */
  take(): Promise<() => void> {
    const before = this.#last
    return new Promise((granted) => {
      this.#last = new Promise((end) => before.then(() => granted(end)))
    })
  }

  async run<T>(task: () => T | Promise<T>): Promise<T> {
    const end = await this.take()
    try {
      return await task()
    } finally {
      end()
    }
  }
}
