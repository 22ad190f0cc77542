/** Lets a few through at a time and a few more wait. */
export class Turnstile {
  readonly #slots: number
  readonly #places: number
  readonly #waiting: (() => void)[] = []
  #inside = 0

  constructor(limits: { slots: number; places: number }) {
    this.#slots = limits.slots
    this.#places = limits.places
  }

  get full(): boolean {
    return this.#inside >= this.#slots && this.#waiting.length >= this.#places
  }

  /** Runs the work when a slot is free. Ask `full` first: it does not look again. */
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
