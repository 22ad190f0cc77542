import { Body } from '../../engine/body.ts'
import { type Branch, Ending, type Outcome, type StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { CAUGHT_EXCEPTION } from '../../engine/process.ts'
import { type BranchOptions, type BranchStart, runBranches } from '../branches/run-branches.ts'
import type { Items, KnownItems } from './items.ts'

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
  const { concurrency, timeout, stopOnException } = options
  const branchOptions: BranchOptions = { concurrency, timeout, stopsAt: stopOnException ? 'handled-failure' : 'nothing' }
  const caught = exchange.properties.get(CAUGHT_EXCEPTION)
  const starts = 'count' in items ? messages(exchange, items, branch, options.streaming) : oneByOne(exchange, items.contents, branch)
  const end = await runBranches(starts, branchOptions, caught)
  if (end.count === 0) return Ending.terminate
  const stopped = stopOnException ? (end.failed?.exchange ?? end.stopped) : undefined
  if (stopped) exchange.become(stopped)
  if (end.failed && (stopped || !end.gathering)) throw end.failed.failure
  if (end.gathering && !stopped) return { ending: 'gathered', at: end.gathering, messages: end.messages }
  return Ending.processEnd
}

function* messages(exchange: Exchange, items: KnownItems, branch: Branch, streaming: boolean): Generator<BranchStart> {
  for (let index = 0; index < items.count; index++) {
    const isLast = index === items.count - 1
    const message = itemOf(exchange, index, isLast, isLast || !streaming ? items.count : undefined)
    items.put(index, message)
    yield { branch, exchange: message }
  }
}

/** An item is the last one when none comes behind it, so one is read ahead. */
async function* oneByOne(exchange: Exchange, contents: AsyncIterable<string>, branch: Branch): AsyncGenerator<BranchStart> {
  let index = 0
  let waiting: string | undefined
  for await (const content of contents) {
    if (waiting !== undefined) yield { branch, exchange: withBody(waiting, itemOf(exchange, index++, false, undefined)) }
    waiting = content
  }
  if (waiting !== undefined) yield { branch, exchange: withBody(waiting, itemOf(exchange, index, true, index + 1)) }
}

function itemOf(exchange: Exchange, index: number, isLast: boolean, count: number | undefined): Exchange {
  const message = exchange.copy()
  message.properties.set('CamelSplitIndex', index)
  message.properties.set('CamelSplitComplete', isLast)
  if (count !== undefined) message.properties.set('CamelSplitSize', count)
  else message.properties.delete('CamelSplitSize')
  return message
}

function withBody(content: string, message: Exchange): Exchange {
  message.body = Body.text(content)
  return message
}
