import type { Element } from 'slimdom'
import { SluiceError } from '../../../kernel/errors.ts'
import { children } from '../../message-mapping/elements.ts'
import { type FieldDefinition, isComposite, type SegmentDefinition, type ValueType } from '../structure/definition.ts'
import type { Segment } from '../syntax/segment.ts'

/** Takes the value of a data element, `isNumber` by its type, to what the segment gets. */
export type TakeValue = (value: string, isNumber: boolean) => string

/** The segment that an element `S_…` stands for. Throws `processing-failed` for an element that the definition does not have. */
export function readSegmentElement(element: Element, { tag, fields }: SegmentDefinition, take: TakeValue): Segment {
  const values = new NamedValues(element)
  const elements = fields.map((field) => componentsOf(values.next(field), field, take))
  values.assertTaken()
  return { tag, elements }
}

function componentsOf(element: Element | undefined, { content }: FieldDefinition, take: TakeValue): string[] {
  if (!element) return ['']
  if (!isComposite(content)) return [simpleValue(element, content, take)]
  const values = new NamedValues(element)
  const components = content.map((component) => {
    const child = values.next(component)
    return child ? simpleValue(child, component.content, take) : ''
  })
  values.assertTaken()
  return components
}

const simpleValue = (element: Element, { isNumber }: ValueType, take: TakeValue): string => take(element.textContent ?? '', isNumber)

/** The child elements of one element, taken by name, those of one name in their order. */
class NamedValues {
  readonly #parent: Element
  readonly #children: Element[]

  constructor(parent: Element) {
    this.#parent = parent
    this.#children = children(parent)
  }

  next({ name, aliases = [] }: { readonly name: string; readonly aliases?: readonly string[] }): Element | undefined {
    const index = this.#children.findIndex(({ localName }) => localName === name || aliases.includes(localName))
    return index < 0 ? undefined : this.#children.splice(index, 1)[0]
  }

  assertTaken(): void {
    const [left] = this.#children
    if (left) throw new SluiceError('processing-failed', `The element ${this.#parent.localName} must not contain ${left.localName}`)
  }
}
