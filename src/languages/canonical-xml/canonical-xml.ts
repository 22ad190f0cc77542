import type { Attr, Document, Element, Node } from 'slimdom'

export interface Canonicalization {
  /** Exclusive XML Canonicalization 1.0: namespaces only where they are used. */
  readonly isExclusive: boolean
  /** Prefixes that exclusive canonicalization treats as the inclusive one does; that of no prefix is empty. */
  readonly inclusivePrefixes?: readonly string[]
  readonly withComments: boolean
  /** Of inclusive canonicalization; they differ in the attributes that a part takes over from around it. */
  readonly version: '1.0' | '1.1'
}

type Namespaces = ReadonlyMap<string, string>

const XMLNS = 'http://www.w3.org/2000/xmlns/'
const XML = 'http://www.w3.org/XML/1998/namespace'

/**
 * The canonical form of a document, or of an element with all that is in it (W3C “Canonical XML” 1.0 and 1.1, “Exclusive XML
 * Canonicalization” 1.0).
 */
export function canonicalXml(node: Document | Element, method: Canonicalization): string {
  const writer = new Writer(method)
  if (node.nodeType === NODE.document) return writer.document(node as Document)
  const element = node as Element
  return writer.element(element, scopeAround(element), NOTHING, method.isExclusive ? [] : inheritedAttributes(element, method.version))
}

const NODE = { element: 1, text: 3, cdata: 4, processingInstruction: 7, comment: 8, document: 9 } as const
const NOTHING: Namespaces = new Map()

class Writer {
  readonly #method: Canonicalization

  constructor(method: Canonicalization) {
    this.#method = method
  }

  /** What stands beside the root element has a line of its own. */
  document(document: Document): string {
    const root = document.documentElement
    let isBefore = true
    let text = ''
    for (const child of document.childNodes) {
      if (child === root) {
        text += this.element(root, NOTHING, NOTHING, [])
        isBefore = false
        continue
      }
      const other = this.#leaf(child)
      if (other !== '') text += isBefore ? `${other}\n` : `\n${other}`
    }
    return text
  }

  /**
   * @param around namespaces in scope around the element
   * @param written namespaces that the elements around it declare in the output
   */
  element(element: Element, around: Namespaces, written: Namespaces, inherited: readonly Attr[]): string {
    const scope = scopeOf(element, around)
    const declared = this.#declarations(element, scope, written)
    const attributes = [...inherited, ...element.attributes.filter(({ namespaceURI }) => namespaceURI !== XMLNS)].sort(byName)
    const namespaces = [...declared]
      .sort(([a], [b]) => compare(a, b))
      .map(([prefix, uri]) => pair(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri))
    const start = [element.nodeName, ...namespaces, ...attributes.map(({ name, value }) => pair(name, value))].join(' ')
    const inner = new Map([...written, ...declared])
    return `<${start}>${element.childNodes.map((child) => this.#child(child, scope, inner)).join('')}</${element.nodeName}>`
  }

  #child(child: Node, scope: Namespaces, written: Namespaces): string {
    return child.nodeType === NODE.element ? this.element(child as Element, scope, written, []) : this.#leaf(child)
  }

  #leaf(node: Node): string {
    const value = node.nodeValue ?? ''
    if (node.nodeType === NODE.text || node.nodeType === NODE.cdata) return escaped(value, TEXT)
    if (node.nodeType === NODE.comment) return this.#method.withComments ? `<!--${value.replaceAll('\r', '&#xD;')}-->` : ''
    if (node.nodeType !== NODE.processingInstruction) return ''
    return `<?${node.nodeName}${value === '' ? '' : ` ${value.replaceAll('\r', '&#xD;')}`}?>`
  }

  /** The namespaces that the output does not have yet. */
  #declarations(element: Element, scope: Namespaces, written: Namespaces): [string, string][] {
    const { isExclusive, inclusivePrefixes = [] } = this.#method
    const shown = inclusivePrefixes.filter((prefix) => scope.has(prefix))
    const prefixes = isExclusive ? new Set([...usedPrefixes(element), ...shown]) : new Set(scope.keys())
    return [...prefixes]
      .map((prefix): [string, string] => [prefix, scope.get(prefix) ?? ''])
      .filter(([prefix, uri]) => (written.get(prefix) ?? '') !== uri)
  }
}

const usedPrefixes = (element: Element): Set<string> =>
  new Set([
    element.prefix ?? '',
    ...element.attributes.flatMap(({ prefix, namespaceURI }) => (prefix && namespaceURI !== XMLNS && namespaceURI !== XML ? [prefix] : [])),
  ])

/** Namespaces by prefix; that without prefix has an empty one. */
function scopeOf(element: Element, around: Namespaces): Namespaces {
  const own = element.attributes.filter(({ namespaceURI }) => namespaceURI === XMLNS)
  if (own.length === 0) return around
  return new Map([...around, ...own.map(({ prefix, localName, value }): [string, string] => [prefix ? localName : '', value])])
}

const ancestorsOf = (element: Element): Element[] => {
  const parent = element.parentElement
  return parent ? [...ancestorsOf(parent), parent] : []
}

const scopeAround = (element: Element): Namespaces => ancestorsOf(element).reduce((around, each) => scopeOf(each, around), NOTHING)

/** Attributes such as `xml:lang` that hold for a part because they stand around it. An id does not, from version 1.1 on. */
function inheritedAttributes(element: Element, version: '1.0' | '1.1'): Attr[] {
  const inherited = new Map<string, Attr>()
  for (const attribute of ancestorsOf(element).flatMap(({ attributes }) => attributes)) {
    if (attribute.namespaceURI === XML && !(version === '1.1' && attribute.localName === 'id'))
      inherited.set(attribute.localName, attribute)
  }
  return [...inherited.values()].filter(({ localName }) => !element.hasAttributeNS(XML, localName))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byName = (a: Attr, b: Attr): number => compare(a.namespaceURI ?? '', b.namespaceURI ?? '') || compare(a.localName, b.localName)

const pair = (name: string, value: string): string => `${name}="${escaped(value, VALUE)}"`

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }
const VALUE: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;', '\t': '&#x9;', '\n': '&#xA;', '\r': '&#xD;' }

const escaped = (text: string, entities: Readonly<Record<string, string>>): string =>
  text.replaceAll(/[&<>"\t\n\r]/g, (character) => entities[character] ?? character)
