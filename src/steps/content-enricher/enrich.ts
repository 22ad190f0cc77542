import type { Document, Element, Node } from 'slimdom'
import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { isNode } from '../../languages/simple/value.ts'
import { compileXPath, type XPath } from '../../languages/xpath/xpath.ts'

/** Where the elements of a message are, and where in each of them its key is. */
export interface KeyedElements {
  readonly path: string
  readonly key: string
}

/**
 * Compiles “Enrich”: each element of the original message takes, behind its content, copies of the lookup elements that have
 * its key. An empty key, or one that is missing, enriches nothing. Throws `deploy-failed` for a bad path; running,
 * `processing-failed` when one of the messages is no XML.
 */
export function compileEnrich(
  original: KeyedElements,
  lookup: KeyedElements,
  namespaces: ReadonlyMap<string, string>,
): (message: Exchange, answer: Exchange) => Body {
  const [elementPath, elementKey, lookupPath, lookupKey] = [original.path, original.key, lookup.path, lookup.key].map((path) =>
    compileXPath(path, namespaces),
  ) as [XPath, XPath, XPath, XPath]
  return (message, answer) => {
    const document = message.body.asDocument().cloneNode(true) as Document
    const found = byKey(lookupPath.items(answer).filter(isNode), lookupKey, answer)
    for (const element of elementPath.itemsIn(document, message).filter(isElement)) {
      for (const node of found.get(keyOf(element, elementKey, message)) ?? []) element.appendChild(document.importNode(node, true))
    }
    return Body.document(document)
  }
}

function byKey(nodes: readonly Node[], path: XPath, exchange: Exchange): ReadonlyMap<string, readonly Node[]> {
  const found = new Map<string, Node[]>()
  for (const node of nodes) {
    const key = keyOf(node, path, exchange)
    if (key !== '') found.set(key, [...(found.get(key) ?? []), node])
  }
  return found
}

function keyOf(node: Node, path: XPath, exchange: Exchange): string {
  const key = path.itemsIn(node, exchange)[0]
  return isNode(key) ? ((key as Element).textContent ?? '') : String(key ?? '')
}

const isElement = (value: unknown): value is Element => isNode(value) && (value as Node).nodeType === 1
