import type { Condition } from '../query.ts'

/** More branches cost more to merge than they save. */
const MOST = 20

type Equality<F extends string> = Extract<Condition<F>, { op: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' }>

/**
 * Conditions of which each row meets at most one, and one of which it meets exactly when it meets the whole. A database walks an
 * index for each and merges, where for an `or` it would read and sort everything. Splits the first `or` that compares only the
 * given fields; a condition without one is its own single branch.
 */
export function branchesOf<F extends string>(condition: Condition<F>, fields: ReadonlySet<F>): readonly Condition<F>[] {
  const parts = conjuncts(condition)
  const split = parts.find((part) => isSplittable(part, fields))
  if (split === undefined) return [condition]
  const others = parts.filter((part) => part !== split)
  const choices = distinct(split.conditions as readonly Equality<F>[])
  return choices.map((choice, index) => ({
    op: 'and',
    conditions: [choice, ...choices.slice(0, index).flatMap(without(choice)), ...others],
  }))
}

/** The parts that must all hold. */
export const conjuncts = <F extends string>(condition: Condition<F>): readonly Condition<F>[] =>
  condition.op === 'and' ? condition.conditions.flatMap(conjuncts) : [condition]

const isSplittable = <F extends string>(
  part: Condition<F>,
  fields: ReadonlySet<F>,
): part is Extract<Condition<F>, { conditions: readonly Condition<F>[] }> =>
  part.op === 'or' &&
  part.conditions.length > 1 &&
  part.conditions.length <= MOST &&
  part.conditions.every((choice) => choice.op === 'eq' && fields.has(choice.field))

function distinct<F extends string>(choices: readonly Equality<F>[]): Equality<F>[] {
  return [...new Map(choices.map((choice) => [JSON.stringify([choice.field, choice.value]), choice])).values()]
}

/** What must not hold beside the choice; values of one field exclude each other by themselves. */
const without =
  <F extends string>(choice: Equality<F>) =>
  (earlier: Equality<F>): Condition<F>[] =>
    earlier.field === choice.field ? [] : [{ op: 'ne', field: earlier.field, value: earlier.value }]
