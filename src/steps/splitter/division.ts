import { Body } from '../../engine/body.ts'
import type { Branch, BranchEnd, Outcome, StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Parts } from '../../languages/xml-split/xml-split.ts'
import { itemsOfText } from './items.ts'
import { piecesOfText } from './pieces.ts'
import { itemBranch, type SplitOptions, split } from './split.ts'

/** How a text becomes items. */
export interface Division {
  /** Of a text in memory. */
  parts(text: string, exchange: Exchange): Parts
  /** Of a text in pieces, each item of at most `limit` characters; the body of the exchange is empty then. */
  stream(pieces: AsyncIterable<string>, exchange: Exchange, limit: number): AsyncIterable<string>
}

/**
 * Divides the body and sends each item down the branch. A body that fits into memory is divided there. Of a larger one only
 * the items in process are kept, so nothing is left of it for what goes on afterwards, and it may turn out to be malformed
 * when its first items are through.
 */
export function divide(division: Division, options: SplitOptions, context: StepContext): (exchange: Exchange) => Promise<Outcome> {
  const branch = itemBranch(context)
  const limit = context.flow.services.bufferLimit
  return async (exchange) => {
    const { body } = exchange
    await body.bufferIfFits(limit)
    if (!body.isStream) return split(exchange, itemsOfText(division.parts(body.asText(), exchange)), branch, options)
    exchange.body = Body.empty
    const stream = body.asStream()
    try {
      const contents = division.stream(piecesOfText(stream), exchange, limit)
      return await split(exchange, { contents }, keepingAtMost(limit, branch), options)
    } finally {
      stream.destroy()
    }
  }
}

/** Messages that wait for others to be gathered must fit into memory together. Throws `too-large`. */
function keepingAtMost(limit: number, branch: Branch): Branch {
  let kept = 0
  return async (exchange) => {
    const end = await branch(exchange)
    if (isKept(end)) kept += exchange.body.size ?? 0
    if (kept <= limit) return end
    throw new SluiceError(
      'too-large',
      `The messages to be gathered are larger than ${limit} bytes together, the most that is read into memory`,
    )
  }
}

const isKept = ({ gathering, failure, handled }: BranchEnd): boolean => gathering !== undefined || failure !== undefined || handled
