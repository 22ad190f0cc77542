import { type Context, eachContext, type Queue, zip } from '../queue.ts'
import { Failure, isTrue, SUPPRESS, textOf, type Value } from '../value.ts'
import { queueFunction, type StandardFunction, testFunction, textFunction, textParameter } from './standard-function.ts'

/**
 * Boolean functions by the names of the mapping file. The inputs of `iF` and `iFS` stand in the order value, condition, other
 * value.
 */
export const BOOLEAN_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  and: testFunction(2, (first, second) => isTrue(first!) && isTrue(second!)),
  or: testFunction(2, (first, second) => isTrue(first!) || isTrue(second!)),
  not: textFunction(1, (text) => String(!isTrue(text!))),
  equals: testFunction(2, (first, second) => isTrue(first!) === isTrue(second!)),
  notEquals: testFunction(2, (first, second) => isTrue(first!) !== isTrue(second!)),
  // All three inputs move on with every value.
  iF: queueFunction(3, (then, condition, otherwise) =>
    zip([condition!, then!, otherwise!], ([tested, first, second]) =>
      decide(
        tested!,
        () => first!,
        () => second!,
      ),
    ),
  ),
  // Only the condition and the branch that is taken move on.
  iFS: queueFunction(3, (then, condition, otherwise) =>
    eachContext([condition!, then!, otherwise!], ([conditions, first, second]) => {
      const [taken, other] = [cursor(first!), cursor(second!)]
      return conditions!.map((tested) => decide(tested, taken, other))
    }),
  ),
  ifWithoutElse: {
    inputs: 2,
    compile: (parameters, feedsTarget) => {
      const keeps = feedsTarget || isTrue(textParameter(parameters, 'keepss'))
      return ([condition, then]) =>
        filtered(
          keeps,
          zip([condition!, then!], ([tested, value]) =>
            decide(
              tested!,
              () => value!,
              () => SUPPRESS,
            ),
          ),
        )
    },
  },
  ifSWithoutElse: {
    inputs: 2,
    compile: (parameters, feedsTarget) => {
      const keeps = feedsTarget || isTrue(textParameter(parameters, 'keepss'))
      return ([condition, then]) =>
        filtered(
          keeps,
          eachContext([condition!, then!], ([conditions, values]) => {
            const taken = cursor(values!)
            return conditions!.map((tested) => decide(tested, taken, () => SUPPRESS))
          }),
        )
    },
  },
}

/** The value of the branch that a condition chooses. */
function decide(condition: Value, then: () => Value, otherwise: () => Value): Value {
  if (condition === SUPPRESS || condition instanceof Failure) return condition
  return isTrue(textOf(condition)) ? then() : otherwise()
}

/** Gives one value after the other, and the last one again when none is left; nothing at all is a suppressed value. */
function cursor(context: Context): () => Value {
  let next = 0
  return () => (context.length === 0 ? SUPPRESS : context[Math.min(next++, context.length - 1)]!)
}

/** A function that takes the result does not see what the condition kept back, unless it is told to. */
function filtered(keepsSuppressed: boolean, queue: Queue): Queue {
  return keepsSuppressed ? queue : eachContext([queue], ([context]) => context!.filter((value) => value !== SUPPRESS))
}
