/**
 * A value that lives in the JVM and has no counterpart here: a decimal, a parsed document, an object of a script's own class.
 * Everything outside a script sees its text; the next script of the same message gets the object itself, as long as the same
 * JVM runs. It is let go when nothing here refers to it any more.
 */
export class JavaObject {
  /** The process that holds it. */
  readonly owner: object
  readonly id: bigint
  readonly className: string
  readonly #text: string

  constructor(owner: object, id: bigint, text: string, className: string) {
    this.owner = owner
    this.id = id
    this.className = className
    this.#text = text
  }

  /** Whether it is a number that JavaScript would show differently: `10.50`, `5.0`. */
  get isNumber(): boolean {
    return NUMBERS.has(this.className)
  }

  /** As `Object.toString` in Java. */
  toString(): string {
    return this.#text
  }

  toJSON(): string {
    return this.#text
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['java.math.BigDecimal', 'java.lang.Double', 'java.lang.Float'])
