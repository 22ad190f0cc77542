import { SluiceError } from '../../kernel/errors.ts'

/** Writes XML text front to back, as the converter meets its events. */
export class XmlWriter {
  readonly #parts: string[] = ["<?xml version='1.0' encoding='UTF-8'?>"]
  readonly #open: string[] = []
  /** The start tag is still without its `>`. */
  #inStartTag = false
  #attributes = new Set<string>()

  startElement(name: string): void {
    this.#closeStartTag()
    this.#parts.push(`<${name}`)
    this.#open.push(name)
    this.#inStartTag = true
    this.#attributes = new Set()
  }

  /** Throws `processing-failed` after content was written, and for the second attribute of one name. */
  attribute(name: string, value: string): void {
    if (!this.#inStartTag) {
      throw new SluiceError(
        'processing-failed',
        `Trying to write an attribute when there is no open start element: @${name} must stand before all other members`,
      )
    }
    if (this.#attributes.has(name))
      throw new SluiceError('processing-failed', `The element ${this.#open.at(-1)} has the attribute ${name} twice`)
    this.#attributes.add(name)
    this.#parts.push(` ${name}="${escapeText(value, ATTRIBUTE_CHARACTERS)}"`)
  }

  text(text: string): void {
    if (text === '') return
    this.#closeStartTag()
    this.#parts.push(escapeText(text, TEXT_CHARACTERS))
  }

  endElement(): void {
    const name = this.#open.pop()!
    this.#parts.push(this.#inStartTag ? '/>' : `</${name}>`)
    this.#inStartTag = false
  }

  toString(): string {
    return this.#parts.join('')
  }

  #closeStartTag(): void {
    if (this.#inStartTag) this.#parts.push('>')
    this.#inStartTag = false
  }
}

const TEXT_CHARACTERS = /[&<>\r]/g
const ATTRIBUTE_CHARACTERS = /[&<>"\t\n\r]/g
/** What is neither a Char of XML 1.0 nor half of a surrogate pair in its place. */
const NO_XML_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

function escapeText(text: string, special: RegExp): string {
  const forbidden = NO_XML_CHARACTER.exec(text)
  if (forbidden) {
    const code = forbidden[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()
    throw new SluiceError('processing-failed', `A value contains the character U+${code}, which XML cannot hold`)
  }
  return text.replace(special, (character) => REFERENCES[character]!)
}
