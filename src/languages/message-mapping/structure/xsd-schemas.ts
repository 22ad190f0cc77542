import type { Document, Element } from 'slimdom'
import type { Resources } from '../../../iflow/model.ts'
import { parseXmlFile } from '../../../iflow/xml-file.ts'
import { children, descendants } from '../elements.ts'

/** A `schema` element with the namespace that it declares things in. */
export interface Schema {
  readonly element: Element
  readonly namespace: string
}

/** A declaration and the schema that it stands in. */
export interface Component {
  readonly element: Element
  readonly schema: Schema
}

export type ComponentKind = 'element' | 'type' | 'group' | 'attributeGroup' | 'attribute'

/** White space around a name does not belong to it. */
export const nameOf = (element: Element): string => element.getAttribute('name')?.trim() ?? ''

const KINDS: Readonly<Record<string, ComponentKind>> = {
  element: 'element',
  complexType: 'type',
  simpleType: 'type',
  group: 'group',
  attributeGroup: 'attributeGroup',
  attribute: 'attribute',
}

/** The schemas of an XSD or WSDL file and of the files that it includes and imports. */
export class XsdSchemas {
  readonly #resources: Resources
  readonly #loaded = new Set<string>()
  /** Kind and local name → declarations in any namespace. */
  readonly #components = new Map<string, Component[]>()

  /** Throws `bad-request` when a file is not well-formed. */
  constructor(path: string, resources: Resources) {
    this.#resources = resources
    this.#load(path)
  }

  /** The global element of this name; of any namespace when that one has none. */
  root(name: string, namespace: string): Component | undefined {
    return this.#pick('element', name, namespace)
  }

  /** What a qualified name in a schema refers to; `undefined` for the types of XML Schema itself. */
  find(kind: ComponentKind, qualifiedName: string, place: Component): Component | undefined {
    const [local = '', prefix = ''] = qualifiedName.split(':').reverse()
    const namespace = place.element.lookupNamespaceURI(prefix === '' ? null : prefix) ?? place.schema.namespace
    if (namespace === XML_SCHEMA) return undefined
    return this.#pick(kind, local, namespace)
  }

  #pick(kind: ComponentKind, name: string, namespace: string): Component | undefined {
    const candidates = this.#components.get(`${kind} ${name}`) ?? []
    return candidates.find(({ schema }) => schema.namespace === namespace) ?? candidates[0]
  }

  #load(path: string, includedIn?: string): void {
    const bytes = this.#resources.get(path)
    if (!bytes || this.#loaded.has(path)) return
    this.#loaded.add(path)
    for (const element of schemaElements(parseXmlFile(bytes, path))) {
      this.#add({ element, namespace: element.getAttribute('targetNamespace') ?? includedIn ?? '' }, path)
    }
  }

  #add(schema: Schema, path: string): void {
    for (const element of children(schema.element)) {
      const kind = KINDS[element.localName]
      if (kind) this.#register(`${kind} ${nameOf(element)}`, { element, schema })
      const location = element.getAttribute('schemaLocation')
      if (location === null) continue
      const included = element.localName === 'import' ? undefined : schema.namespace
      this.#load(resolve(path, location), included)
    }
  }

  #register(key: string, component: Component): void {
    const known = this.#components.get(key)
    if (known) known.push(component)
    else this.#components.set(key, [component])
  }
}

const XML_SCHEMA = 'http://www.w3.org/2001/XMLSchema'

const schemaElements = (document: Document): Element[] =>
  document.documentElement?.localName === 'schema' ? [document.documentElement] : descendants(document, 'schema')

/** A location is relative to its file; nothing is read from outside the artifact. */
function resolve(path: string, location: string): string {
  try {
    return decodeURIComponent(new URL(location, `file:///${encodeURI(path)}`).pathname.slice(1))
  } catch {
    return location
  }
}
