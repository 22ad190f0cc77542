import type { Query } from '../store/query.ts'
import { badRequest } from './failure.ts'
import type { TypeOf } from './filter.ts'

/**
 * Reads a decoded `$orderby`. Throws `bad-request` naming the part.
 *
 * @example parseOrderBy('Status,LogEnd desc', typeOf) // [{ field: 'Status', descending: false }, { field: 'LogEnd', descending: true }]
 */
export function parseOrderBy(expression: string, typeOf: TypeOf): NonNullable<Query['orderBy']> {
  return expression.split(',').map((part) => {
    const [, field, direction] = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? []
    if (field === undefined) throw badRequest(`Invalid $orderby: '${part.trim()}' is not a property with an optional asc or desc.`)
    if (typeOf(field) === undefined) throw badRequest(`Invalid $orderby: property '${field}' does not exist.`)
    return { field, descending: direction === 'desc' }
  })
}
