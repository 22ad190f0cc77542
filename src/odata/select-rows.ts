import type { Query, Value } from '../store/query.ts'
import { matches } from './condition.ts'
import { type Properties, propertyAt } from './edm.ts'

/** Answers a query from rows in memory: filter, order, skip, limit. `count` is the number before skip and limit. */
export function selectRows<R>(rows: readonly R[], properties: Properties<R>, query: Query): { rows: readonly R[]; count: number } {
  const { where, orderBy, offset = 0, limit = Number.POSITIVE_INFINITY } = query
  const found = where === undefined ? [...rows] : rows.filter((row) => matches(where, (field) => valueAt(properties, row, field)))
  if (orderBy !== undefined) found.sort((a, b) => compareRows(properties, orderBy, a, b))
  return { rows: found.slice(offset, offset + limit), count: found.length }
}

function valueAt<R>(properties: Properties<R>, row: R, field: string): Value {
  const value = propertyAt(properties, field)?.of(row) ?? null
  return value instanceof Uint8Array ? null : value
}

function compareRows<R>(properties: Properties<R>, orderBy: NonNullable<Query['orderBy']>, a: R, b: R): number {
  for (const { field, descending } of orderBy) {
    const order = compareValues(valueAt(properties, a, field), valueAt(properties, b, field))
    if (order !== 0) return descending ? -order : order
  }
  return 0
}

/** `null` sorts first, as OData V2 has it. */
function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  return a < b ? -1 : 1
}
