import { children } from '../../message-mapping/elements.ts'
import type { Component, XsdSchemas } from '../../message-mapping/structure/xsd-schemas.ts'

/** An element in the content of another one. */
export interface Particle {
  readonly declaration: Component
  readonly minimum: number
  readonly maximum: number
}

const CONTAINERS: ReadonlySet<string> = new Set(['sequence', 'all', 'choice', 'complexContent', 'extension', 'restriction'])

/** The elements that the type of an element has, in their order. */
export function particlesOf(schemas: XsdSchemas, declaration: Component): Particle[] {
  const inner = children(declaration.element, 'complexType')[0]
  if (inner) return contentOf(schemas, { ...declaration, element: inner })
  const name = declaration.element.getAttribute('type')
  const type = name === null ? undefined : schemas.find('type', name, declaration)
  return type ? contentOf(schemas, type) : []
}

/** Parts of a type in parts of it; a type may also extend itself. */
const MAXIMUM_DEPTH = 40

function contentOf(schemas: XsdSchemas, parent: Component, depth = 0): Particle[] {
  if (depth > MAXIMUM_DEPTH) return []
  return children(parent.element).flatMap((element) => {
    const part = { ...parent, element }
    if (element.localName === 'element') return [particleOf(schemas, part)]
    if (element.localName === 'group') return referredGroup(schemas, part, depth)
    if (!CONTAINERS.has(element.localName)) return []
    const base = element.localName === 'extension' ? schemas.find('type', element.getAttribute('base') ?? '', part) : undefined
    return [...(base ? contentOf(schemas, base, depth + 1) : []), ...contentOf(schemas, part, depth + 1)]
  })
}

function referredGroup(schemas: XsdSchemas, part: Component, depth: number): Particle[] {
  const group = schemas.find('group', part.element.getAttribute('ref') ?? '', part)
  return group ? contentOf(schemas, group, depth + 1) : []
}

function particleOf(schemas: XsdSchemas, part: Component): Particle {
  const reference = part.element.getAttribute('ref')
  const maximum = part.element.getAttribute('maxOccurs') ?? '1'
  return {
    declaration: (reference === null ? undefined : schemas.find('element', reference, part)) ?? part,
    minimum: Number(part.element.getAttribute('minOccurs') ?? '1'),
    maximum: maximum === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maximum),
  }
}
