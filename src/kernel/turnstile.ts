/** Lets a few through at a time, in the order in which they came; others wait. */
export class Turnstile {
  readonly #slots: number
  readonly #places: number
  readonly #waiting: (() => void)[] = []
  #inside = 0

  /** @param limits.places for those who wait; as many as come unless told otherwise */
  constructor({ slots, places = Number.POSITIVE_INFINITY }: { slots: number; places?: number }) {
    this.#slots = slots
    this.#places = places
  }

  get full(): boolean {
    return this.#inside >= this.#slots && this.#waiting.length >= this.#places
  }

  /** Runs the work when a slot is free. It does not look whether there is a place to wait: ask `full` first. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#slots) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#inside++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#inside--
    }
  }
}
