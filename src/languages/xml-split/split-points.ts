import { unescapeXml } from '../../iflow/xml-text.ts'
import type { PathStep } from './element-path.ts'
import { malformed, type Tag, tagsOf } from './tags.ts'

/** Prefix → namespace, in scope at one place; the default namespace has the prefix `''`. */
export type Scope = ReadonlyMap<string, string>

/** An element at which a message is split. */
export interface SplitPoint {
  /** Offsets of the element in the text. */
  readonly start: number
  readonly end: number
  /** Offset behind its start tag. */
  readonly content: number
  /** Namespaces that its ancestors declare. */
  readonly scope: Scope
}

export interface SplitPoints {
  readonly points: readonly SplitPoint[]
  /** Offset of the root element. */
  readonly root: number
  /** Names of the elements around the first point, from the root on. */
  readonly ancestors: readonly string[]
}

/**
 * Finds the elements that a path leads to, in one pass over the text. Elements inside a found one are not looked at. Throws
 * `processing-failed` with the line when tags do not fit together.
 */
export function findSplitPoints(xml: string, path: readonly PathStep[]): SplitPoints {
  const search = new Search(xml, path)
  for (const tag of tagsOf(xml)) search.take(tag)
  return search.end()
}

interface OpenElement {
  readonly name: string
  readonly scope: Scope
  /** Positions of the path that lead on from here. */
  readonly positions: readonly number[]
  /** Its start tag, when the path ends at it. */
  readonly point: Tag | undefined
}

/** What is in scope outside of the root element. */
export const NO_NAMESPACES: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])
const NOWHERE: readonly number[] = []

class Search {
  readonly #xml: string
  readonly #path: readonly PathStep[]
  readonly #open: OpenElement[] = []
  readonly #points: SplitPoint[] = []
  #ancestors: readonly string[] = []
  #root: number | undefined

  constructor(xml: string, path: readonly PathStep[]) {
    this.#xml = xml
    this.#path = path
  }

  take(tag: Tag): void {
    if (tag.kind === 'start') this.#open.push(this.#enter(tag))
    else if (tag.kind === 'end') this.#close(tag)
    else this.#leave(this.#enter(tag), tag.end)
  }

  end(): SplitPoints {
    const unclosed = this.#open.at(-1)
    if (unclosed) throw malformed(this.#xml, this.#xml.length, `the element ${unclosed.name} has no end`)
    if (this.#root === undefined) throw malformed(this.#xml, 0, 'there is no element')
    return { points: this.#points, root: this.#root, ancestors: this.#ancestors }
  }

  #enter(tag: Tag): OpenElement {
    const parent = this.#open.at(-1)
    if (!parent && this.#root !== undefined) throw malformed(this.#xml, tag.start, `there is a second root element ${tag.name}`)
    this.#root ??= tag.start
    const scope = declarationsOf(this.#xml.slice(tag.start, tag.end), parent?.scope ?? NO_NAMESPACES)
    const positions = this.#advance(parent, tag.name, scope)
    if (!positions.includes(this.#path.length)) return { name: tag.name, scope, positions, point: undefined }
    if (this.#points.length === 0) this.#ancestors = this.#open.map(({ name }) => name)
    return { name: tag.name, scope, positions: NOWHERE, point: tag }
  }

  #close(tag: Tag): void {
    const element = this.#open.pop()
    if (element?.name !== tag.name) {
      throw malformed(this.#xml, tag.start, `</${tag.name}> stands where ${element ? `</${element.name}>` : 'no end tag'} is expected`)
    }
    this.#leave(element, tag.end)
  }

  #leave({ point }: OpenElement, end: number): void {
    if (!point) return
    this.#points.push({ start: point.start, content: point.end, end, scope: this.#open.at(-1)?.scope ?? NO_NAMESPACES })
  }

  /** Positions after this element; the length of the path when it ends here. */
  #advance(parent: OpenElement | undefined, name: string, scope: Scope): readonly number[] {
    const before = parent ? parent.positions : [0]
    if (before.length === 0) return NOWHERE
    const after: number[] = []
    for (const position of before) {
      const step = this.#path[position]!
      if (step.isDeep) after.push(position)
      if (matches(step, name, scope) && !after.includes(position + 1)) after.push(position + 1)
    }
    return after
  }
}

function matches({ localName, namespace }: PathStep, name: string, scope: Scope): boolean {
  const colon = name.indexOf(':')
  if (localName !== '*' && localName !== (colon < 0 ? name : name.slice(colon + 1))) return false
  return namespace === undefined || namespace === (scope.get(colon < 0 ? '' : name.slice(0, colon)) ?? '')
}

const DECLARATION = /\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** The scope inside an element, the same object when its start tag declares nothing. */
function declarationsOf(startTag: string, outer: Scope): Scope {
  if (!startTag.includes('xmlns')) return outer
  const scope = new Map(outer)
  for (const [, prefix = '', double, single] of startTag.matchAll(DECLARATION)) scope.set(prefix, unescapeXml(double ?? single!))
  return scope
}

/** What the element must declare where only the known namespaces are in scope: attributes with a blank before each. */
export function missingDeclarations(xml: string, { start, content, scope }: SplitPoint, known: Scope): string {
  if (scope === known) return ''
  const own = declarationsOf(xml.slice(start, content), NO_NAMESPACES)
  let attributes = ''
  for (const [prefix, namespace] of scope) {
    if ((known.get(prefix) ?? '') === namespace || own.has(prefix)) continue
    attributes += ` xmlns${prefix && `:${prefix}`}="${namespace.replace(/[&<"]/g, (character) => `&#${character.charCodeAt(0)};`)}"`
  }
  return attributes
}
