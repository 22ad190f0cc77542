import { compileDateFormat, type DateFormat } from '../../date-format/simple-date-format.ts'
import { compileDateParser } from '../../date-format/simple-date-parser.ts'
import type { Parameters } from '../brick.ts'
import { constant } from '../queue.ts'
import { configuredFunction, type StandardFunction, textParameter } from './standard-function.ts'

/** Date functions by the names of the mapping file. Times are in UTC, as on the product's servers. */
export const DATE_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  currentDate: {
    inputs: 0,
    compile(parameters) {
      const format = outputFormat(parameters)
      return (_, { now }) => constant(format(now))
    },
  },
  TransformDate: configuredFunction(1, (parameters) => {
    const parse = parser(parameters, 'iform')
    const format = outputFormat(parameters)
    return (text) => format(parse(text!))
  }),
  DateBefore: comparison((difference) => String(difference < 0)),
  DateAfter: comparison((difference) => String(difference > 0)),
  CompareDates: comparison((difference) => String(Math.sign(difference))),
}

/** The first date has the input format, the second the output format. */
function comparison(answer: (difference: number) => string): StandardFunction {
  return configuredFunction(2, (parameters) => {
    const [first, second] = [parser(parameters, 'iform'), parser(parameters, 'oform')]
    return (a, b) => answer(first(a!) - second(b!))
  })
}

function parser(parameters: Parameters, name: 'iform' | 'oform'): (text: string) => number {
  const isLenient = parameters.get('calend')?.fields.get('le') !== 'false'
  return compileDateParser(textParameter(parameters, name), isLenient)
}

const outputFormat = (parameters: Parameters): DateFormat => compileDateFormat(textParameter(parameters, 'oform'))
