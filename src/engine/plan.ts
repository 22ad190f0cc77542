import type { Trigger } from './define-adapter.ts'
import type { Exchange } from './exchange.ts'
import type { Signal } from './signal.ts'

/** A flow that is ready to run: nothing in it can be misconfigured any more. */
export interface Plan {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly entries: readonly Entry[]
}

/** A start of the flow: what triggers it and what then runs. */
export interface Entry {
  readonly trigger: Trigger
  /** Id of the event where the process begins. */
  readonly startId: string
  /** Notified when there is a message for the trigger. */
  readonly signal: Signal
  /** Sender participant's name, for the log. */
  readonly sender: string
  /**
   * Runs the process to its end. Returns how the message ended; throws the failure (a `StepError`) when it was not handled.
   * `exchange.log.status` is not touched: the runtime writes it.
   */
  run(exchange: Exchange): Promise<'completed' | 'escalated'>
}

/** Something in a flow that cannot run here. */
export interface Problem {
  /** Id of the element, and its name when it has one. */
  readonly element: string
  /** The step, adapter or property, in the product's words: `Message Mapping`, `SFTP receiver`, `Simple expression`. */
  readonly construct: string
  readonly reason: string
}

/** The id alone; XML ids have no blanks. */
export const elementIdOf = ({ element }: Problem): string => element.split(' ', 1)[0]!
