import type { Document, Element } from 'slimdom'
import { SluiceError } from '../../../kernel/errors.ts'
import { children, descendants } from '../elements.ts'
import type { StructureNode } from './structure-node.ts'

/**
 * An entity set of an OData service as the OData adapter writes it: the set, in it entities named by their type, in them
 * properties and navigations. Throws `deploy-failed` naming the file when the service has no such set or type.
 */
export function edmxStructure(document: Document, file: string, name: string): StructureNode {
  const model = new Model(document)
  const type = model.entityType(name)
  if (!type) throw new SluiceError('deploy-failed', `${file} has no entity set or entity type ${name}`)
  return node(name, [1, 1], () => [entity(model, type)])
}

const MANY = Number.POSITIVE_INFINITY

const node = (name: string, [minimum, maximum]: readonly [number, number], inner?: () => StructureNode[]): StructureNode => ({
  name,
  namespace: '',
  isAttribute: false,
  isArray: false,
  minimum,
  maximum,
  hasText: inner === undefined,
  children: inner ?? (() => []),
})

const entity = (model: Model, type: Element): StructureNode =>
  node(type.getAttribute('Name') ?? '', [0, MANY], () => model.members(type).map((member) => memberNode(model, member)))

function memberNode(model: Model, member: Element): StructureNode {
  const name = member.getAttribute('Name') ?? ''
  if (member.localName === 'NavigationProperty') {
    const target = model.navigationTarget(member)
    return node(name, [0, 1], () => (target ? [entity(model, target)] : []))
  }
  const complex = model.complexType(member.getAttribute('Type') ?? '')
  const isCollection = /^Collection\(/.test(member.getAttribute('Type') ?? '')
  const occurrence = [0, isCollection ? MANY : 1] as const
  return node(name, occurrence, complex && (() => model.members(complex).map((inner) => memberNode(model, inner))))
}

/** Look-ups in an EDMX document, OData V2 and V4. */
class Model {
  readonly #document: Document

  constructor(document: Document) {
    this.#document = document
  }

  entityType(name: string): Element | undefined {
    const set = this.#named('EntitySet', name)
    return this.#named('EntityType', set ? localName(set.getAttribute('EntityType') ?? '') : name)
  }

  complexType(type: string): Element | undefined {
    return this.#named('ComplexType', localName(type))
  }

  /** Properties, then navigations, those of base types first. */
  members(type: Element): Element[] {
    const base = type.getAttribute('BaseType')
    const baseType = base === null ? undefined : this.#named(type.localName, localName(base))
    const own = [...children(type, 'Property'), ...children(type, 'NavigationProperty')]
    return baseType && baseType !== type ? [...this.members(baseType), ...own] : own
  }

  /** V4 names the type; V2 names an association and the role at its end. */
  navigationTarget(navigation: Element): Element | undefined {
    const type = navigation.getAttribute('Type')
    if (type !== null) return this.#named('EntityType', localName(type))
    const association = this.#named('Association', localName(navigation.getAttribute('Relationship') ?? ''))
    const end = association && children(association, 'End').find((each) => each.getAttribute('Role') === navigation.getAttribute('ToRole'))
    return end && this.#named('EntityType', localName(end.getAttribute('Type') ?? ''))
  }

  #named(kind: string, name: string): Element | undefined {
    return descendants(this.#document, kind).find((element) => element.getAttribute('Name') === name)
  }
}

const localName = (qualified: string): string => qualified.replace(/^Collection\((.*)\)$/, '$1').replace(/^.*\./, '')
