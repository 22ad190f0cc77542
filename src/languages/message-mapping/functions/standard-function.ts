import { SluiceError } from '../../../kernel/errors.ts'
import type { Parameters } from '../brick.ts'
import { computeText, type Queue, zip } from '../queue.ts'
import type { MappingRun } from '../run.ts'
import type { Value } from '../value.ts'

/** Makes the queue of a function from the queues of its inputs. */
export type Compute = (inputs: readonly Queue[], run: MappingRun) => Queue | Promise<Queue>

/** A function of the mapping editor. */
export interface StandardFunction {
  /** How many inputs it has. */
  readonly inputs: number
  /** Reads its configuration; throws `deploy-failed` when it is wrong. `feedsTarget`: no other function takes its result. */
  compile(parameters: Parameters, feedsTarget: boolean): Compute
}

/** A function of texts, value by value. What it throws fails the message where the value is needed. */
export const textFunction = (inputs: number, compute: (...texts: string[]) => string): StandardFunction => ({
  inputs,
  compile: () => (queues) => zip(queues, (values) => computeText(values, compute)),
})

/** A function of texts that answers `true` or `false`. */
export const testFunction = (inputs: number, test: (...texts: string[]) => boolean): StandardFunction =>
  textFunction(inputs, (...texts) => String(test(...texts)))

/** A function of texts with configuration. */
export const configuredFunction = (
  inputs: number,
  configure: (parameters: Parameters) => (...texts: string[]) => Value,
): StandardFunction => ({
  inputs,
  compile(parameters) {
    const compute = configure(parameters)
    return (queues) => zip(queues, (values) => computeText(values, compute))
  },
})

/** A function of whole queues. */
export const queueFunction = (inputs: number, compute: (...queues: Queue[]) => Queue): StandardFunction => ({
  inputs,
  compile: () => (queues) => compute(...queues),
})

export const textParameter = (parameters: Parameters, name: string): string => parameters.get(name)?.text ?? ''

/** A whole number; throws `deploy-failed` naming the parameter. */
export function integerParameter(parameters: Parameters, name: string, fallback = 0): number {
  const text = textParameter(parameters, name).trim()
  const value = text === '' ? fallback : Number(text)
  if (!Number.isInteger(value)) throw new SluiceError('deploy-failed', `${name} must be a whole number, not '${text}'`)
  return value
}

/** One of several settings that the editor writes as numbers from 0; throws `deploy-failed` naming the parameter. */
export function choiceParameter<const C extends readonly string[]>(parameters: Parameters, name: string, choices: C): C[number] {
  const chosen = choices[integerParameter(parameters, name)]
  if (chosen === undefined) throw new SluiceError('deploy-failed', `${name} has the unknown value ${textParameter(parameters, name)}`)
  return chosen
}
