import { type Branch, Ending, type Outcome } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { CAUGHT_EXCEPTION } from '../../engine/process.ts'
import { type BranchStart, runBranches } from './run-branches.ts'

/**
 * Sends a copy of the message down each branch. A failure ends the step once the branches that run have ended. Branches that
 * are gathered go on as one message; without that the process ends with the message of the last one.
 */
export async function multicast(exchange: Exchange, branches: readonly Branch[], concurrency: number): Promise<Outcome> {
  const caught = exchange.properties.get(CAUGHT_EXCEPTION)
  const end = await runBranches(copies(exchange, branches), { concurrency, stopsAt: 'failure' }, caught)
  if (end.failed) {
    exchange.become(end.failed.exchange)
    throw end.failed.failure
  }
  if (end.gathering) return { ending: 'gathered', at: end.gathering, messages: end.messages }
  if (end.last) exchange.become(end.last)
  return Ending.processEnd
}

function* copies(exchange: Exchange, branches: readonly Branch[]): Generator<BranchStart> {
  for (const [index, branch] of branches.entries()) {
    const copy = exchange.copy()
    copy.properties.set('CamelMulticastIndex', index)
    copy.properties.set('CamelMulticastComplete', index === branches.length - 1)
    yield { branch, exchange: copy }
  }
}
