import type { Element } from 'slimdom'
import { children } from '../elements.ts'
import type { StructureNode } from './structure-node.ts'
import { type Component, nameOf, type XsdSchemas } from './xsd-schemas.ts'

/** How often a particle may occur. */
interface Occurrence {
  readonly minimum: number
  readonly maximum: number
}

const ONCE: Occurrence = { minimum: 1, maximum: 1 }

/** An element that an XML schema declares, with what its type allows below it. */
export class XsdElement implements StructureNode {
  readonly isAttribute = false
  readonly isArray = false
  readonly name: string
  readonly namespace: string
  readonly minimum: number
  readonly maximum: number
  readonly #schemas: XsdSchemas
  readonly #component: Component
  #content: Content | undefined

  constructor(schemas: XsdSchemas, component: Component, namespace: string, occurrence: Occurrence = ONCE) {
    this.#schemas = schemas
    this.#component = component
    this.name = nameOf(component.element)
    this.namespace = namespace
    this.minimum = occurrence.minimum
    this.maximum = occurrence.maximum
  }

  get hasText(): boolean {
    return this.#read().hasText
  }

  children(): readonly StructureNode[] {
    const { attributes, elements } = this.#read()
    return [...attributes, ...elements]
  }

  #read(): Content {
    this.#content ??= new ContentReader(this.#schemas).ofElement(this.#component)
    return this.#content
  }
}

interface Content {
  readonly attributes: StructureNode[]
  readonly elements: StructureNode[]
  hasText: boolean
}

/** Follows one element's type through extensions and groups. */
class ContentReader {
  readonly #schemas: XsdSchemas
  readonly #content: Content = { attributes: [], elements: [], hasText: false }
  /** Type definitions on the way, so that a type that extends itself ends. */
  readonly #types = new Set<Element>()

  constructor(schemas: XsdSchemas) {
    this.#schemas = schemas
  }

  ofElement(component: Component): Content {
    const { element } = component
    const inner = children(element).find(({ localName }) => localName === 'complexType' || localName === 'simpleType')
    const type = element.getAttribute('type')
    if (inner) this.#type({ ...component, element: inner })
    else if (type !== null) this.#namedType(type, component)
    else this.#content.hasText = true
    return this.#content
  }

  #namedType(name: string, place: Component): void {
    const type = this.#schemas.find('type', name, place)
    if (type) this.#type(type)
    else this.#content.hasText = true
  }

  #type(type: Component): void {
    if (this.#types.has(type.element)) return
    this.#types.add(type.element)
    if (type.element.localName === 'simpleType') this.#content.hasText = true
    else this.#parts(type, ONCE)
  }

  #parts(parent: Component, occurrence: Occurrence): void {
    for (const element of children(parent.element)) this.#part({ ...parent, element }, occurrence)
  }

  #part(part: Component, occurrence: Occurrence): void {
    const kind = part.element.localName
    if (kind === 'element') this.#element(part, times(occurrence, part.element))
    else if (kind === 'attribute') this.#attribute(part)
    else if (kind === 'sequence' || kind === 'all') this.#parts(part, times(occurrence, part.element))
    else if (kind === 'choice') this.#parts(part, { ...times(occurrence, part.element), minimum: 0 })
    else if (kind === 'group' || kind === 'attributeGroup') this.#group(kind, part, times(occurrence, part.element))
    else if (kind === 'complexContent') this.#parts(part, occurrence)
    else if (kind === 'simpleContent') this.#simpleContent(part)
    else if (kind === 'extension') this.#extension(part)
    else if (kind === 'restriction') this.#parts(part, ONCE)
  }

  #simpleContent(part: Component): void {
    this.#content.hasText = true
    this.#parts(part, ONCE)
  }

  #extension(part: Component): void {
    const base = part.element.getAttribute('base')
    if (base !== null) this.#namedType(base, part)
    this.#parts(part, ONCE)
  }

  #group(kind: 'group' | 'attributeGroup', part: Component, occurrence: Occurrence): void {
    const group = this.#schemas.find(kind, part.element.getAttribute('ref') ?? '', part)
    if (group) this.#parts(group, occurrence)
  }

  #element(part: Component, occurrence: Occurrence): void {
    const reference = part.element.getAttribute('ref')
    const declared = reference === null ? undefined : this.#schemas.find('element', reference, part)
    if (declared) this.#content.elements.push(new XsdElement(this.#schemas, declared, declared.schema.namespace, occurrence))
    else if (reference === null) {
      const namespace = isQualified(part, 'elementFormDefault') ? part.schema.namespace : ''
      this.#content.elements.push(new XsdElement(this.#schemas, part, namespace, occurrence))
    }
  }

  #attribute(part: Component): void {
    const reference = part.element.getAttribute('ref')
    const declared = reference === null ? part : this.#schemas.find('attribute', reference, part)
    if (!declared || part.element.getAttribute('use') === 'prohibited') return
    const isGlobal = reference !== null || isQualified(part, 'attributeFormDefault')
    this.#content.attributes.push({
      name: nameOf(declared.element),
      namespace: isGlobal ? declared.schema.namespace : '',
      isAttribute: true,
      isArray: false,
      minimum: part.element.getAttribute('use') === 'required' ? 1 : 0,
      maximum: 1,
      hasText: true,
      children: () => [],
    })
  }
}

function isQualified({ element, schema }: Component, fallback: string): boolean {
  const form = element.getAttribute('form') ?? schema.element.getAttribute(fallback)
  return form === 'qualified'
}

function times(outer: Occurrence, element: Element): Occurrence {
  const minimum = Number(element.getAttribute('minOccurs') ?? 1)
  const maximum = element.getAttribute('maxOccurs') ?? '1'
  return {
    minimum: Math.min(outer.minimum, minimum),
    maximum: Math.max(outer.maximum, maximum === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maximum)),
  }
}
