import type { Document, Element } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'
import type { Properties } from './model.ts'
import { parseVariantUri } from './variant-uri.ts'

export const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'
export const IFL = 'http:///com.sap.ifl.model/Ifl.xsd'

/** BPMN children of an element, of one name or of any. */
export const bpmnChildren = (element: Element, name?: string): Element[] =>
  element.children.filter((child) => child.namespaceURI === BPMN && (name === undefined || child.localName === name))

/** The first BPMN child of this name. */
export const bpmnChild = (element: Element, name: string): Element | undefined => bpmnChildren(element, name)[0]

export const idOf = (element: Element): string => element.getAttribute('id') ?? ''
export const nameOf = (element: Element): string => element.getAttribute('name') ?? ''
export const textOf = (element: Element | undefined): string => element?.textContent ?? ''

/** The `ifl:property` list of an element (format document §2). */
export function propertiesOf(element: Element): Map<string, string> {
  const list = bpmnChildren(element, 'extensionElements').flatMap((extension) => extension.children.filter(isProperty))
  return new Map(list.map((property) => [part(property, 'key'), part(property, 'value')]))
}

/** `cname` of the element's variant uri, `''` when it has none. */
export const componentName = (properties: Properties): string => parseVariantUri(properties.get('cmdVariantUri') ?? '').get('cname') ?? ''

/** Throws `deploy-failed` when two elements of the model have the same id, which would make every reference to it ambiguous. */
export function refuseDuplicateIds(document: Document): void {
  const seen = new Set<string>()
  for (const element of document.getElementsByTagNameNS(BPMN, '*')) {
    const id = idOf(element)
    if (id !== '' && seen.has(id)) throw new SluiceError('deploy-failed', `Two elements have the id ${id}`)
    seen.add(id)
  }
}

const isProperty = (element: Element): boolean => element.namespaceURI === IFL && element.localName === 'property'

const part = (property: Element, name: string): string => textOf(property.children.find((child) => child.localName === name))
