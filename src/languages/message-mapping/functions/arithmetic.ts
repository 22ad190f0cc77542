import { constant, endless } from '../queue.ts'
import { add, compare, type Decimal, multiply, negate, parseDecimal, writeDecimal, writeDouble } from './number.ts'
import { compileNumberFormat } from './number-format.ts'
import {
  configuredFunction,
  integerParameter,
  type StandardFunction,
  testFunction,
  textFunction,
  textParameter,
} from './standard-function.ts'

/** Exact: amounts must not gain digits that a double would add. */
const exact = (inputs: number, compute: (...numbers: Decimal[]) => Decimal): StandardFunction =>
  textFunction(inputs, (...texts) => writeDecimal(compute(...texts.map(parseDecimal))))

const approximate = (inputs: number, compute: (...numbers: number[]) => number): StandardFunction =>
  textFunction(inputs, (...texts) => writeDouble(compute(...texts.map((text) => Number(writeDecimal(parseDecimal(text)))))))

const comparison = (test: (difference: number) => boolean): StandardFunction =>
  testFunction(2, (first, second) => test(compare(parseDecimal(first!), parseDecimal(second!))))

/** Arithmetic functions by the names of the mapping file. */
export const ARITHMETIC_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  add: exact(2, (first, second) => add(first!, second!)),
  sub: exact(2, (first, second) => add(first!, negate(second!))),
  mul: exact(2, (first, second) => multiply(first!, second!)),
  div: approximate(2, (first, second) => first! / second!),
  equalsA: comparison((difference) => difference === 0),
  abs: exact(1, (number) => (number!.units < 0n ? negate(number!) : number!)),
  sqrt: approximate(1, Math.sqrt),
  sqr: exact(1, (number) => multiply(number!, number!)),
  sign: textFunction(1, (text) => String(Math.sign(Number(writeDecimal(parseDecimal(text!)))))),
  neg: exact(1, (number) => negate(number!)),
  inv: approximate(1, (number) => 1 / number!),
  power: approximate(2, (base, exponent) => base! ** exponent!),
  less: comparison((difference) => difference < 0),
  greater: comparison((difference) => difference > 0),
  max: exact(2, (first, second) => (compare(first!, second!) < 0 ? second! : first!)),
  min: exact(2, (first, second) => (compare(first!, second!) > 0 ? second! : first!)),
  ceil: exact(1, (number) => negate(floor(negate(number!)))),
  floor: exact(1, (number) => floor(number!)),
  round: exact(1, (number) => floor(add(number!, { units: 5n, scale: 1 }))),
  counter: {
    inputs: 0,
    compile(parameters) {
      const start = integerParameter(parameters, 'ini')
      const increment = integerParameter(parameters, 'inc', 1)
      return () => (increment === 0 ? constant(String(start)) : endless((index) => [String(start + index * increment)]))
    },
  },
  formatNumber: configuredFunction(1, (parameters) => {
    const format = compileNumberFormat(textParameter(parameters, 'nformat'), textParameter(parameters, 'separator'))
    return (text) => format(parseDecimal(text!))
  }),
}

/** The largest whole number that is not larger. */
function floor({ units, scale }: Decimal): Decimal {
  const unit = 10n ** BigInt(scale)
  const quotient = units / unit
  return { units: units < 0n && quotient * unit !== units ? quotient - 1n : quotient, scale: 0 }
}
