import type { Document, Element, Node } from 'slimdom'
import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { isNode } from '../../languages/simple/value.ts'
import { compileXPath } from '../../languages/xpath/xpath.ts'

/**
 * Compiles “Combine at XPath”: the first message stays, and the nodes that `source` finds in the others come to the end of
 * the element that `target` finds in it; without a target, behind its own source nodes. Throws `deploy-failed` for a bad
 * XPath; running, `processing-failed` when a path leads nowhere.
 */
export function compileCombineAtXPath(
  source: string,
  target: string,
  namespaces: ReadonlyMap<string, string>,
): (messages: readonly Exchange[]) => Body {
  const sourcePath = compileXPath(source, namespaces)
  const targetPath = target.trim() === '' ? undefined : compileXPath(target, namespaces)
  return (messages) => {
    const [first, ...others] = messages
    if (!first) return Body.empty
    const document = first.body.asDocument().cloneNode(true) as Document
    const own = sourcePath.itemsIn(document, first).filter(isNode)
    const parent = targetPath ? targetPath.itemsIn(document, first).find(isElement) : own[0]?.parentNode
    if (!isElement(parent)) throw nothingAt(targetPath ? target : source, 'the first message')
    const found = others.flatMap((message) => sourcePath.items(message).filter(isNode))
    if (own.length + found.length === 0) throw nothingAt(source, 'any message')
    for (const node of found) parent.appendChild(document.importNode(node, true))
    return Body.document(document)
  }
}

const isElement = (value: unknown): value is Element => isNode(value) && (value as Node).nodeType === 1

const nothingAt = (path: string, place: string): SluiceError =>
  new SluiceError('processing-failed', `The XPath '${path}' leads to no element in ${place}`)
