import type { Query } from '../store/query.ts'
import { propertyAt } from './edm.ts'
import type { EntitySet } from './entity-set.ts'
import { badRequest } from './failure.ts'
import { parseFilter, type TypeOf } from './filter.ts'
import type { Model } from './model.ts'
import { parseOrderBy } from './order-by.ts'
import { type Projection, parseProjection } from './projection.ts'
import type { QueryParameters } from './query-string.ts'

/** The system query options of one request, checked against the entity set that it addresses. */
export interface QueryOptions {
  readonly where: Query['where']
  readonly orderBy: Query['orderBy']
  readonly top: number | undefined
  readonly skip: number
  /** Rows already delivered by earlier pages of the same question. */
  readonly skipToken: number
  readonly counted: boolean
  readonly projection: Projection
  /** Parameters without `$`, which only the entity set understands. */
  readonly custom: QueryParameters
}

const KNOWN = new Set(['$filter', '$orderby', '$top', '$skip', '$skiptoken', '$inlinecount', '$select', '$expand', '$format'])

/** Reads the options. Throws `bad-request` naming the option. */
export function parseQueryOptions<C, P>(parameters: QueryParameters, set: EntitySet<C, P>, model: Model<C, P>): QueryOptions {
  const unknown = [...parameters.keys()].find((name) => name.startsWith('$') && (!KNOWN.has(name) || set.unsupported?.includes(name)))
  if (unknown !== undefined) throw badRequest(`The query option ${unknown} is not supported`)
  const typeOf: TypeOf = (path) => propertyAt(set.properties, path)?.type
  const filter = parameters.get('$filter')
  const orderBy = parameters.get('$orderby')
  return {
    where: filter === undefined || filter.trim() === '' ? undefined : parseFilter(filter, typeOf),
    orderBy: orderBy === undefined || orderBy.trim() === '' ? undefined : parseOrderBy(orderBy, typeOf),
    top: wholeNumber(parameters, '$top'),
    skip: wholeNumber(parameters, '$skip') ?? 0,
    skipToken: wholeNumber(parameters, '$skiptoken') ?? 0,
    counted: isCounted(parameters.get('$inlinecount')),
    projection: parseProjection(model, set, parameters.get('$select'), parameters.get('$expand')),
    custom: new Map([...parameters].filter(([name]) => !name.startsWith('$'))),
  }
}

function wholeNumber(parameters: QueryParameters, name: string): number | undefined {
  const raw = parameters.get(name)?.trim()
  if (raw === undefined) return undefined
  if (!/^\d{1,15}$/.test(raw)) throw badRequest(`Invalid value '${raw}' for the query option ${name}: it must be a whole number.`)
  return Number(raw)
}

function isCounted(value: string | undefined): boolean {
  if (value !== undefined && value !== 'allpages' && value !== 'none') {
    throw badRequest(`Invalid value '${value}' for the query option $inlinecount: it must be allpages or none.`)
  }
  return value === 'allpages'
}
