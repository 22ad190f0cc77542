/** A text that may come in pieces, of which as much is kept as is needed. Offsets count from its beginning. */
export class TextWindow {
  #text: string
  #start = 0
  #line = 1

  constructor(text = '') {
    this.#text = text
  }

  /** What is kept. */
  get text(): string {
    return this.#text
  }

  /** Offset at which that begins. */
  get start(): number {
    return this.#start
  }

  /** Offset behind it. */
  get end(): number {
    return this.#start + this.#text.length
  }

  append(piece: string): void {
    this.#text += piece
  }

  /** Keeps only what stands behind the offset. */
  forget(offset: number): void {
    this.#line = this.lineOf(offset)
    this.#text = this.#text.slice(offset - this.#start)
    this.#start = offset
  }

  slice(start: number, end: number): string {
    return this.#text.slice(start - this.#start, end - this.#start)
  }

  /** From 1. */
  lineOf(offset: number): number {
    let line = this.#line
    const end = offset - this.#start
    for (let at = this.#text.indexOf('\n'); at >= 0 && at < end; at = this.#text.indexOf('\n', at + 1)) line++
    return line
  }
}
