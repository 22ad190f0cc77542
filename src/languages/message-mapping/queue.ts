import { Failure, SUPPRESS, textOf, type Value } from './value.ts'

/** The values between two context changes. */
export type Context = readonly Value[]

/**
 * The values of a field, a function or a target, cut into contexts. A queue that depends on no source field (a constant, a
 * header) has a value in each of endlessly many contexts.
 */
export interface Queue {
  /** Number of contexts; `Infinity` for a queue without end. */
  readonly length: number
  /** The context at this index; beyond the end it is empty. */
  context(index: number): Context
}

const EMPTY: Context = []

export const queueOf = (contexts: readonly Context[]): Queue => ({
  length: contexts.length,
  context: (index) => contexts[index] ?? EMPTY,
})

/** A queue with endlessly many contexts. */
export const endless = (context: (index: number) => Context): Queue => ({ length: Number.POSITIVE_INFINITY, context })

/** A queue that has the same value in each of endlessly many contexts. */
export function constant(value: Value): Queue {
  const context: Context = [value]
  return endless(() => context)
}

/** The contexts of a queue that ends. */
export const contextsOf = (queue: Queue): Context[] => Array.from({ length: queue.length }, (_, index) => queue.context(index))

/** Context by context: as many as the longest queue that ends has. */
export function eachContext(queues: readonly Queue[], combine: (contexts: readonly Context[]) => Context): Queue {
  const at = (index: number) => combine(queues.map((queue) => queue.context(index)))
  const ends = queues.map(({ length }) => length).filter(Number.isFinite)
  if (ends.length === 0) return endless(at)
  return queueOf(Array.from({ length: Math.max(...ends) }, (_, index) => at(index)))
}

/** One value from each queue at a time; within a context a shorter queue repeats its last value. A context that one queue leaves empty stays empty. */
export function zip(queues: readonly Queue[], combine: (values: readonly Value[]) => Value): Queue {
  return eachContext(queues, (contexts) => rows(contexts).map(combine))
}

/** The values of the contexts side by side. */
export function rows(contexts: readonly Context[]): Value[][] {
  if (contexts.some((context) => context.length === 0)) return []
  const length = Math.max(...contexts.map((context) => context.length))
  return Array.from({ length }, (_, row) => contexts.map((context) => context[Math.min(row, context.length - 1)]!))
}

/** Applies a function of texts: a suppressed or failed input makes the result so, and what the function throws becomes a failed value. */
export function computeText(values: readonly Value[], compute: (...texts: string[]) => Value): Value {
  const texts: string[] = []
  for (const value of values) {
    if (value === SUPPRESS || value instanceof Failure) return value
    texts.push(textOf(value))
  }
  return attempt(() => compute(...texts))
}

/** What a computation yields; its failure as a value. */
export function attempt(compute: () => Value): Value {
  try {
    return compute()
  } catch (error) {
    return new Failure(error as Error)
  }
}
