import { constant, eachContext } from '../queue.ts'
import { NIL } from '../value.ts'
import { integerParameter, type StandardFunction, textParameter } from './standard-function.ts'

/** Constants by the names of the mapping file. */
export const CONSTANT_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  const: {
    inputs: 0,
    compile(parameters) {
      const queue = constant(textParameter(parameters, 'value'))
      return () => queue
    },
  },
  CopyValue: {
    inputs: 1,
    compile(parameters) {
      const position = integerParameter(parameters, 'nnumber')
      return ([queue]) => eachContext([queue!], ([context]) => context!.slice(position, position + 1))
    },
  },
  xsiNil: { inputs: 0, compile: () => () => constant(NIL) },
  isNil: {
    inputs: 1,
    compile:
      () =>
      ([queue]) =>
        eachContext([queue!], ([context]) => context!.map((value) => String(value === NIL))),
  },
}
