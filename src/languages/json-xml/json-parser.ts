import { SluiceError } from '../../kernel/errors.ts'
import type { JsonMember, JsonValue } from './json-value.ts'

/** Parses a JSON text (RFC 8259). Throws `processing-failed` with line and column. */
export function parseJson(text: string): JsonValue {
  return new JsonParser(text).parse()
}

/** Deeper nesting is refused before it exhausts the stack. */
const MAXIMUM_DEPTH = 1000

const WHITESPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings must not hold control characters
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

class JsonParser {
  readonly #text: string
  #position = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  parse(): JsonValue {
    const value = this.#value()
    this.#skipWhitespace()
    if (this.#position < this.#text.length) this.#fail('nothing may follow the value')
    return value
  }

  #value(): JsonValue {
    this.#skipWhitespace()
    const character = this.#text[this.#position]
    if (character === '{') return this.#nested(() => ({ kind: 'object', members: this.#list('}', () => this.#member()) }))
    if (character === '[') return this.#nested(() => ({ kind: 'array', items: this.#list(']', () => this.#value()) }))
    if (character === '"') return { kind: 'text', text: this.#string() }
    return this.#literal()
  }

  #nested(read: () => JsonValue): JsonValue {
    this.#depth += 1
    if (this.#depth > MAXIMUM_DEPTH) this.#fail(`it is nested deeper than ${MAXIMUM_DEPTH} levels`)
    const value = read()
    this.#depth -= 1
    return value
  }

  /** Reads from the opening bracket past the closing one. */
  #list<T>(end: string, read: () => T): T[] {
    const items: T[] = []
    this.#position += 1
    if (this.#accept(end)) return items
    do items.push(read())
    while (this.#accept(','))
    if (!this.#accept(end)) this.#fail(`',' or '${end}' is expected`)
    return items
  }

  #member(): JsonMember {
    this.#skipWhitespace()
    if (this.#text[this.#position] !== '"') this.#fail('a member name in double quotes is expected')
    const name = this.#string()
    if (!this.#accept(':')) this.#fail("':' is expected")
    return { name, value: this.#value() }
  }

  #literal(): JsonValue {
    if (this.#word('null')) return { kind: 'null' }
    for (const word of ['true', 'false']) if (this.#word(word)) return { kind: 'text', text: word, isLiteral: true }
    const number = this.#match(NUMBER)
    if (number === '') this.#fail('a value is expected')
    return { kind: 'text', text: number, isLiteral: true }
  }

  #word(word: string): boolean {
    const found = this.#text.startsWith(word, this.#position)
    if (found) this.#position += word.length
    return found
  }

  #string(): string {
    this.#position += 1
    let string = this.#match(PLAIN_CHARACTERS)
    while (this.#text[this.#position] === '\\') string += this.#escape() + this.#match(PLAIN_CHARACTERS)
    if (this.#text[this.#position] !== '"') this.#fail('the string is not closed, or has a character that must be escaped')
    this.#position += 1
    return string
  }

  #escape(): string {
    const character = this.#text[this.#position + 1] ?? ''
    if (character === 'u') return this.#unicodeEscape()
    const meaning = ESCAPES[character]
    if (meaning === undefined) this.#fail(`'\\${character}' is no escape`)
    this.#position += 2
    return meaning
  }

  #unicodeEscape(): string {
    const digits = this.#text.slice(this.#position + 2, this.#position + 6)
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail("'\\u' needs four hexadecimal digits")
    this.#position += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  #accept(character: string): boolean {
    this.#skipWhitespace()
    if (this.#text[this.#position] !== character) return false
    this.#position += 1
    return true
  }

  #skipWhitespace(): void {
    this.#match(WHITESPACE)
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#position
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#position += found.length
    return found
  }

  #fail(reason: string): never {
    const before = this.#text.slice(0, this.#position).split('\n')
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`
    const found = this.#position < this.#text.length ? '' : ' (the text ends here)'
    throw new SluiceError('processing-failed', `The body is not valid JSON: at ${place}${found}, ${reason}`)
  }
}
