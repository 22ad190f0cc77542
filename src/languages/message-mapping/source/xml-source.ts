import type { Attr, Element, Node } from 'slimdom'
import { NIL, type Value } from '../value.ts'
import type { SourceNode } from './source-node.ts'

const ELEMENT = 1
const TEXT = 3
const CDATA = 4
const XMLNS = 'http://www.w3.org/2000/xmlns/'
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/** An element of an XML message. */
export class XmlSource implements SourceNode {
  readonly isAttribute = false
  readonly #element: Element

  constructor(element: Element) {
    this.#element = element
  }

  get name(): string {
    return this.#element.localName
  }

  get namespace(): string {
    return this.#element.namespaceURI ?? ''
  }

  value(): Value {
    if (/^(?:true|1)$/.test(this.#element.getAttributeNS(INSTANCE, 'nil') ?? '')) return NIL
    let text = ''
    for (let node: Node | null = this.#element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === ELEMENT) return ''
      if (node.nodeType === TEXT || node.nodeType === CDATA) text += node.nodeValue
    }
    return text
  }

  children(): SourceNode[] {
    const nodes: SourceNode[] = this.#element.attributes.filter(({ namespaceURI }) => namespaceURI !== XMLNS).map(attributeSource)
    for (let node: Node | null = this.#element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === ELEMENT) nodes.push(new XmlSource(node as Element))
    }
    return nodes
  }
}

const attributeSource = (attribute: Attr): SourceNode => ({
  name: attribute.localName,
  namespace: attribute.namespaceURI ?? '',
  isAttribute: true,
  value: () => attribute.value,
  children: () => [],
})
