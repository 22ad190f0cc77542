/** Message headers: names compare without case and keep the spelling they were first set with, as in Camel. */
export class Headers implements Iterable<[string, unknown]> {
  readonly #entries = new Map<string, [name: string, value: unknown]>()

  constructor(initial: Iterable<readonly [string, unknown]> = []) {
    for (const [name, value] of initial) this.set(name, value)
  }

  get(name: string): unknown {
    return this.#entries.get(name.toLowerCase())?.[1]
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  set(name: string, value: unknown): void {
    const key = name.toLowerCase()
    const known = this.#entries.get(key)
    if (known) known[1] = value
    else this.#entries.set(key, [name, value])
  }

  delete(name: string): boolean {
    return this.#entries.delete(name.toLowerCase())
  }

  clear(): void {
    this.#entries.clear()
  }

  get size(): number {
    return this.#entries.size
  }

  [Symbol.iterator](): Iterator<[string, unknown]> {
    return this.#entries.values() as Iterator<[string, unknown]>
  }

  copy(): Headers {
    return new Headers(this)
  }
}
