import { SluiceError } from '../../kernel/errors.ts'

/** Gives one connection to one task at a time, in the order in which they came. */
export class Turns {
  #last: Promise<void> = Promise.resolve()
  #closed = false

  /** Resolves when it is the caller's turn, with the way to end it. Throws `unavailable` once there are no more turns. */
  take(): Promise<() => void> {
    const before = this.#last
    return new Promise((granted, refused) => {
      this.#last = new Promise((end) => before.then(() => (this.#closed ? end(refused(ended())) : granted(end))))
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

  /** Ends the turns for good, of those who wait too. */
  close(): void {
    this.#closed = true
  }

  /** For a task in its turn: throws `unavailable` when there are no more turns. */
  requireOpen(): void {
    if (this.#closed) throw ended()
  }
}

const ended = (): SluiceError => new SluiceError('unavailable', 'The unit of work has ended.')
