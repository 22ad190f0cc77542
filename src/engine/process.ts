import { type BranchEnd, Ending } from './define-step.ts'
import { StepError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import type { Transaction } from './transaction.ts'
import type { OpenTransaction } from './transaction-handling.ts'
import { HANDLED, MessageEnded, type PlanNode, walk, walkBranch } from './walk.ts'

/** Property under which steps of an exception subprocess find what was thrown. */
export const CAUGHT_EXCEPTION = 'CamelExceptionCaught'

/** Property with the id of the element that failed, for routers of an exception subprocess (SAP Help, “Error Classification”). */
const FAILED_ELEMENT = 'SAP_ErrorModelStepID'

export interface ProcessOptions {
  readonly bufferLimit: number
  readonly openTransaction?: OpenTransaction | undefined
  readonly isLocal?: boolean
}

/** A compiled integration process. Its parts are filled in while the flow is compiled, because processes call each other. */
export class Process {
  start: PlanNode | undefined
  /** First node of the exception subprocess. */
  exceptionStart: PlanNode | undefined
  readonly #bufferLimit: number
  readonly #openTransaction: OpenTransaction | undefined
  readonly #isLocal: boolean
  /** Failures of branches that the exception subprocess has seen: what began the branches may throw them on. */
  readonly #seen = new WeakSet<object>()

  /** @param options.openTransaction of its own, unless its caller has one */
  constructor({ bufferLimit, openTransaction, isLocal = false }: ProcessOptions) {
    this.#bufferLimit = bufferLimit
    this.#openTransaction = openTransaction
    this.#isLocal = isLocal
  }

  /**
   * Runs the process on the exchange. A failure goes to the exception subprocess first; when that ends well the process
   * ends well, and who called a local one with it; else its failure is thrown on (format document §2.6).
   */
  async run(exchange: Exchange, start: PlanNode | undefined = this.start): Promise<void> {
    if (exchange.transaction || !this.#openTransaction) return this.#run(exchange, start)
    return inTransaction(this.#openTransaction(), exchange, () => this.#run(exchange, start))
  }

  async #run(exchange: Exchange, start: PlanNode | undefined): Promise<void> {
    try {
      await walk(start, exchange, this.#bufferLimit)
    } catch (failure) {
      if (failure instanceof MessageEnded || !this.#handles(failure)) throw failure
      await this.#handle(failure, exchange)
      if (this.#isLocal) throw new MessageEnded(HANDLED)
    }
  }

  /**
   * Runs a branch of this process. Its failure goes to the exception subprocess on the branch's message, once. A branch that
   * terminates its message ends only itself.
   */
  async branch(start: PlanNode | undefined, exchange: Exchange): Promise<BranchEnd> {
    try {
      return { gathering: await walkBranch(start, exchange, this.#bufferLimit), failure: undefined, handled: false }
    } catch (failure) {
      if (!(failure instanceof MessageEnded) && this.#handles(failure)) return this.#handleBranch(failure, exchange)
      return endOf(failure, exchange)
    }
  }

  async #handleBranch(failure: unknown, exchange: Exchange): Promise<BranchEnd> {
    try {
      await this.#handle(failure, exchange)
      return { gathering: undefined, failure: undefined, handled: true }
    } catch (second) {
      this.#seen.add(second as object)
      return { ...endOf(second, exchange), handled: second instanceof MessageEnded }
    }
  }

  #handles(failure: unknown): boolean {
    return this.exceptionStart !== undefined && !this.#seen.has(failure as object)
  }

  async #handle(failure: unknown, exchange: Exchange): Promise<void> {
    const root = failure instanceof StepError ? (failure.cause ?? failure) : failure
    exchange.properties.set(CAUGHT_EXCEPTION, root)
    if (failure instanceof StepError) exchange.properties.set(FAILED_ELEMENT, failure.elementId)
    try {
      await walk(this.exceptionStart, exchange, this.#bufferLimit)
    } catch (second) {
      // An error end throws the caught exception on: the log should name the element that failed first, not the end event.
      throw second instanceof StepError && second.cause === root ? failure : second
    }
  }
}

/** The end of a branch that did not run to its end. Throws what ends the whole message. */
function endOf(thrown: unknown, { log }: Exchange): BranchEnd {
  if (!(thrown instanceof MessageEnded)) return { gathering: undefined, failure: thrown, handled: false }
  if (thrown.ending === Ending.escalate || log.cancelled) throw thrown
  return { gathering: undefined, failure: undefined, handled: thrown.ending === HANDLED }
}

/** The changes of the process count when it ends well, also by an exception subprocess or an end of the whole message. */
async function inTransaction(transaction: Transaction, exchange: Exchange, run: () => Promise<void>): Promise<void> {
  exchange.transaction = transaction
  try {
    const ended = await run().catch((thrown) => {
      if (thrown instanceof MessageEnded && !exchange.log.cancelled) return thrown
      throw thrown
    })
    await transaction.commit()
    if (ended) throw ended
  } catch (failure) {
    if (!(failure instanceof MessageEnded) || exchange.log.cancelled) await transaction.rollback()
    throw failure
  } finally {
    exchange.transaction = undefined
  }
}
