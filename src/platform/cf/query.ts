import { badQuery } from './cloud-foundry-error.ts'
import { labelSelector } from './label-selector.ts'
import type { Landscape, Resource } from './resource.ts'

/** Keeps resources that have one of the values. */
export type Filter = (resource: Resource, values: ReadonlySet<string>, landscape: Landscape) => boolean

const BY_NAME: Filter = ({ name }, values) => values.has(name)
const BY_GUID: Filter = ({ guid }, values) => values.has(guid)

/** What every list can be filtered by. */
export const COMMON_FILTERS: Readonly<Record<string, Filter>> = { names: BY_NAME, guids: BY_GUID }

/** Parameters of every list that are no filters. */
const COMMON = ['page', 'per_page', 'order_by', 'label_selector']

/** Orders that every list knows, with the default first. */
const ORDERS = ['created_at', 'updated_at', 'name'] as const

type Order = (typeof ORDERS)[number]

/** Values of a parameter, separated by commas; a comma inside of a value comes escaped once more. */
export const valuesOf = (text: string): string[] => text.split(',').map((value) => decodeOnceMore(value.trim()))

function decodeOnceMore(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Throws `CF-BadQueryParameter` for parameters that the collection does not know. */
export function requireKnown(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...new Set(query.keys())].filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')
  throw badQuery(`Unknown query parameter(s): ${list(unknown)}. Valid parameters are: ${list(known)}`)
}

/** The resources that a list request asks for, in its order. Throws `CF-BadQueryParameter`. */
export function select(
  resources: readonly Resource[],
  query: URLSearchParams,
  { filters, landscape, others }: { filters: Readonly<Record<string, Filter>>; landscape: Landscape; others: readonly string[] },
): Resource[] {
  requireKnown(query, [...COMMON, ...Object.keys(filters), ...others])
  const asked = Object.entries(filters).filter(([name]) => query.has(name))
  const sets = asked.map(([name, filter]) => ({ filter, values: new Set(valuesOf(query.get(name)!)) }))
  const isLabelled = labelSelector.bind(undefined, query.get('label_selector') ?? '')
  const labels = query.has('label_selector') ? isLabelled() : () => true
  const found = resources.filter(
    (resource) => sets.every(({ filter, values }) => filter(resource, values, landscape)) && labels(resource.metadata?.labels ?? {}),
  )
  return ordered(found, query.get('order_by') ?? 'created_at')
}

function ordered(resources: readonly Resource[], orderBy: string): Resource[] {
  const name = orderBy.replace(/^[+-]/, '')
  if (!(ORDERS as readonly string[]).includes(name)) {
    throw badQuery(`Order by can only be: ${ORDERS.map((order) => `'${order}'`).join(', ')}`)
  }
  const sign = orderBy.startsWith('-') ? -1 : 1
  const order = name as Order
  return [...resources].sort((a, b) => sign * compare(a[order], b[order]))
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
