import { type Branch, Ending, type Outcome, type StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { CAUGHT_EXCEPTION } from '../../engine/process.ts'
import { type BranchOptions, type BranchStart, runBranches } from '../branches/run-branches.ts'
import type { Items } from './items.ts'

export interface SplitOptions {
  /** How many items are processed at the same time. */
  readonly concurrency: number
  /** Milliseconds. */
  readonly timeout?: number | undefined
  readonly stopOnException: boolean
  /** The number of items is told to the last one only. */
  readonly streaming: boolean
}

/** The branch that every item takes. */
export function itemBranch({ node, branch, fail }: StepContext): Branch {
  const flow = node.outgoing[0] ?? fail('Splitter', 'No sequence flow leaves the splitter')
  return branch(flow.id)
}

/**
 * Sends each item down the branch. Without an item the message ends here; gathered items go on as one message; else the
 * process ends with the message as it was. With Stop on Exception the message becomes that of the item that failed, and a
 * handled failure ends the process. Without it the others go on, and a failure that nobody gathers is thrown at the end.
 */
export async function split(exchange: Exchange, items: Items, branch: Branch, options: SplitOptions): Promise<Outcome> {
  if (items.count === 0) return Ending.terminate
  const { concurrency, timeout, stopOnException } = options
  const branchOptions: BranchOptions = { concurrency, timeout, stopsAt: stopOnException ? 'handled-failure' : 'nothing' }
  const caught = exchange.properties.get(CAUGHT_EXCEPTION)
  const end = await runBranches(messages(exchange, items, branch, options.streaming), branchOptions, caught)
  const stopped = stopOnException ? (end.failed?.exchange ?? end.stopped) : undefined
  if (stopped) exchange.become(stopped)
  if (end.failed && (stopped || !end.gathering)) throw end.failed.failure
  if (end.gathering && !stopped) return { ending: 'gathered', at: end.gathering, messages: end.messages }
  return Ending.processEnd
}

function* messages(exchange: Exchange, items: Items, branch: Branch, streaming: boolean): Generator<BranchStart> {
  for (let index = 0; index < items.count; index++) {
    const message = exchange.copy()
    const isLast = index === items.count - 1
    message.properties.set('CamelSplitIndex', index)
    message.properties.set('CamelSplitComplete', isLast)
    if (isLast || !streaming) message.properties.set('CamelSplitSize', items.count)
    else message.properties.delete('CamelSplitSize')
    items.put(index, message)
    yield { branch, exchange: message }
  }
}
