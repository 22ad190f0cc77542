import type { Exchange } from './exchange.ts'

/** What an observer is told of an element that runs. */
export interface ObservedElement {
  readonly id: string
  readonly name: string
  /** What kind of step it is, in the product's words. */
  readonly activity: string
}

/** Hears of every step of one message, in the order in which they begin. A message without one pays nothing. */
export interface StepObserver {
  /** Wants to read bodies: a stream that fits into memory is read before the step. */
  readonly readsBodies: boolean
  begin(element: ObservedElement, exchange: Exchange): ObservedStep
}

/** One step that has begun. */
export interface ObservedStep {
  /** The step is over; `failure` is what it threw. */
  end(failure?: unknown): void
}
