import { attempt, type Context, eachContext } from '../queue.ts'
import { type Content, Failure, SUPPRESS, textOf, type Value } from '../value.ts'
import { add, type Decimal, parseDecimal, writeDecimal, writeDouble } from './number.ts'
import { choiceParameter, integerParameter, queueFunction, type StandardFunction } from './standard-function.ts'

/** Statistic functions by the names of the mapping file: one value for each context, but for `index`. */
export const STATISTIC_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  sum: perContext((numbers) => writeDecimal(total(numbers))),
  average: perContext((numbers) => (numbers.length === 0 ? '0' : writeDouble(Number(writeDecimal(total(numbers))) / numbers.length))),
  count: queueFunction(1, (queue) => eachContext([queue!], ([context]) => [String(present(context!).length)])),
  index: {
    inputs: 1,
    compile(parameters) {
      const start = integerParameter(parameters, 'start')
      const increment = integerParameter(parameters, 'inc', 1)
      const resets = choiceParameter(parameters, 'type', ['eachContext', 'never']) === 'eachContext'
      return ([queue]) => {
        let next = start
        return eachContext([queue!], ([context]) => {
          if (resets) next = start
          return context!.map(() => {
            const index = next
            next += increment
            return String(index)
          })
        })
      }
    },
  },
}

const present = (context: Context): Value[] => context.filter((value) => value !== SUPPRESS)

const total = (numbers: readonly Decimal[]): Decimal => numbers.reduce(add, { units: 0n, scale: 0 })

function perContext(compute: (numbers: Decimal[]) => string): StandardFunction {
  return queueFunction(1, (queue) => eachContext([queue!], ([context]) => [attempt(() => compute(present(context!).map(numberOf)))]))
}

function numberOf(value: Value): Decimal {
  if (value instanceof Failure) throw value.error
  return parseDecimal(textOf(value as Content))
}
