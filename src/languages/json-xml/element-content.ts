import { type Attr, type Element, Node, type Text } from 'slimdom'

/** A stretch of an element's content: child elements without text between them, or text without elements between it. */
export type Run = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'elements'; readonly elements: Element[] }

/**
 * The content of an element in order. Comments and processing instructions are nothing; white space beside child elements is
 * layout, and the value of an element without children.
 */
export function contentOf(element: Element): Run[] {
  const runs: Run[] = []
  for (const node of element.childNodes) {
    if (node.nodeType === Node.ELEMENT_NODE) addElement(runs, node as Element)
    else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) addText(runs, (node as Text).data)
  }
  if (!runs.some((run) => run.kind === 'elements')) return runs
  return runs.filter((run) => run.kind === 'elements' || /[^ \t\r\n]/.test(run.text)).reduce(join, [])
}

/** Attributes without namespace declarations. */
export const attributesOf = (element: Element): Attr[] =>
  element.attributes.filter((attribute) => attribute.namespaceURI !== 'http://www.w3.org/2000/xmlns/')

function addElement(runs: Run[], element: Element): void {
  join(runs, { kind: 'elements', elements: [element] })
}

function addText(runs: Run[], text: string): void {
  if (text !== '') join(runs, { kind: 'text', text })
}

function join(runs: Run[], next: Run): Run[] {
  const last = runs.at(-1)
  if (last?.kind === 'text' && next.kind === 'text') runs[runs.length - 1] = { kind: 'text', text: last.text + next.text }
  else if (last?.kind === 'elements' && next.kind === 'elements') for (const element of next.elements) last.elements.push(element)
  else runs.push(next)
  return runs
}
