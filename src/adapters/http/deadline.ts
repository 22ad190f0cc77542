/** Aborts an exchange with another system that takes too long. Of streams only the time counts in which that system does nothing. */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #milliseconds: number
  #timer: NodeJS.Timeout | undefined

  /** @param milliseconds 0 waits for ever */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  start(): void {
    this.stop()
    if (this.#milliseconds > 0) this.#timer = setTimeout(() => this.#controller.abort(), this.#milliseconds)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  /** A body on its way to the other system: the time runs while that takes a piece, and after the last one. */
  async *whileSending(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.stop()
    for await (const chunk of body) {
      this.start()
      yield chunk
      this.stop()
    }
    this.start()
  }

  /** A body from the other system: the time runs while a piece is awaited. */
  async *whileReceiving(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.start()
    try {
      for await (const chunk of body) {
        this.stop()
        yield chunk
        this.start()
      }
    } finally {
      this.stop()
    }
  }
}
