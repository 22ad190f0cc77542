import type { PathStep } from './element-path.ts'
import { findSplitPoints, missingDeclarations, NO_NAMESPACES, type Scope, type SplitPoint, streamSplitPoints } from './split-points.ts'
import { TextWindow } from './text-window.ts'

/** What a message is split into; a part is made when it is asked for. */
export interface Parts {
  readonly count: number
  part(index: number): string
}

const DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"

/**
 * Splits at the elements of a path. Each part has `grouping` of them inside what encloses the first one: everything before it
 * and the end tags of its ancestors. What follows the elements is lost, and elements with other ancestors come into those of
 * the first (SAP Help, “Using XPath Expressions in the Splitter Step”). Throws `processing-failed` for a body that is no XML.
 */
export function splitWithEnvelope(xml: string, path: readonly PathStep[], grouping: number): Parts {
  const text = new TextWindow(xml)
  const { points, root, ancestors } = findSplitPoints(text, path)
  const first = points[0]
  if (!first) return { count: 0, part: () => '' }
  const envelope = envelopeOf(text.slice(root, first.start), ancestors)
  return grouped(points, grouping, (group) => envelope(group.map((point) => element(text, point, first.scope)).join('')))
}

/** The same for a text that does not fit into memory, as `streamSplitPoints` reads it. */
export async function* streamWithEnvelope(
  pieces: AsyncIterable<string>,
  path: readonly PathStep[],
  grouping: number,
  limit: number,
): AsyncGenerator<string> {
  let envelope: ((elements: string) => string) | undefined
  let scope: Scope = NO_NAMESPACES
  const elements: string[] = []
  for await (const { point, xml, root, ancestors } of streamSplitPoints(pieces, path, { keepsHead: true, limit })) {
    if (!envelope) {
      envelope = envelopeOf(xml.slice(root, point.start), ancestors)
      scope = point.scope
    }
    elements.push(element(xml, point, scope))
    if (elements.length === grouping) yield envelope(elements.splice(0).join(''))
  }
  if (envelope && elements.length > 0) yield envelope(elements.join(''))
}

/**
 * Splits into the elements of a path, `grouping` of them in each part. Each element declares the namespaces that its ancestors
 * declared. Throws `processing-failed` for a body that is no XML.
 */
export function splitIntoElements(xml: string, path: readonly PathStep[], grouping: number): Parts {
  const text = new TextWindow(xml)
  const { points } = findSplitPoints(text, path)
  return grouped(points, grouping, (group) => group.map((point) => element(text, point, NO_NAMESPACES)).join(''))
}

/** The same for a text that does not fit into memory, as `streamSplitPoints` reads it. */
export async function* streamElements(pieces: AsyncIterable<string>, path: readonly PathStep[], limit: number): AsyncGenerator<string> {
  for await (const { point, xml } of streamSplitPoints(pieces, path, { keepsHead: false, limit })) yield element(xml, point, NO_NAMESPACES)
}

/** Takes items in groups; the last one may be smaller. */
export function grouped<T>(items: readonly T[], size: number, join: (group: readonly T[]) => string): Parts {
  return {
    count: Math.ceil(items.length / size),
    part: (index) => join(items.slice(index * size, (index + 1) * size)),
  }
}

function envelopeOf(before: string, ancestors: readonly string[]): (elements: string) => string {
  const after = ancestors.toReversed().reduce((tags, name) => `${tags}</${name}>`, '')
  return (elements) => DECLARATION + before + elements + after
}

/** The element with the namespaces that it needs where it comes to stand. */
function element(xml: TextWindow, point: SplitPoint, known: Scope): string {
  const text = xml.slice(point.start, point.end)
  const declarations = missingDeclarations(xml, point, known)
  return declarations === '' ? text : text.replace(/^<[^\s/>]+/, (opening) => opening + declarations)
}
