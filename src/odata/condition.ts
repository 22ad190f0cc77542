import type { Condition, Value } from '../store/query.ts'

/** A condition without parts. */
export type Comparison = Extract<Condition, { readonly field: string }>

/** Replaces every comparison, keeping the shape around them. Turns property paths into the fields of a store. */
export function mapComparisons<F extends string>(condition: Condition, map: (comparison: Comparison) => Condition<F>): Condition<F> {
  if ('condition' in condition) return { op: 'not', condition: mapComparisons(condition.condition, map) }
  if ('conditions' in condition) {
    return { op: condition.op, conditions: condition.conditions.map((part) => mapComparisons(part, map)) }
  }
  return map(condition)
}

/** Whether a row, seen through `valueAt`, satisfies the condition. `null` equals only `null` and is neither less nor greater. */
export function matches(condition: Condition, valueAt: (field: string) => Value): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((part) => matches(part, valueAt))
    case 'or':
      return condition.conditions.some((part) => matches(part, valueAt))
    case 'not':
      return !matches(condition.condition, valueAt)
    default:
      return compares(condition, valueAt(condition.field))
  }
}

function compares(comparison: Comparison, actual: Value): boolean {
  if (comparison.op === 'eq') return actual === comparison.value
  if (comparison.op === 'ne') return actual !== comparison.value
  if (actual === null || comparison.value === null) return false
  switch (comparison.op) {
    case 'gt':
      return actual > comparison.value
    case 'ge':
      return actual >= comparison.value
    case 'lt':
      return actual < comparison.value
    case 'le':
      return actual <= comparison.value
    case 'startswith':
      return String(actual).startsWith(comparison.value)
    case 'endswith':
      return String(actual).endsWith(comparison.value)
    case 'contains':
      return String(actual).includes(comparison.value)
  }
}
