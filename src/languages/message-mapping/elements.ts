import type { Document, Element, Node } from 'slimdom'

const ELEMENT = 1

/** Child elements, those of one local name when it is given, in whatever namespace. */
export function children(parent: Node, name?: string): Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === ELEMENT && (name === undefined || (node as Element).localName === name)) found.push(node as Element)
  }
  return found
}

/** The first child element of this local name. */
export const child = (parent: Node, name: string): Element | undefined => children(parent, name)[0]

/** Elements of this local name below a node, in document order. */
export const descendants = (parent: Document | Element, name: string): Element[] =>
  children(parent).flatMap((element) =>
    element.localName === name ? [element, ...descendants(element, name)] : descendants(element, name),
  )
