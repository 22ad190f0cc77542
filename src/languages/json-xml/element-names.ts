import type { Attr, Element } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'
import type { NameMapping } from './names.ts'

/** What elements and attributes are called in JSON. */
export interface ElementNames {
  element(element: Element): string
  /** Without the `@`. */
  attribute(attribute: Attr): string
  /** Whether a step of a configured path means this element: by local name, by name with XML prefix or by JSON name. */
  matches(element: Element, step: string): boolean
}

/** @param lenient a namespace without prefix and mapping is ignored instead of refused, as streaming does */
export function elementNames(mapping: NameMapping, lenient: boolean): ElementNames {
  const prefixes = new Map([...mapping.namespaces].map(([prefix, namespace]) => [namespace, prefix]))
  const nameOf = (node: Element | Attr): string => {
    if (!mapping.useNamespaces || node.namespaceURI === null) return node.localName
    const prefix = prefixes.get(node.namespaceURI) ?? node.prefix ?? ''
    if (prefix !== '') return prefix + mapping.separator + node.localName
    if (!lenient && !prefixes.has(node.namespaceURI))
      throw new SluiceError('processing-failed', `Invalid JSON namespace: ${node.namespaceURI}`)
    return node.localName
  }
  return {
    element: nameOf,
    attribute: nameOf,
    matches: (element, step) => step === element.localName || step === element.nodeName || step === nameOf(element),
  }
}
