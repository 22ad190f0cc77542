import { SluiceError } from '../../../kernel/errors.ts'
import type { Parameters } from '../brick.ts'
import { computeText, contextsOf, type Queue, zip } from '../queue.ts'
import { isContent, textOf } from '../value.ts'
import { choiceParameter, configuredFunction, type StandardFunction, textParameter } from './standard-function.ts'

/** Conversions by the names of the mapping file. */
export const CONVERSION_FUNCTIONS: Readonly<Record<string, StandardFunction>> = {
  FixValues: configuredFunction(1, (parameters) => {
    const table = parameters.get('table')?.fields ?? new Map<string, string>()
    const missing = onMissing(parameters)
    return (key) => table.get(key!) ?? missing(key!, () => `The table of fixed values has no entry for '${key}'`)
  }),
  valuemap: {
    inputs: 1,
    compile(parameters) {
      const source = { agency: textParameter(parameters, 'agency1'), schema: textParameter(parameters, 'schema1') }
      const target = { agency: textParameter(parameters, 'agency2'), schema: textParameter(parameters, 'schema2') }
      const missing = onMissing(parameters)
      const unknown = (key: string) => () =>
        `There is no value mapping of '${key}' from ${source.agency} ${source.schema} to ${target.agency} ${target.schema}`
      return async ([queue], { valueMappings }) => {
        const found = new Map<string, string | undefined>()
        for (const key of keysOf(queue!)) found.set(key, await valueMappings.find({ ...source, value: key }, target))
        return zip([queue!], (values) => computeText(values, (key) => found.get(key!) ?? missing(key!, unknown(key!))))
      }
    },
  },
}

const STRATEGIES = ['useKey', 'useDefault', 'fail'] as const

/** What stands for a key that is not found: the key, a default, or an error. */
function onMissing(parameters: Parameters): (key: string, reason: () => string) => string {
  const strategy = choiceParameter(parameters, 'vmstrategy', STRATEGIES)
  const fallback = textParameter(parameters, 'vmdefault')
  return (key, reason) => {
    if (strategy === 'useKey') return key
    if (strategy === 'useDefault') return fallback
    throw new SluiceError('processing-failed', reason())
  }
}

/** Each text of a queue once; a queue without end repeats its first context. */
function keysOf(queue: Queue): Set<string> {
  const contexts = Number.isFinite(queue.length) ? contextsOf(queue) : [queue.context(0)]
  return new Set(contexts.flat().filter(isContent).map(textOf))
}
