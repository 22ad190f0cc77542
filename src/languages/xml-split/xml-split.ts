import type { PathStep } from './element-path.ts'
import { findSplitPoints, missingDeclarations, NO_NAMESPACES, type Scope, type SplitPoint } from './split-points.ts'

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
  const { points, root, ancestors } = findSplitPoints(xml, path)
  const first = points[0]
  if (!first) return { count: 0, part: () => '' }
  const before = DECLARATION + xml.slice(root, first.start)
  const after = ancestors.toReversed().reduce((tags, name) => `${tags}</${name}>`, '')
  return grouped(points, grouping, (group) => before + elements(xml, group, first.scope) + after)
}

/**
 * Splits into the elements of a path, `grouping` of them in each part. Each element declares the namespaces that its ancestors
 * declared. Throws `processing-failed` for a body that is no XML.
 */
export function splitIntoElements(xml: string, path: readonly PathStep[], grouping: number): Parts {
  const { points } = findSplitPoints(xml, path)
  return grouped(points, grouping, (group) => elements(xml, group, NO_NAMESPACES))
}

/** Takes items in groups; the last one may be smaller. */
export function grouped<T>(items: readonly T[], size: number, join: (group: readonly T[]) => string): Parts {
  return {
    count: Math.ceil(items.length / size),
    part: (index) => join(items.slice(index * size, (index + 1) * size)),
  }
}

const elements = (xml: string, points: readonly SplitPoint[], known: Scope): string =>
  points.map((point) => element(xml, point, known)).join('')

/** The element with the namespaces that it needs where it comes to stand. */
function element(xml: string, point: SplitPoint, known: Scope): string {
  const text = xml.slice(point.start, point.end)
  const declarations = missingDeclarations(xml, point, known)
  return declarations === '' ? text : text.replace(/^<[^\s/>]+/, (opening) => opening + declarations)
}
