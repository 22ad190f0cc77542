import { unescapeXml } from '../../iflow/xml-text.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { PathStep } from './element-path.ts'
import { malformed, nextTag, type Tag, tagsOf, type Unfinished } from './tags.ts'
import { TextWindow } from './text-window.ts'

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

/** What is around the elements at which a message is split. */
export interface Surroundings {
  /** Offset of the root element. */
  readonly root: number
  /** Names of the elements around the first point, from the root on. */
  readonly ancestors: readonly string[]
}

/**
 * Finds the elements that a path leads to, in one pass over the text. Elements inside a found one are not looked at. Throws
 * `processing-failed` with the line when tags do not fit together.
 */
export function findSplitPoints(xml: TextWindow, path: readonly PathStep[]): Surroundings & { readonly points: readonly SplitPoint[] } {
  const search = new Search(xml, path)
  const points: SplitPoint[] = []
  for (const tag of tagsOf(xml)) {
    const point = search.take(tag)
    if (point) points.push(point)
  }
  return { points, ...search.end() }
}

/** A point in a text that is read piece by piece; the text is there until the next one is asked for. */
export interface StreamedPoint extends Surroundings {
  readonly point: SplitPoint
  readonly xml: TextWindow
}

/**
 * The same for a text that does not fit into memory: each point as soon as its element is complete.
 *
 * @param options.keepsHead whether what stands before the first element is needed until that is complete
 * @param options.limit characters that are kept; `too-large` is thrown above
 */
export async function* streamSplitPoints(
  pieces: AsyncIterable<string>,
  path: readonly PathStep[],
  { keepsHead, limit }: { readonly keepsHead: boolean; readonly limit: number },
): AsyncGenerator<StreamedPoint> {
  const xml = new TextWindow()
  const search = new Search(xml, path)
  let next: Tag | Unfinished | undefined
  let from = 0
  let isHead = keepsHead
  for await (const piece of pieces) {
    xml.append(piece)
    for (next = nextTag(xml, from); next && next.kind !== 'unfinished'; next = nextTag(xml, from)) {
      from = next.end
      const point = search.take(next)
      if (!point) continue
      yield { point, xml, ...search.surroundings }
      isHead = false
    }
    from = next?.start ?? xml.end
    xml.forget(Math.min(from, (isHead ? search.surroundings.root : search.openPoint) ?? from))
    if (xml.end - xml.start > limit) {
      const part = isHead ? 'The part of the body up to its first item' : 'An item of the body'
      throw new SluiceError('too-large', `${part} is larger than ${limit} characters, the most that is read into memory`)
    }
  }
  if (next?.kind === 'unfinished') throw malformed(xml, next.start, next.reason)
  search.end()
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
  readonly #xml: TextWindow
  readonly #path: readonly PathStep[]
  readonly #open: OpenElement[] = []
  #ancestors: readonly string[] | undefined
  #root: number | undefined

  constructor(xml: TextWindow, path: readonly PathStep[]) {
    this.#xml = xml
    this.#path = path
  }

  /** The point that is complete with this tag. */
  take(tag: Tag): SplitPoint | undefined {
    if (tag.kind === 'end') return this.#close(tag)
    const element = this.#enter(tag)
    if (tag.kind === 'empty') return this.#leave(element, tag.end)
    this.#open.push(element)
    return undefined
  }

  /** As far as they are known: all of them when there was a point. */
  get surroundings(): Surroundings {
    return { root: this.#root ?? 0, ancestors: this.#ancestors ?? [] }
  }

  /** Where an element begins that will be a point. */
  get openPoint(): number | undefined {
    return this.#open.find(({ point }) => point)?.point?.start
  }

  end(): Surroundings {
    const unclosed = this.#open.at(-1)
    if (unclosed) throw malformed(this.#xml, this.#xml.end, `the element ${unclosed.name} has no end`)
    if (this.#root === undefined) throw malformed(this.#xml, this.#xml.start, 'there is no element')
    return this.surroundings
  }

  #enter(tag: Tag): OpenElement {
    const parent = this.#open.at(-1)
    if (!parent && this.#root !== undefined) throw malformed(this.#xml, tag.start, `there is a second root element ${tag.name}`)
    this.#root ??= tag.start
    const scope = declarationsOf(this.#xml.slice(tag.start, tag.end), parent?.scope ?? NO_NAMESPACES)
    const positions = this.#advance(parent, tag.name, scope)
    if (!positions.includes(this.#path.length)) return { name: tag.name, scope, positions, point: undefined }
    this.#ancestors ??= this.#open.map(({ name }) => name)
    return { name: tag.name, scope, positions: NOWHERE, point: tag }
  }

  #close(tag: Tag): SplitPoint | undefined {
    const element = this.#open.pop()
    if (element?.name !== tag.name) {
      throw malformed(this.#xml, tag.start, `</${tag.name}> stands where ${element ? `</${element.name}>` : 'no end tag'} is expected`)
    }
    return this.#leave(element, tag.end)
  }

  #leave({ point }: OpenElement, end: number): SplitPoint | undefined {
    if (!point) return undefined
    return { start: point.start, content: point.end, end, scope: this.#open.at(-1)?.scope ?? NO_NAMESPACES }
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
export function missingDeclarations(xml: TextWindow, { start, content, scope }: SplitPoint, known: Scope): string {
  if (scope === known) return ''
  const own = declarationsOf(xml.slice(start, content), NO_NAMESPACES)
  let attributes = ''
  for (const [prefix, namespace] of scope) {
    if ((known.get(prefix) ?? '') === namespace || own.has(prefix)) continue
    attributes += ` xmlns${prefix && `:${prefix}`}="${namespace.replace(/[&<"]/g, (character) => `&#${character.charCodeAt(0)};`)}"`
  }
  return attributes
}
