import type { MappingFunction, MappingInput, MappingResult } from '../../engine/services.ts'
import { type Context, eachContext, endless, type Queue, queueOf, rows } from './queue.ts'
import type { MappingRun } from './run.ts'
import { Failure, isContent, NULL, SUPPRESS, textOf, type Value } from './value.ts'

/**
 * Makes the queues of a script function, one for each of its outputs. A function of arrays is called once for each context, a
 * function of single values once for each value; all calls go to the script host together. Throws `processing-failed`.
 */
export async function callUserFunction(script: MappingFunction, inputs: readonly Queue[], run: MappingRun): Promise<Queue[]> {
  const contexts = contextsTogether(inputs)
  const { calls, failed } = script.takesContexts ? callsByContext(contexts) : callsByValue(contexts)
  const results =
    calls.length === 0
      ? []
      : await script.call(
          run.exchange,
          calls.map(({ inputs: each }) => each),
        )
  const outputs = Array.from({ length: Math.max(1, script.outputs) }, (_, output) => {
    const collected: Value[][][] = contexts.map(() => [[]])
    for (const [index, { context }] of calls.entries()) append(collected[context]!, results[index]!, output)
    for (const { context, value } of failed) collected[context]!.at(-1)!.push(value)
    return collected.flat()
  })
  const isEndless = inputs.every(({ length }) => !Number.isFinite(length))
  return outputs.map((output) => (isEndless ? endless(() => output[0]!) : queueOf(output)))
}

interface Call {
  readonly context: number
  readonly inputs: readonly MappingInput[]
}

interface Calls {
  readonly calls: readonly Call[]
  /** Values that need no call: an input is suppressed or failed. */
  readonly failed: readonly { context: number; value: Value }[]
}

/** The contexts of all inputs side by side; of queues without end the first. */
function contextsTogether(inputs: readonly Queue[]): Context[][] {
  const together: Context[][] = []
  const queue = eachContext(inputs, (contexts) => {
    together.push([...contexts])
    return []
  })
  if (!Number.isFinite(queue.length)) queue.context(0)
  return together
}

function callsByContext(contexts: readonly Context[][]): Calls {
  return { calls: contexts.map((inputs, context) => ({ context, inputs: inputs.map((values) => values.map(inputOf)) })), failed: [] }
}

function callsByValue(contexts: readonly Context[][]): Calls {
  const calls: Call[] = []
  const failed: { context: number; value: Value }[] = []
  for (const [context, inputs] of contexts.entries()) {
    for (const row of inputs.length === 0 ? [[]] : rows(inputs)) {
      const obstacle = row.find((value) => !isContent(value))
      if (obstacle === undefined) calls.push({ context, inputs: row.map(inputOf) })
      else failed.push({ context, value: obstacle })
    }
  }
  return { calls, failed }
}

function inputOf(value: Value): string | true {
  if (value instanceof Failure) throw value.error
  return value === SUPPRESS ? true : textOf(value)
}

function append(contexts: Value[][], result: MappingResult, output: number): void {
  for (const entry of result[output] ?? []) {
    if (entry === false) contexts.push([])
    else contexts.at(-1)!.push(entry === true ? SUPPRESS : (entry ?? NULL))
  }
}
