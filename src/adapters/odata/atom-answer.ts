import { type Element, parseXmlDocument } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'
import type { Entity, EntityPage, Member, MemberValue } from './entity.ts'

const ATOM = 'http://www.w3.org/2005/Atom'
const METADATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata'
const DATA = 'http://schemas.microsoft.com/ado/2007/08/dataservices'
const RELATED = 'http://schemas.microsoft.com/ado/2007/08/dataservices/related/'

/** Reads an OData V2 answer in Atom: a feed, an entry, or the plain XML of a function's result. Throws `processing-failed`. */
export function readAtomAnswer(text: string): EntityPage {
  const root = parse(text)
  if (root.namespaceURI === ATOM && root.localName === 'feed') return readFeed(root)
  if (root.namespaceURI === ATOM && root.localName === 'entry') return { entities: [readEntry(root)], next: undefined }
  return { entities: readPlain(root), next: undefined }
}

function parse(text: string): Element {
  try {
    const root = parseXmlDocument(text.trimStart()).documentElement
    if (root) return root
  } catch (cause) {
    throw new SluiceError('processing-failed', 'The answer of the OData service cannot be read: it is not well-formed XML', { cause })
  }
  throw new SluiceError('processing-failed', 'The answer of the OData service is empty')
}

function readFeed(feed: Element): EntityPage {
  const next = children(feed, ATOM, 'link').find((link) => link.getAttribute('rel') === 'next')
  return { entities: children(feed, ATOM, 'entry').map(readEntry), next: next?.getAttribute('href') ?? undefined }
}

function readEntry(entry: Element): Entity {
  const category = children(entry, ATOM, 'category')[0]?.getAttribute('term') ?? ''
  const content = children(entry, ATOM, 'content')[0]
  const properties = [entry, content].flatMap((parent) => (parent ? children(parent, METADATA, 'properties') : []))[0]
  const expanded = children(entry, ATOM, 'link').flatMap(readLink)
  return { type: localType(category), isEntity: true, members: [...(properties ? readProperties(properties) : []), ...expanded] }
}

function readProperties(properties: Element): Member[] {
  return properties.children.map((element) => ({ name: element.localName, value: readValue(element) }))
}

function readValue(element: Element): MemberValue {
  if (element.getAttributeNS(METADATA, 'null') === 'true') return null
  if (element.children.length === 0) return element.textContent ?? ''
  return { type: localType(element.getAttributeNS(METADATA, 'type') ?? ''), isEntity: false, members: readProperties(element) }
}

/** A navigation that was expanded carries its entities inside `m:inline`. */
function readLink(link: Element): Member[] {
  const relation = link.getAttribute('rel') ?? ''
  const inline = children(link, METADATA, 'inline')[0]
  if (!inline || !relation.startsWith(RELATED)) return []
  const name = relation.slice(RELATED.length)
  const feed = children(inline, ATOM, 'feed')[0]
  if (feed) return [{ name, value: readFeed(feed).entities }]
  const entry = children(inline, ATOM, 'entry')[0]
  return [{ name, value: entry ? readEntry(entry) : null }]
}

/** A function's result: a complex or primitive value, or a list of `element`s. */
function readPlain(root: Element): Entity[] {
  const elements = root.children.filter((child) => child.localName === 'element' && child.namespaceURI === DATA)
  if (elements.length > 0) return elements.map((element) => asEntity(readValue(element)))
  return [asEntity(readValue(root))]
}

function asEntity(value: MemberValue): Entity {
  return typeof value === 'object' && value !== null && 'members' in value
    ? value
    : { type: '', isEntity: false, members: [{ name: 'value', value }] }
}

function children(parent: Element, namespace: string, name: string): Element[] {
  return parent.children.filter((child) => child.namespaceURI === namespace && child.localName === name)
}

const localType = (type: string): string => type.slice(type.lastIndexOf('.') + 1).replace(/\)$/, '')
