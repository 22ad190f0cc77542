import { type Element, parseXmlDocument } from 'slimdom'
import type { Edmx, EdmxProperty, EdmxType } from './edmx.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const DATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices'
const METADATA = `${DATA}/metadata`

/** Value in a document → the same value inside the server; dates are milliseconds, `undefined` is no value of the type. */
type Reader = (text: string) => unknown

const whole = (text: string): number | undefined => (/^-?\d+$/.test(text) ? Number(text) : undefined)
const base64 = (text: string): Uint8Array | undefined =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? Uint8Array.from(Buffer.from(text, 'base64')) : undefined
const matched = (pattern: RegExp, read: (match: string) => unknown) => (text: string) => {
  const [, match] = pattern.exec(text) ?? []
  return match === undefined ? undefined : read(match)
}

/** Literals of the Atom format (MS-ODATA §2.2.2). */
const ATOM_VALUES: Readonly<Record<string, Reader>> = {
  'Edm.String': (text) => text,
  'Edm.Boolean': (text) => ({ true: true, false: false })[text],
  'Edm.Int32': whole,
  'Edm.Int64': whole,
  'Edm.Double': (text) => (text.trim() === '' ? undefined : Number(text)),
  'Edm.DateTime': matched(/^([+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?)$/, (match) => Date.parse(`${match}Z`)),
  'Edm.DateTimeOffset': matched(/^([+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z)$/, Date.parse),
  'Edm.Binary': base64,
}

const ifString = (read: Reader) => (value: unknown) => (typeof value === 'string' ? read(value) : undefined)
const ifType = (type: 'string' | 'boolean' | 'number') => (value: unknown) => (typeof value === type ? value : undefined)

/** Values of the verbose JSON format. */
const JSON_VALUES: Readonly<Record<string, (value: unknown) => unknown>> = {
  'Edm.String': ifType('string'),
  'Edm.Boolean': ifType('boolean'),
  'Edm.Int32': ifType('number'),
  'Edm.Int64': ifString(whole),
  'Edm.Double': ifType('number'),
  'Edm.DateTime': ifString(matched(/^\/Date\((-?\d+)\)\/$/, Number)),
  'Edm.DateTimeOffset': ifString(matched(/^\/Date\((-?\d+)\+0000\)\/$/, Number)),
  'Edm.Binary': ifString(base64),
}

/** An entity as a client reads it: complex values are objects, navigations are left out unless they are written inline. */
export type ReadEntity = Readonly<Record<string, unknown>>

type JsonObject = Readonly<Record<string, unknown>>

/** Reads entities in verbose JSON by the types of an EDMX document. Throws where they are not what it declares. */
export class JsonReader {
  readonly #edmx: Edmx

  constructor(edmx: Edmx) {
    this.#edmx = edmx
  }

  entity(value: unknown): ReadEntity {
    const { __metadata, ...members } = value as JsonObject & { __metadata: { type: string; uri: string; media_src?: string } }
    const type = typeNamed(this.#edmx, __metadata.type)
    if (type.media !== (__metadata.media_src !== undefined)) fail(__metadata.type, 'media_src stands on media entities only')
    const names = [...type.properties.keys(), ...type.navigations.keys()]
    sameNames(__metadata.type, names, Object.keys(members))
    const properties = [...type.properties].map(([name, property]) => [
      name,
      this.#value(`${__metadata.type}.${name}`, property, members[name]),
    ])
    const inline = [...type.navigations.keys()].flatMap((name) => this.#navigation(members[name]).map((entities) => [name, entities]))
    return Object.fromEntries([...properties, ...inline])
  }

  #navigation(value: unknown): unknown[] {
    if (value === null) return [null]
    const link = value as JsonObject
    if ('__deferred' in link) return []
    return [Array.isArray(link.results) ? link.results.map((entity) => this.entity(entity)) : this.entity(link)]
  }

  #value(path: string, { type, nullable }: EdmxProperty, value: unknown): unknown {
    const complex = this.#edmx.complexTypes.get(type)
    if (complex !== undefined) {
      const { __metadata, ...members } = value as JsonObject & { __metadata: { type: string } }
      if (__metadata.type !== type) fail(path, `type is ${__metadata.type}`)
      sameNames(path, [...complex.keys()], Object.keys(members))
      return Object.fromEntries([...complex].map(([name, part]) => [name, this.#value(`${path}/${name}`, part, members[name])]))
    }
    if (value === null) return nullable ? null : fail(path, 'is null and not nullable')
    return JSON_VALUES[type]!(value) ?? fail(path, `${JSON.stringify(value)} is no ${type}`)
  }
}

/** Reads entries of Atom documents likewise. */
export class AtomReader {
  readonly #edmx: Edmx

  constructor(edmx: Edmx) {
    this.#edmx = edmx
  }

  /** The entries of a feed or the one entry of a document. */
  document(xml: string): ReadEntity[] {
    const root = parseXmlDocument(xml).documentElement!
    return this.#entries(root)
  }

  #entries(element: Element): ReadEntity[] {
    if (element.localName === 'entry') return [this.#entry(element)]
    if (element.localName !== 'feed' || element.namespaceURI !== ATOM) fail(element.nodeName, 'is no feed')
    for (const name of ['id', 'title', 'updated', 'author']) one(element, ATOM, name)
    return all(element, ATOM, 'entry').map((entry) => this.#entry(entry))
  }

  #entry(entry: Element): ReadEntity {
    for (const name of ['id', 'title', 'updated']) one(entry, ATOM, name)
    const typeName = one(entry, ATOM, 'category').getAttribute('term') ?? ''
    const type = typeNamed(this.#edmx, typeName)
    const content = one(entry, ATOM, 'content')
    // The properties of a media entry stand beside the content, which is elsewhere.
    if (type.media !== content.hasAttribute('src')) fail(typeName, 'src stands on media entries only')
    const properties = one(type.media ? entry : content, METADATA, 'properties')
    return { ...this.#values(typeName, type.properties, properties), ...this.#links(typeName, type, entry) }
  }

  #links(typeName: string, type: EdmxType, entry: Element): ReadEntity {
    const links = all(entry, ATOM, 'link').filter((link) => link.getAttribute('rel')?.startsWith(`${DATA}/related/`))
    sameNames(
      typeName,
      [...type.navigations.keys()],
      links.map((link) => link.getAttribute('title') ?? ''),
    )
    const inlined = links.flatMap((link) => {
      const name = link.getAttribute('title')!
      const kind = type.navigations.get(name)!.many ? 'feed' : 'entry'
      if (link.getAttribute('type') !== `application/atom+xml;type=${kind}`) fail(`${typeName}.${name}`, `is no link to a ${kind}`)
      return all(link, METADATA, 'inline').map((inline) => [name, this.#inline(inline, kind)])
    })
    return Object.fromEntries(inlined)
  }

  #inline(inline: Element, kind: 'feed' | 'entry'): unknown {
    const entities = [...inline.children].flatMap((child) => this.#entries(child))
    return kind === 'feed' ? entities : (entities[0] ?? null)
  }

  #values(path: string, properties: ReadonlyMap<string, EdmxProperty>, parent: Element): ReadEntity {
    sameNames(
      path,
      [...properties.keys()],
      [...parent.children].map(({ localName }) => localName),
    )
    return Object.fromEntries(
      [...properties].map(([name, property]) => [name, this.#value(`${path}/${name}`, property, one(parent, DATA, name))]),
    )
  }

  #value(path: string, { type, nullable }: EdmxProperty, element: Element): unknown {
    const complex = this.#edmx.complexTypes.get(type)
    if (complex !== undefined) return this.#values(path, complex, element)
    if (element.getAttributeNS(METADATA, 'null') === 'true') return nullable ? null : fail(path, 'is null and not nullable')
    return ATOM_VALUES[type]!(element.textContent ?? '') ?? fail(path, `'${element.textContent}' is no ${type}`)
  }
}

const all = (parent: Element, namespace: string, name: string): Element[] =>
  parent.children.filter((child) => child.namespaceURI === namespace && child.localName === name)

function one(parent: Element, namespace: string, name: string): Element {
  const [found, ...others] = all(parent, namespace, name)
  return found !== undefined && others.length === 0 ? found : fail(parent.nodeName, `has ${found === undefined ? 'no' : 'several'} ${name}`)
}

const typeNamed = (edmx: Edmx, name: string): EdmxType => edmx.types.get(name) ?? fail(name, 'is no entity type')

function sameNames(path: string, declared: readonly string[], found: readonly string[]): void {
  if ([...declared].sort().join() !== [...found].sort().join()) fail(path, `has ${found.join()} and not ${declared.join()}`)
}

function fail(path: string, problem: string): never {
  throw new Error(`${path}: ${problem}`)
}
