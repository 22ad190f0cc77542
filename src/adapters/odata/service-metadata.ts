import { type Element, parseXmlDocument } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'

/** What an OData V2 service says about itself (`$metadata`, EDMX). Type names are without namespace. */
export interface ServiceMetadata {
  readonly sets: ReadonlyMap<string, EntityType>
  readonly functions: ReadonlyMap<string, FunctionImport>
}

export interface EntityType {
  readonly name: string
  /** With namespace, for Atom categories. */
  readonly fullName: string
  readonly keys: readonly string[]
  /** Property → `Edm.…` type or the complex type. */
  readonly properties: ReadonlyMap<string, string | EntityType>
  readonly navigations: ReadonlyMap<string, { readonly many: boolean; target(): EntityType | undefined }>
}

export interface FunctionImport {
  readonly method: 'GET' | 'POST'
  /** Parameter → `Edm.…` type. */
  readonly parameters: ReadonlyMap<string, string>
}

/** Reads an EDMX document. Throws `processing-failed`. */
export function readServiceMetadata(text: string): ServiceMetadata {
  const schemas = new Schemas(parse(text))
  const sets = new Map<string, EntityType>()
  for (const set of schemas.all('EntitySet')) {
    const type = schemas.type(set.getAttribute('EntityType') ?? '')
    if (type) sets.set(nameOf(set), type)
  }
  return { sets, functions: new Map(schemas.all('FunctionImport').map((each) => [nameOf(each), readFunction(each)])) }
}

function parse(text: string): Element {
  try {
    return parseXmlDocument(text.trimStart()).documentElement!
  } catch (cause) {
    throw new SluiceError('processing-failed', 'The metadata of the OData service is not well-formed XML', { cause })
  }
}

const nameOf = (element: Element): string => element.getAttribute('Name') ?? ''
const children = (element: Element, name: string): Element[] => element.children.filter((child) => child.localName === name)

function readFunction(element: Element): FunctionImport {
  const method = [...element.attributes].find((attribute) => attribute.localName === 'HttpMethod')?.value
  const parameters = children(element, 'Parameter').map((each): [string, string] => [nameOf(each), each.getAttribute('Type') ?? ''])
  return { method: method?.toUpperCase() === 'GET' ? 'GET' : 'POST', parameters: new Map(parameters) }
}

/** Looks up what the schemas of one document define; every type is read once, also when types refer to each other. */
class Schemas {
  readonly #elements: Element[]
  readonly #types = new Map<string, EntityType>()

  constructor(root: Element) {
    this.#elements = descendants(root)
  }

  all(name: string): Element[] {
    return this.#elements.filter((element) => element.localName === name)
  }

  type(fullName: string): EntityType | undefined {
    const known = this.#types.get(fullName)
    if (known) return known
    const element = this.#definition(['EntityType', 'ComplexType'], fullName)
    if (!element) return undefined
    const properties = new Map<string, string | EntityType>()
    const navigations = new Map<string, { many: boolean; target(): EntityType | undefined }>()
    const keys = children(element, 'Key').flatMap((key) => children(key, 'PropertyRef').map(nameOf))
    const type: EntityType = { name: nameOf(element), fullName, keys, properties, navigations }
    this.#types.set(fullName, type)
    for (const property of children(element, 'Property')) properties.set(nameOf(property), this.#propertyType(property))
    for (const navigation of children(element, 'NavigationProperty')) navigations.set(nameOf(navigation), this.#navigation(navigation))
    return type
  }

  #propertyType(property: Element): string | EntityType {
    const type = property.getAttribute('Type') ?? 'Edm.String'
    return type.startsWith('Edm.') ? type : (this.type(type) ?? type)
  }

  #navigation(navigation: Element) {
    const association = this.#definition(['Association'], navigation.getAttribute('Relationship') ?? '')
    const role = navigation.getAttribute('ToRole')
    const end = association && children(association, 'End').find((each) => each.getAttribute('Role') === role)
    return { many: end?.getAttribute('Multiplicity') === '*', target: () => this.type(end?.getAttribute('Type') ?? '') }
  }

  #definition(kinds: readonly string[], fullName: string): Element | undefined {
    const name = fullName.slice(fullName.lastIndexOf('.') + 1)
    return this.#elements.find((element) => kinds.includes(element.localName) && nameOf(element) === name)
  }
}

function descendants(element: Element): Element[] {
  return [element, ...element.children.flatMap(descendants)]
}
