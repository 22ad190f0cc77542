import type { Attr, Document, Element, Node } from 'slimdom'
import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Row } from '../../iflow/table.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileXPath } from '../../languages/xpath/xpath.ts'

/** Finds the element that an enveloped signature goes into. Throws `processing-failed` when there is none. */
export type FindParent = (document: Document, exchange: Exchange) => Element

export const BY_NAME = 'Specified by Name and Namespace'
const BY_XPATH = 'Specified by XPath expression'
export const PARENT_SPECIFICATIONS = [BY_NAME, BY_XPATH] as const

export interface ParentFields {
  readonly specification: string
  readonly localName: string
  readonly namespace: string
  readonly xpath: string
}

/** By XPath, or by local name and namespace, where `null` and nothing mean none. */
export function compileParent({ specification, localName, namespace, xpath }: ParentFields, context: StepContext): FindParent {
  if (specification === BY_XPATH) return compileParentPath(xpath, context)
  if (localName === '') context.fail('parentLocalName', 'The parent node of the signature is not given')
  const uri = namespace === '' || namespace === 'null' ? null : namespace
  return (document) => {
    const [parent] = document.getElementsByTagNameNS(uri, localName)
    return parent ?? missing(`The body has no element ${localName}${uri === null ? '' : ` of the namespace ${uri}`} for the XML signature`)
  }
}

/** Finds the attributes of type ID whose elements are signed, those of the innermost elements first. */
export function compileIdAttributes(rows: readonly Row[], context: StepContext): (document: Document, exchange: Exchange) => Attr[] {
  const paths = rows.flatMap((row) => Object.values(row).slice(0, 1))
  const given = paths.filter((path) => path.trim() !== '')
  if (given.length === 0) context.fail('xpathToIdAttribute', 'No XPath says which elements are signed')
  const xpaths = given.map((path) => ({ path, xpath: compileXPath(path, context.flow.namespaces) }))
  return (document, exchange) => {
    const attributes = xpaths.flatMap(({ path, xpath }) => {
      const found = xpath.itemsIn(document, exchange)
      if (found.length === 0 || !found.every(isAttribute)) missing(`The XPath ${path} does not lead to an attribute of the body`)
      return found as readonly Attr[]
    })
    return [...new Set(attributes)].sort((a, b) => depthOf(b) - depthOf(a))
  }
}

/** The one attribute whose name is that of an id and whose value the reference `#value` names. Throws `processing-failed`. */
export function attributeOfId(document: Document, reference: string): Attr {
  const found = document
    .getElementsByTagName('*')
    .flatMap(({ attributes }) => attributes.filter(({ localName, value }) => /id$/i.test(localName) && `#${value}` === reference))
  return found.length === 1 ? found[0]! : missing(`The reference ${reference} is not to one element of the body`)
}

function compileParentPath(expression: string, context: StepContext): FindParent {
  if (expression.trim() === '') context.fail('xpathExpression', 'The parent node of the signature is not given')
  const xpath = compileXPath(expression, context.flow.namespaces)
  return (document, exchange) => {
    const [node] = xpath.itemsIn(document, exchange) as Node[]
    return node?.nodeType === 1 ? (node as Element) : missing(`The XPath ${expression} does not lead to an element of the body`)
  }
}

const isAttribute = (item: unknown): item is Attr => (item as Node | null)?.nodeType === 2

function depthOf({ ownerElement }: Attr): number {
  let depth = 0
  for (let element = ownerElement?.parentElement; element; element = element.parentElement) depth++
  return depth
}

function missing(reason: string): never {
  throw new SluiceError('processing-failed', reason)
}
