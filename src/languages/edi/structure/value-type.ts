import type { Element } from 'slimdom'
import { children } from '../../message-mapping/elements.ts'
import type { Component, XsdSchemas } from '../../message-mapping/structure/xsd-schemas.ts'
import { ANY_VALUE, type ValueType } from './definition.ts'

const NUMBERS: ReadonlySet<string> = new Set([
  'decimal',
  'integer',
  'nonNegativeInteger',
  'positiveInteger',
  'int',
  'long',
  'double',
  'float',
])

/** What an element without child elements may contain, from its type and the types that one restricts. */
export function readValueType(schemas: XsdSchemas, declaration: Component): ValueType {
  const inner = children(declaration.element, 'simpleType')[0]
  const name = declaration.element.getAttribute('type')
  const fixed = declaration.element.getAttribute('fixed')
  const type = inner
    ? restricted(schemas, { ...declaration, element: inner })
    : name === null
      ? ANY_VALUE
      : named(schemas, name, declaration)
  return fixed === null ? type : { ...type, codes: new Set([fixed]) }
}

/** Restrictions of restrictions; a type may also restrict itself. */
const MAXIMUM_DEPTH = 20

function named(schemas: XsdSchemas, name: string, place: Component, depth = 0): ValueType {
  const type = depth < MAXIMUM_DEPTH ? schemas.find('type', name, place) : undefined
  if (type) return restricted(schemas, type, depth + 1)
  return { ...ANY_VALUE, isNumber: NUMBERS.has(name.split(':').at(-1)!) }
}

function restricted(schemas: XsdSchemas, type: Component, depth = 0): ValueType {
  const restriction = children(type.element, 'restriction')[0]
  if (!restriction) return ANY_VALUE
  const base = named(schemas, restriction.getAttribute('base') ?? '', { ...type, element: restriction }, depth)
  const codes = facets(restriction, 'enumeration')
  const [length] = facets(restriction, 'length')
  const minimum = length ?? facets(restriction, 'minLength')[0]
  const maximum = length ?? facets(restriction, 'maxLength')[0] ?? facets(restriction, 'totalDigits')[0]
  return {
    isNumber: base.isNumber,
    minimum: minimum === undefined ? base.minimum : Number(minimum),
    maximum: maximum === undefined ? base.maximum : Number(maximum),
    codes: codes.length === 0 ? base.codes : new Set(codes),
  }
}

const facets = (restriction: Element, name: string): string[] =>
  children(restriction, name).map((facet) => facet.getAttribute('value') ?? '')
