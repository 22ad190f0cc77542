import { StepError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { MessageEnded, type PlanNode, walk } from './walk.ts'

/** Property under which steps of an exception subprocess find what was thrown. */
export const CAUGHT_EXCEPTION = 'CamelExceptionCaught'

/** A compiled integration process. Its parts are filled in while the flow is compiled, because processes call each other. */
export class Process {
  start: PlanNode | undefined
  /** First node of the exception subprocess. */
  exceptionStart: PlanNode | undefined
  readonly #bufferLimit: number

  constructor(bufferLimit: number) {
    this.#bufferLimit = bufferLimit
  }

  /**
   * Runs the process on the exchange. A failure goes to the exception subprocess first; when that ends well the process
   * ends well, else its failure is thrown on (format document §2.6).
   */
  async run(exchange: Exchange, start: PlanNode | undefined = this.start): Promise<void> {
    try {
      await walk(start, exchange, this.#bufferLimit)
    } catch (failure) {
      if (failure instanceof MessageEnded || !this.exceptionStart) throw failure
      await this.#handle(failure, exchange)
    }
  }

  async #handle(failure: unknown, exchange: Exchange): Promise<void> {
    const root = failure instanceof StepError ? (failure.cause ?? failure) : failure
    exchange.properties.set(CAUGHT_EXCEPTION, root)
    try {
      await walk(this.exceptionStart, exchange, this.#bufferLimit)
    } catch (second) {
      // An error end throws the caught exception on: the log should name the element that failed first, not the end event.
      throw second instanceof StepError && second.cause === root ? failure : second
    }
  }
}
