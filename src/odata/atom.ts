import type { EdmType, EdmValue } from './edm.ts'
import type { PageLinks } from './json.ts'
import type { Entry, LinkNode, PropertyNode } from './representation.ts'
import { element, escapeXml, XML_DECLARATION } from './xml.ts'

const DATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices'
const METADATA = `${DATA}/metadata`
const NAMESPACES = { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:m': METADATA, 'xmlns:d': DATA }

/** What a feed or entry says besides its data. */
export interface AtomFrame {
  /** Absolute address of the service, without trailing slash. */
  readonly root: string
  /** Milliseconds; Atom demands a time on everything. */
  readonly updated: number
}

/** An Atom entry document (OData V2 Atom format). */
export const atomEntity = (entry: Entry, frame: AtomFrame): string => XML_DECLARATION + atomEntry(entry, frame, outer(frame))

/** An Atom feed document; `path` is the address of the collection below the root. */
export function atomCollection(entries: readonly Entry[], frame: AtomFrame, path: string, page: PageLinks): string {
  return XML_DECLARATION + feed(entries, frame, path, page, outer(frame))
}

export const atomProperty = (node: PropertyNode): string =>
  XML_DECLARATION + propertyElement(node, '', { xmlns: DATA, 'xmlns:m': METADATA })

export function atomLinks(entries: readonly Entry[], many: boolean, root: string): string {
  const uris = entries.map((entry) => element('uri', many ? {} : { xmlns: DATA }, escapeXml(`${root}/${entry.path}`)))
  return XML_DECLARATION + (many ? element('links', { xmlns: DATA }, ...uris) : uris.join(''))
}

/** The AtomPub service document. */
export function atomServiceDocument(names: readonly string[], root: string): string {
  const collections = names.map((name) => element('collection', { href: name }, element('atom:title', {}, escapeXml(name))))
  const workspace = element('workspace', {}, element('atom:title', {}, 'Default'), ...collections)
  const namespaces = { xmlns: 'http://www.w3.org/2007/app', 'xmlns:atom': NAMESPACES.xmlns, 'xml:base': `${root}/` }
  return XML_DECLARATION + element('service', namespaces, workspace)
}

const outer = (frame: AtomFrame): Record<string, string> => ({ ...NAMESPACES, 'xml:base': `${frame.root}/` })

const timestamp = (milliseconds: number): string => new Date(milliseconds).toISOString()

function feed(
  entries: readonly Entry[],
  frame: AtomFrame,
  path: string,
  page: PageLinks,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const name = decodeURIComponent(path.split('/').at(-1) ?? '')
  return element(
    'feed',
    attributes,
    element('id', {}, escapeXml(`${frame.root}/${path}`)),
    element('title', { type: 'text' }, escapeXml(name)),
    element('updated', {}, timestamp(frame.updated)),
    element('author', {}, element('name')),
    element('link', { href: path, rel: 'self', title: name }),
    page.count === undefined ? '' : element('m:count', {}, String(page.count)),
    ...entries.map((entry) => atomEntry(entry, frame)),
    page.next === undefined ? '' : element('link', { href: page.next, rel: 'next' }),
  )
}

function atomEntry(entry: Entry, frame: AtomFrame, attributes: Readonly<Record<string, string>> = {}): string {
  const typeName = entry.type.split('.').at(-1)
  const media = `${entry.path}/$value`
  const properties = element('m:properties', {}, ...entry.properties.map((node) => propertyElement(node, 'd:')))
  return element(
    'entry',
    attributes,
    element('id', {}, escapeXml(`${frame.root}/${entry.path}`)),
    element('title', { type: 'text' }, escapeXml(entry.setName)),
    element('updated', {}, timestamp(frame.updated)),
    element('category', { term: entry.type, scheme: `${DATA}/scheme` }),
    element('link', { href: entry.path, rel: 'edit', title: typeName }),
    entry.media ? element('link', { href: media, rel: 'edit-media', type: 'application/octet-stream' }) : '',
    ...entry.links.map((link) => linkElement(link, entry, frame)),
    entry.media
      ? element('content', { type: 'application/octet-stream', src: media }) + properties
      : element('content', { type: 'application/xml' }, properties),
  )
}

function linkElement(link: LinkNode, entry: Entry, frame: AtomFrame): string {
  const path = `${entry.path}/${link.name}`
  const attributes = {
    href: path,
    rel: `${DATA}/related/${link.name}`,
    title: link.name,
    type: `application/atom+xml;type=${link.many ? 'feed' : 'entry'}`,
  }
  if (link.inline === undefined) return element('link', attributes)
  const inline = link.many
    ? feed(link.inline, frame, path, { count: undefined, next: undefined })
    : link.inline.map((target) => atomEntry(target, frame)).join('')
  return element('link', attributes, element('m:inline', {}, inline))
}

function propertyElement(node: PropertyNode, prefix: string, attributes: Readonly<Record<string, string>> = {}): string {
  const name = `${prefix}${node.name}`
  if ('complex' in node) {
    return element(name, { ...attributes, 'm:type': node.complex }, ...node.parts.map((part) => propertyElement(part, prefix)))
  }
  if (node.value === null) return element(name, { ...attributes, 'm:null': 'true' })
  return element(name, attributes, escapeXml(plainValue(node.value, node.type)))
}

/** A value as Atom, `$value` and error texts write it. */
export function plainValue(value: EdmValue, type: EdmType): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (type === 'Edm.DateTime') return timestamp(Number(value)).slice(0, -1)
  if (type === 'Edm.DateTimeOffset') return timestamp(Number(value))
  return String(value)
}
