import type { Document, Element } from 'slimdom'
import { XMLDSIG } from './algorithms.ts'

const XMLNS = 'http://www.w3.org/2000/xmlns/'

/** Makes the elements of one signature. */
export class SignatureWriter {
  readonly #document: Document
  readonly #prefix: string

  constructor(document: Document, prefix: string) {
    this.#document = document
    this.#prefix = prefix
  }

  /** The element that holds all others; it declares their namespace. */
  root(): Element {
    const root = this.element('Signature')
    root.setAttributeNS(XMLNS, this.#prefix === '' ? 'xmlns' : `xmlns:${this.#prefix}`, XMLDSIG)
    return root
  }

  element(name: string, attributes: Readonly<Record<string, string>> = {}, ...content: readonly (Element | string)[]): Element {
    const element = this.#document.createElementNS(XMLDSIG, this.#prefix === '' ? name : `${this.#prefix}:${name}`)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...content)
    return element
  }

  /** An element of another namespace, which it declares. */
  foreign(
    namespace: string,
    name: string,
    attributes: Readonly<Record<string, string>>,
    ...content: readonly (Element | string)[]
  ): Element {
    const element = this.#document.createElementNS(namespace, name)
    element.setAttributeNS(XMLNS, 'xmlns', namespace)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...content)
    return element
  }
}
