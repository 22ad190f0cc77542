import { StringDecoder } from 'node:string_decoder'
import type { Logger } from '../../kernel/logger.ts'

/** Longer lines are cut. */
const LONGEST_LINE = 8_192
/** Further lines of the same second are counted only. */
const LINES_PER_SECOND = 1_000
const SECOND_MS = 1_000

/** What scripts print, line by line in the server's log, however much it is. */
export class ScriptOutput {
  readonly #logger: Logger
  readonly #now: () => number
  readonly #decoder = new StringDecoder('utf8')
  #line = ''
  #second = 0
  #lines = 0

  constructor(logger: Logger, now: () => number = () => performance.now()) {
    this.#logger = logger
    this.#now = now
  }

  push(chunk: Buffer): void {
    const [first = '', ...rest] = this.#decoder.write(chunk).split('\n')
    this.#append(first)
    for (const part of rest) {
      this.#flush()
      this.#append(part)
    }
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#line !== '') this.#flush()
    this.#reportSkipped()
  }

  #append(part: string): void {
    if (this.#line.length <= LONGEST_LINE) this.#line += part.slice(0, LONGEST_LINE + 1 - this.#line.length)
  }

  #flush(): void {
    const line = this.#line.replace(/\r$/, '')
    this.#line = ''
    this.#count()
    if (this.#lines > LINES_PER_SECOND) return
    this.#logger.info('script output', { line: line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line })
  }

  #count(): void {
    const second = Math.floor(this.#now() / SECOND_MS)
    if (second !== this.#second) {
      this.#reportSkipped()
      this.#second = second
      this.#lines = 0
    }
    this.#lines++
  }

  #reportSkipped(): void {
    const skipped = this.#lines - LINES_PER_SECOND
    if (skipped > 0) this.#logger.warn('Scripts print too much', { linesSkipped: skipped })
    this.#lines = 0
  }
}
