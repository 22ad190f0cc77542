import type { Document, Element } from 'slimdom'
import { attributesOf, contentOf, type Run } from './element-content.ts'
import { type ElementNames, elementNames } from './element-names.ts'
import type { NameMapping } from './names.ts'

export interface XmlToJsonOptions extends NameMapping {
  readonly suppressRoot: boolean
  /** Absent: siblings of one name become an array. Present: the document is converted in order, and these elements become arrays. */
  readonly streaming: 'all' | ArrayPaths | undefined
}

/** Absolute paths of the elements that become arrays, each a list of names from the root on. */
export type ArrayPaths = readonly (readonly string[])[]

/**
 * Converts an XML document to JSON by the product's rules (SAP Cloud Integration documentation, “Conversion Rules for XML to
 * JSON Conversion”, “How Streaming … Works”): every value is a string, attributes are `@` members, the text of an element
 * with attributes is `$`. With streaming, elements that repeat and are not named as arrays give a member twice, as the product
 * does. Throws `processing-failed` for a namespace without prefix that is not mapped.
 */
export function xmlToJson(document: Document, options: XmlToJsonOptions): string {
  const names = elementNames(options, options.streaming !== undefined)
  const root = document.documentElement!
  const conversion = options.streaming === undefined ? new TreeConversion(names) : new StreamConversion(names, options.streaming)
  return options.suppressRoot ? conversion.value(root, [root]) : `{${conversion.members([root], [])}}`
}

type Path = readonly Element[]

abstract class Conversion {
  protected readonly names: ElementNames

  constructor(names: ElementNames) {
    this.names = names
  }

  /** The members that elements of one parent become, without braces. `parents` leads from the root to that parent. */
  abstract members(elements: readonly Element[], parents: Path): string

  protected abstract content(runs: readonly Run[], path: Path): string[]

  /** The JSON value of an element. `path` leads from the root to it. */
  value(element: Element, path: Path): string {
    const attributes = attributesOf(element).map((attribute) => `${quote(`@${this.names.attribute(attribute)}`)}:${quote(attribute.value)}`)
    const runs = contentOf(element)
    const isText = runs.every((run) => run.kind === 'text')
    if (attributes.length === 0 && isText) return quote(runs.map((run) => (run.kind === 'text' ? run.text : '')).join(''))
    return `{${[...attributes, ...this.content(runs, path)].join(',')}}`
  }
}

/** Knows the whole document: siblings of one name are gathered at the place of the first, mixed text at the end. */
class TreeConversion extends Conversion {
  members(elements: readonly Element[], parents: Path): string {
    const byName = new Map<string, string[]>()
    for (const element of elements) {
      const name = this.names.element(element)
      const values = byName.get(name)
      const value = this.value(element, [...parents, element])
      if (values) values.push(value)
      else byName.set(name, [value])
    }
    return [...byName].map(([name, values]) => `${quote(name)}:${values.length === 1 ? values[0] : `[${values.join(',')}]`}`).join(',')
  }

  protected content(runs: readonly Run[], path: Path): string[] {
    const elements = runs.flatMap((run) => (run.kind === 'elements' ? run.elements : []))
    const text = runs.map((run) => (run.kind === 'text' ? run.text : '')).join('')
    return [...(elements.length > 0 ? [this.members(elements, path)] : []), ...(text === '' ? [] : [`"$":${quote(text)}`])]
  }
}

/** Sees one element after the other: only neighbours of one name share an array, and mixed text stays where it is. */
class StreamConversion extends Conversion {
  readonly #arrays: 'all' | ArrayPaths

  constructor(names: ElementNames, arrays: 'all' | ArrayPaths) {
    super(names)
    this.#arrays = arrays
  }

  members(elements: readonly Element[], parents: Path): string {
    return neighbours(elements, this.names)
      .map(({ name, group }) => this.#group(name, group, parents))
      .join(',')
  }

  protected content(runs: readonly Run[], path: Path): string[] {
    return runs.map((run) => (run.kind === 'text' ? `"$":${quote(run.text)}` : this.members(run.elements, path)))
  }

  #group(name: string, group: readonly Element[], parents: Path): string {
    const values = group.map((element) => this.value(element, [...parents, element]))
    const member = `${quote(name)}:`
    return this.#isArray([...parents, group[0]!]) ? `${member}[${values.join(',')}]` : values.map((value) => member + value).join(',')
  }

  #isArray(path: Path): boolean {
    if (this.#arrays === 'all') return true
    return this.#arrays.some(
      (steps) => steps.length === path.length && steps.every((step, index) => this.names.matches(path[index]!, step)),
    )
  }
}

function neighbours(elements: readonly Element[], names: ElementNames): { name: string; group: Element[] }[] {
  const groups: { name: string; group: Element[] }[] = []
  for (const element of elements) {
    const name = names.element(element)
    const last = groups.at(-1)
    if (last?.name === name) last.group.push(element)
    else groups.push({ name, group: [element] })
  }
  return groups
}

const quote = (text: string): string => JSON.stringify(text)
