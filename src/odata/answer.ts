import type { HttpResponse } from '../kernel/http.ts'
import { atomCollection, atomEntity, atomLinks, atomProperty, atomServiceDocument, plainValue } from './atom.ts'
import type { MediaContent } from './entity-set.ts'
import { jsonCollection, jsonEntity, jsonLinks, jsonProperty, jsonServiceDocument, type PageLinks } from './json.ts'
import type { Format } from './negotiation.ts'
import type { Entry, PropertyNode } from './representation.ts'

/** How the answers of one request are written. */
export interface Style {
  readonly format: Format
  /** Absolute address of the service, without trailing slash. */
  readonly root: string
  /** Milliseconds, for the time stamps of Atom. */
  readonly now: number
}

const frame = ({ root, now }: Style) => ({ root, updated: now })

export function entityAnswer(entry: Entry, style: Style, status = 200): HttpResponse {
  const location: Record<string, string> = status === 201 ? { Location: `${style.root}/${entry.path}` } : {}
  const body = style.format === 'json' ? jsonEntity(entry, style.root) : atomEntity(entry, frame(style))
  return { status, headers: { ...headers(style.format, 'application/atom+xml;type=entry;charset=utf-8'), ...location }, body }
}

/** `path` is the address of the collection below the root. */
export function collectionAnswer(entries: readonly Entry[], style: Style, path: string, page: PageLinks): HttpResponse {
  const body = style.format === 'json' ? jsonCollection(entries, style.root, page) : atomCollection(entries, frame(style), path, page)
  return { status: 200, headers: headers(style.format, 'application/atom+xml;type=feed;charset=utf-8'), body }
}

export function linksAnswer(entries: readonly Entry[], many: boolean, style: Style): HttpResponse {
  const body = style.format === 'json' ? jsonLinks(entries, many, style.root) : atomLinks(entries, many, style.root)
  return { status: 200, headers: headers(style.format, 'application/xml;charset=utf-8'), body }
}

export function propertyAnswer(node: PropertyNode, style: Style): HttpResponse {
  const body = style.format === 'json' ? jsonProperty(node) : atomProperty(node)
  return { status: 200, headers: headers(style.format, 'application/xml;charset=utf-8'), body }
}

/** `Property/$value`: bare text; a value that is `null` has none. */
export function valueAnswer(node: PropertyNode): HttpResponse {
  const text = 'complex' in node || node.value === null ? undefined : plainValue(node.value, node.type)
  return text === undefined ? { status: 204, headers: {}, body: null } : textAnswer(text)
}

export function serviceDocumentAnswer(names: readonly string[], style: Style): HttpResponse {
  const body = style.format === 'json' ? jsonServiceDocument(names) : atomServiceDocument(names, style.root)
  return { status: 200, headers: headers(style.format, 'application/atomsvc+xml;charset=utf-8'), body }
}

export const metadataAnswer = (document: string): HttpResponse => ({
  status: 200,
  headers: { 'Content-Type': 'application/xml;charset=utf-8', DataServiceVersion: '2.0' },
  body: document,
})

export const textAnswer = (text: string, status = 200): HttpResponse => ({
  status,
  headers: { 'Content-Type': 'text/plain;charset=utf-8', DataServiceVersion: '1.0' },
  body: text,
})

export function mediaAnswer({ contentType, content, fileName }: MediaContent): HttpResponse {
  const disposition: Record<string, string> = fileName === undefined ? {} : { 'Content-Disposition': attachment(fileName) }
  return { status: 200, headers: { 'Content-Type': contentType, DataServiceVersion: '1.0', ...disposition }, body: content }
}

/** A bare token when the name is one, else quoted with an RFC 6266 `filename*` for what ASCII cannot say. */
function attachment(name: string): string {
  if (/^[\w.!#$&+^`|~-]+$/.test(name)) return `attachment; filename=${name}`
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const extended = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extended}`
}

const headers = (format: Format, atomType: string): Record<string, string> => ({
  'Content-Type': format === 'json' ? 'application/json' : atomType,
  DataServiceVersion: '2.0',
})
