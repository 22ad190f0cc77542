import { type Document, type Element, type Node, parseXmlDocument } from 'slimdom'
import type { Exchange } from '../../engine/exchange.ts'
import { escapeXml } from '../../iflow/xml-text.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { textOf } from '../../languages/simple/value.ts'
import { compileXPath } from '../../languages/xpath/xpath.ts'
import { lineDiff } from './diff.ts'
import { beginning, type Difference } from './json-comparison.ts'

/** Where XPaths are evaluated: their prefixes, and the message whose headers and properties are their variables. */
export interface XPathContext {
  readonly namespaces: Readonly<Record<string, string>>
  readonly exchange: Exchange
}

/**
 * Nothing when both are equal but for what the XPaths find. Prefixes, comments, white space between elements, the order of
 * attributes and the form of character data do not count. Throws `bad-request` when the expected text is no XML.
 */
export function xmlDifference(expected: string, actual: string, ignore: readonly string[], context: XPathContext): Difference | undefined {
  const wanted = parse(expected)
  if ('message' in wanted) throw new SluiceError('bad-request', `The expected XML ${wanted.message}`)
  const found = parse(actual)
  if ('message' in found) return found
  const [left, right] = [wanted, found].map(({ document }) => normalXml(without(document, ignore, context)))
  return left === right ? undefined : { message: 'differs as XML', diff: lineDiff(left!, right!) }
}

/** String values of what the XPath finds; a difference when the text is no XML. */
export function valuesAtXPath(path: string, actual: string, context: XPathContext): readonly string[] | Difference {
  const parsed = parse(actual)
  return 'message' in parsed ? parsed : itemsAt(path, parsed.document, context).map(textOf)
}

function itemsAt(path: string, document: Document, { namespaces, exchange }: XPathContext): readonly unknown[] {
  try {
    return compileXPath(path, new Map(Object.entries(namespaces))).itemsIn(document, exchange)
  } catch (cause) {
    throw new SluiceError('bad-request', messageOf(cause), { cause })
  }
}

function parse(text: string): { readonly document: Document } | Difference {
  try {
    return { document: parseXmlDocument(text.trim()) }
  } catch (cause) {
    return { message: `is no well-formed XML (${messageOf(cause).split('\n')[0]}):\n${beginning(text)}` }
  }
}

function without(document: Document, ignore: readonly string[], context: XPathContext): Document {
  for (const path of ignore) for (const item of itemsAt(path, document, context)) detach(item as Node & Partial<Owned>)
  return document
}

interface Owned {
  readonly ownerElement: Element | null
  readonly name: string
}

function detach(node: Node & Partial<Owned>): void {
  if (node.ownerElement) node.ownerElement.removeAttribute(node.name!)
  else node.parentNode?.removeChild(node)
}

/** One line for each tag and text, in a form that equal documents share. */
const normalXml = (document: Document): string => linesOf(document.documentElement!, null, '').join('\n')

function linesOf(element: Element, outer: string | null, indent: string): string[] {
  const namespace = element.namespaceURI
  const declaration = namespace === outer ? '' : ` xmlns="${escapeXml(namespace ?? '')}"`
  const begin = `${indent}<${element.localName}${declaration}${attributesOf(element)}`
  const content = contentOf(element)
  if (content.length === 0) return [`${begin}/>`]
  const [only] = content
  if (content.length === 1 && typeof only === 'string') return [`${begin}>${escapeXml(only)}</${element.localName}>`]
  const inner = content.flatMap((child) =>
    typeof child === 'string' ? [`${indent}  ${escapeXml(child)}`] : linesOf(child, namespace, `${indent}  `),
  )
  return [`${begin}>`, ...inner, `${indent}</${element.localName}>`]
}

function attributesOf(element: Element): string {
  const attributes = element.attributes.filter(({ namespaceURI }) => namespaceURI !== 'http://www.w3.org/2000/xmlns/')
  const written = attributes.map(({ namespaceURI, localName, value }) => {
    const name = namespaceURI === null ? localName : `{${namespaceURI}}${localName}`
    return ` ${name}="${escapeXml(value)}"`
  })
  return written.sort().join('')
}

const ELEMENT = 1
const TEXTS = new Set([3, 4])

/** Elements and texts; adjacent texts are one, and white space beside elements is none. */
function contentOf(element: Element): (Element | string)[] {
  const content: (Element | string)[] = []
  for (const child of element.childNodes) {
    const last = content.at(-1)
    if (child.nodeType === ELEMENT) content.push(child as Element)
    else if (!TEXTS.has(child.nodeType)) continue
    else if (typeof last === 'string') content[content.length - 1] = last + (child.nodeValue ?? '')
    else content.push(child.nodeValue ?? '')
  }
  const hasElements = content.some((child) => typeof child !== 'string')
  return content.filter((child) => typeof child !== 'string' || (hasElements ? child.trim() !== '' : child !== ''))
}
