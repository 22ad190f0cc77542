import type { EdmType, EdmValue } from './edm.ts'
import type { Entry, LinkNode, PropertyNode } from './representation.ts'

/** The verbose JSON format of OData V2 (contract odata-api §1.2). `root` is the absolute address of the service. */
export const jsonEntity = (entry: Entry, root: string): string => document(entity(entry, root))

export interface PageLinks {
  readonly count: number | undefined
  /** Absolute address of the next page. */
  readonly next: string | undefined
}

export const jsonCollection = (entries: readonly Entry[], root: string, { count, next }: PageLinks): string =>
  document({
    ...(count === undefined ? {} : { __count: String(count) }),
    results: entries.map((entry) => entity(entry, root)),
    ...(next === undefined ? {} : { __next: next }),
  })

export const jsonProperty = (node: PropertyNode): string => document({ [node.name]: propertyValue(node) })

export const jsonLinks = (entries: readonly Entry[], many: boolean, root: string): string => {
  const links = entries.map((entry) => ({ uri: `${root}/${entry.path}` }))
  return document(many ? { results: links } : links[0])
}

export const jsonServiceDocument = (names: readonly string[]): string => document({ EntitySets: names })

const document = (d: unknown): string => JSON.stringify({ d })

function entity(entry: Entry, root: string): Record<string, unknown> {
  const uri = `${root}/${entry.path}`
  const media = `${uri}/$value`
  const stream = entry.media ? { content_type: 'application/octet-stream', media_src: media, edit_media: media } : {}
  // Filled in place: pages have a thousand of these.
  const value: Record<string, unknown> = { __metadata: { id: uri, uri, type: entry.type, ...stream } }
  for (const node of entry.properties) value[node.name] = propertyValue(node)
  for (const link of entry.links) value[link.name] = linkValue(link, uri, root)
  return value
}

function linkValue(link: LinkNode, uri: string, root: string): unknown {
  if (link.inline === undefined) return { __deferred: { uri: `${uri}/${link.name}` } }
  const entities = link.inline.map((entry) => entity(entry, root))
  return link.many ? { results: entities } : (entities[0] ?? null)
}

function propertyValue(node: PropertyNode): unknown {
  if (!('complex' in node)) return jsonValue(node.value, node.type)
  const value: Record<string, unknown> = { __metadata: { type: node.complex } }
  for (const part of node.parts) value[part.name] = propertyValue(part)
  return value
}

function jsonValue(value: EdmValue, type: EdmType): unknown {
  if (value === null) return null
  if (type === 'Edm.DateTime') return `/Date(${value})/`
  if (type === 'Edm.DateTimeOffset') return `/Date(${value}+0000)/`
  if (type === 'Edm.Int64') return String(value)
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
