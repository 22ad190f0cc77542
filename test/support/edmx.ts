import { type Document, type Element, parseXmlDocument } from 'slimdom'

const EDMX = 'http://schemas.microsoft.com/ado/2007/06/edmx'
const EDM = 'http://schemas.microsoft.com/ado/2008/09/edm'
const METADATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'

export interface EdmxProperty {
  /** `Edm.String`, or the name of a complex type with its namespace. */
  readonly type: string
  readonly nullable: boolean
}

export interface EdmxType {
  readonly keys: readonly string[]
  readonly properties: ReadonlyMap<string, EdmxProperty>
  /** Name → type with namespace, and whether it leads to many. */
  readonly navigations: ReadonlyMap<string, { readonly type: string; readonly many: boolean }>
  readonly media: boolean
}

/** What an EDMX document of OData V2 declares, by names with namespace. */
export interface Edmx {
  readonly namespace: string
  readonly types: ReadonlyMap<string, EdmxType>
  readonly complexTypes: ReadonlyMap<string, ReadonlyMap<string, EdmxProperty>>
  /** Entity set → type. */
  readonly sets: ReadonlyMap<string, string>
  readonly functions: readonly string[]
}

const PRIMITIVES = ['Edm.String', 'Edm.Boolean', 'Edm.Int32', 'Edm.Int64', 'Edm.Double', 'Edm.DateTime', 'Edm.DateTimeOffset', 'Edm.Binary']

const children = (parent: Element | Document, name: string, namespace = EDM): Element[] =>
  [...parent.childNodes].filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).localName === name && (node as Element).namespaceURI === namespace,
  )

const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? ''

const propertiesOf = (type: Element): Map<string, EdmxProperty> =>
  new Map(
    children(type, 'Property').map((property) => [
      attribute(property, 'Name'),
      { type: attribute(property, 'Type'), nullable: property.getAttribute('Nullable') !== 'false' },
    ]),
  )

/** Reads an EDMX document and collects what it declares against the rules of the CSDL 2.0 (MC-CSDL §2.1). */
class EdmxReader {
  readonly problems: string[] = []
  readonly #schema: Element
  readonly #namespace: string

  constructor(xml: string) {
    const document = parseXmlDocument(xml)
    const [root] = children(document, 'Edmx', EDMX)
    const [services] = root === undefined ? [] : children(root, 'DataServices', EDMX)
    const [schema, ...others] = services === undefined ? [] : children(services, 'Schema')
    if (
      root?.getAttribute('Version') !== '1.0' ||
      services?.getAttributeNS(METADATA, 'DataServiceVersion') !== '2.0' ||
      schema === undefined
    ) {
      throw new Error('The document is no EDMX 1.0 of OData V2')
    }
    this.#schema = schema
    this.#namespace = attribute(schema, 'Namespace')
    this.#expect(others.length === 0, 'one schema')
  }

  read(): Edmx {
    const elements = (name: string) => children(this.#schema, name)
    this.#unique('the schema', [...elements('EntityType'), ...elements('ComplexType'), ...elements('Association')])
    const complexTypes = new Map(elements('ComplexType').map((type) => [this.#named(type), propertiesOf(type)]))
    const associations = new Map(elements('Association').map((association) => [this.#named(association), this.#ends(association)]))
    const types = new Map(elements('EntityType').map((type) => [this.#named(type), this.#entityType(type, associations, complexTypes)]))
    for (const [name, ends] of associations) {
      for (const { type } of ends) this.#expect(types.has(type), `association ${name} to lead between entity types`)
    }
    return { namespace: this.#namespace, types, complexTypes, ...this.#container(types, associations) }
  }

  #entityType(element: Element, associations: ReadonlyMap<string, readonly End[]>, complexTypes: Edmx['complexTypes']): EdmxType {
    const name = attribute(element, 'Name')
    const order = [...element.children].map(({ localName }) => ['Key', 'Property', 'NavigationProperty'].indexOf(localName))
    this.#expect(
      order.every((place, index) => place >= (order[index - 1] ?? 0)),
      `${name} to have key, properties, navigations in this order`,
    )
    this.#unique(name, [...children(element, 'Property'), ...children(element, 'NavigationProperty')])
    const properties = propertiesOf(element)
    for (const [property, { type, nullable }] of properties) {
      this.#expect(property !== name, `${name} to have no property of its own name`)
      this.#expect(PRIMITIVES.includes(type) || complexTypes.has(type), `${name}.${property} to have a known type`)
      this.#expect(!complexTypes.has(type) || !nullable, `${name}.${property}, which is complex, not to be nullable`)
    }
    const keys = children(children(element, 'Key')[0]!, 'PropertyRef').map((reference) => attribute(reference, 'Name'))
    this.#expect(keys.length > 0, `${name} to have a key`)
    for (const key of keys)
      this.#expect(properties.get(key)?.nullable === false, `${name}.${key}, a key, to be a property that is not nullable`)
    const navigations = new Map(
      children(element, 'NavigationProperty').map((navigation) => {
        const ends = associations.get(attribute(navigation, 'Relationship')) ?? []
        const from = ends.find(({ role }) => role === attribute(navigation, 'FromRole'))
        const to = ends.find(({ role }) => role === attribute(navigation, 'ToRole'))
        const path = `${name}.${attribute(navigation, 'Name')}`
        this.#expect(from !== undefined && to !== undefined && from !== to, `${path} to name both roles of an association`)
        this.#expect(from?.type === this.#named(element), `${path} to lead away from its own type`)
        return [attribute(navigation, 'Name'), { type: to?.type ?? '', many: to?.many ?? false }] as const
      }),
    )
    return { keys, properties, navigations, media: element.getAttributeNS(METADATA, 'HasStream') === 'true' }
  }

  #ends(association: Element): End[] {
    const name = attribute(association, 'Name')
    const ends = children(association, 'End').map((end) => ({
      role: attribute(end, 'Role'),
      type: attribute(end, 'Type'),
      multiplicity: attribute(end, 'Multiplicity'),
      many: attribute(end, 'Multiplicity') === '*',
    }))
    this.#expect(ends.length === 2 && ends[0]!.role !== ends[1]!.role, `association ${name} to have two roles`)
    for (const { multiplicity } of ends)
      this.#expect(['0..1', '1', '*'].includes(multiplicity), `association ${name} to have multiplicities`)
    return ends
  }

  #container(types: Edmx['types'], associations: ReadonlyMap<string, readonly End[]>): Pick<Edmx, 'sets' | 'functions'> {
    const containers = children(this.#schema, 'EntityContainer')
    const container = containers[0]!
    this.#expect(
      containers.length === 1 && container.getAttributeNS(METADATA, 'IsDefaultEntityContainer') === 'true',
      'one default container',
    )
    const functions = children(container, 'FunctionImport')
    this.#unique('the container', [...children(container, 'EntitySet'), ...children(container, 'AssociationSet'), ...functions])
    const sets = new Map(children(container, 'EntitySet').map((set) => [attribute(set, 'Name'), attribute(set, 'EntityType')]))
    for (const [name, type] of sets) this.#expect(types.has(type), `set ${name} to have an entity type`)
    const bound = children(container, 'AssociationSet').map((set) => this.#associationSet(set, sets, associations))
    this.#expect(new Set(bound).size === associations.size, 'each association to be bound to sets once')
    for (const declaration of functions) this.#functionImport(declaration, sets)
    return { sets, functions: functions.map((declaration) => attribute(declaration, 'Name')) }
  }

  #associationSet(element: Element, sets: ReadonlyMap<string, string>, associations: ReadonlyMap<string, readonly End[]>): string {
    const name = attribute(element, 'Association')
    for (const end of associations.get(name) ?? []) {
      const [bound, ...others] = children(element, 'End').filter((candidate) => attribute(candidate, 'Role') === end.role)
      const isBound = bound !== undefined && others.length === 0 && sets.get(attribute(bound, 'EntitySet')) === end.type
      this.#expect(isBound, `${name} to bind ${end.role} to a set of ${end.type}`)
    }
    return name
  }

  #functionImport(element: Element, sets: ReadonlyMap<string, string>): void {
    const name = attribute(element, 'Name')
    const returned = attribute(element, 'ReturnType')
    const set = element.getAttribute('EntitySet')
    this.#expect(
      PRIMITIVES.includes(returned) ? set === null : sets.get(set ?? '') === returned,
      `function ${name} to return what its set holds`,
    )
    this.#expect(['GET', 'POST'].includes(element.getAttributeNS(METADATA, 'HttpMethod') ?? ''), `function ${name} to have a method`)
    this.#unique(`function ${name}`, children(element, 'Parameter'))
    for (const parameter of children(element, 'Parameter')) {
      this.#expect(PRIMITIVES.includes(attribute(parameter, 'Type')), `function ${name} to have primitive parameters`)
    }
  }

  #named(element: Element): string {
    return `${this.#namespace}.${attribute(element, 'Name')}`
  }

  /** Names are simple identifiers, each given once. */
  #unique(where: string, elements: readonly Element[]): void {
    const names = elements.map((element) => attribute(element, 'Name'))
    for (const name of names) this.#expect(/^[A-Za-z_]\w*$/.test(name), `${where} to give the name '${name}' to nothing`)
    this.#expect(new Set(names).size === names.length, `${where} to give each name once`)
  }

  #expect(holds: boolean, wish: string): void {
    if (!holds) this.problems.push(`Expected ${wish}`)
  }
}

interface End {
  readonly role: string
  readonly type: string
  readonly multiplicity: string
  readonly many: boolean
}

/** Reads an EDMX document. Throws with everything in it that the CSDL does not allow. */
export function readEdmx(xml: string): Edmx {
  const reader = new EdmxReader(xml)
  const edmx = reader.read()
  if (reader.problems.length > 0) throw new Error(reader.problems.join('\n'))
  return edmx
}
