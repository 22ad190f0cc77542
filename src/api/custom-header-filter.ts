import { badRequest } from '../odata/failure.ts'
import { parseFilter } from '../odata/filter.ts'
import type { HeaderMatch } from '../store/message-logs.ts'
import type { Condition } from '../store/query.ts'

/**
 * Reads `filterCustomHeaderProperties='name' eq 'value'`, a parameter of its own beside `$filter` (contract odata-api §1.3). Throws
 * `bad-request`.
 */
export function parseHeaderFilter(expression: string): HeaderMatch {
  const [, name, value] = /^\s*'((?:[^']|'')*)'\s+eq\s+('(?:[^']|'')*')\s*$/.exec(expression) ?? []
  if (name === undefined || value === undefined) {
    throw badRequest(`Invalid filterCustomHeaderProperties: expected 'name' eq 'value', found ${expression}.`)
  }
  const { value: unquoted } = parseFilter(`Value eq ${value}`, () => 'Edm.String') as { value: string }
  return { name: name.replaceAll("''", "'"), value: unquoted }
}

/** The one header that a condition on `Name` and `Value` asks for; `undefined` when it leaves either open. */
export function headerIn(condition: Condition | undefined): HeaderMatch | undefined {
  const name = equalTo(condition, 'Name')
  const value = equalTo(condition, 'Value')
  return name === undefined || value === undefined ? undefined : { name, value }
}

/** The value that a property must have for the condition to hold. */
function equalTo(condition: Condition | undefined, field: string): string | undefined {
  if (condition === undefined) return undefined
  if (condition.op === 'and') return condition.conditions.map((part) => equalTo(part, field)).find((value) => value !== undefined)
  return condition.op === 'eq' && condition.field === field && typeof condition.value === 'string' ? condition.value : undefined
}
