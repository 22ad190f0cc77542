import type { HttpResponse } from '../kernel/http.ts'
import { collectionAnswer, entityAnswer, linksAnswer, mediaAnswer, propertyAnswer, type Style, textAnswer, valueAnswer } from './answer.ts'
import { entityNotFound } from './failure.ts'
import type { Model } from './model.ts'
import { everything } from './projection.ts'
import type { QueryOptions } from './query-options.ts'
import { type PropertyNode, propertyNode, represent } from './representation.ts'
import { type EntityResource, isSingle, targetSet } from './resource.ts'
import { findRow, findRows } from './rows.ts'

/** Rows in one answer; more are reached through `__next` (contract odata-api §1.2). */
const PAGE_SIZE = 1000

/** A reading request after routing and authorisation. */
export interface Reading {
  readonly options: QueryOptions
  readonly style: Style
  /** Address of the resource below the root and its raw query, for the link to the next page. */
  readonly path: string
  readonly query: string
}

/** Answers a GET to entities. */
export function read<C, P>(model: Model<C, P>, resource: EntityResource<C, P>, reading: Reading, context: C): Promise<HttpResponse> {
  if (resource.aspect.kind === 'count') return readCount(resource, reading, context)
  return isSingle(resource) ? readOne(model, resource, reading, context) : readMany(model, resource, reading, context)
}

async function readCount<C, P>(resource: EntityResource<C, P>, { options }: Reading, context: C): Promise<HttpResponse> {
  const question = { query: { ...where(options), limit: 0 }, counted: true, custom: options.custom }
  return textAnswer(String((await findRows(resource, question, context)).count))
}

async function readMany<C, P>(
  model: Model<C, P>,
  resource: EntityResource<C, P>,
  { options, style, path, query }: Reading,
  context: C,
): Promise<HttpResponse> {
  const pageSize = targetSet(resource).pageSize ?? PAGE_SIZE
  const size = Math.min(pageSize, Math.max((options.top ?? Number.POSITIVE_INFINITY) - options.skipToken, 0))
  const more = options.top === undefined || options.top - options.skipToken > pageSize
  const { rows, count } = await findRows(resource, questionOf(options, more ? size + 1 : size), context)
  const page = rows.slice(0, size)
  const next = rows.length > size ? nextPage(`${style.root}/${path}`, query, options.skipToken + size) : undefined
  const links = resource.aspect.kind === 'link'
  const entries = await represent(model, targetSet(resource), page, links ? everything : options.projection, context)
  if (links) return linksAnswer(entries, true, style)
  return collectionAnswer(entries, style, path, { count: options.counted ? count : undefined, next })
}

const where = (options: QueryOptions) => (options.where === undefined ? {} : { where: options.where })

const questionOf = (options: QueryOptions, limit: number) => ({
  query: {
    ...where(options),
    ...(options.orderBy === undefined ? {} : { orderBy: options.orderBy }),
    offset: options.skip + options.skipToken,
    limit,
  },
  counted: options.counted,
  custom: options.custom,
})

function nextPage(address: string, query: string, skipToken: number): string {
  const kept = query.split('&').filter((pair) => pair !== '' && !/^(\$|%24)skiptoken=/i.test(pair))
  return `${address}?${[...kept, `$skiptoken=${skipToken}`].join('&')}`
}

async function readOne<C, P>(
  model: Model<C, P>,
  resource: EntityResource<C, P>,
  { options, style }: Reading,
  context: C,
): Promise<HttpResponse> {
  const row = await findRow(resource, context, options.custom)
  if (row === undefined) return { status: 204, headers: {}, body: null }
  const set = targetSet(resource)
  const { aspect } = resource
  if (aspect.kind === 'media') return mediaAnswer(await set.media!.read(row, context, options.custom))
  if (aspect.kind === 'property') {
    const node = descend(model, resource, row, aspect.path)
    return aspect.raw ? valueAnswer(node) : propertyAnswer(node, style)
  }
  const [entry] = await represent(model, set, [row], aspect.kind === 'link' ? everything : options.projection, context)
  if (entry === undefined) throw entityNotFound()
  return aspect.kind === 'link' ? linksAnswer([entry], false, style) : entityAnswer(entry, style)
}

/** The node of `Property` or `Complex/Part`. */
function descend<C, P>(model: Model<C, P>, resource: EntityResource<C, P>, row: unknown, path: string): PropertyNode {
  const [name = '', part] = path.split('/')
  const node = propertyNode(model, targetSet(resource), row, name)
  if (part === undefined || !('complex' in node)) return node
  return node.parts.find((candidate) => candidate.name === part)!
}
