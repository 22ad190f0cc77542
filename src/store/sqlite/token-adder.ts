import type { ChangeFeed } from '../change-feed.ts'
import { tokenToRow } from '../sql/tokens.ts'
import { explained } from '../sql/violations.ts'
import type { TokenStore } from '../tokens.ts'
import { thrownBy, translated } from './errors.ts'
import type { NewToken, TokenOutcome } from './token-writer.ts'
import type { Turns } from './turns.ts'
import type { Writer } from './writer.ts'

/** A token that waits to be written. */
interface Pending extends NewToken {
  /** Settles the caller once the group is committed. */
  settle(outcome: TokenOutcome): void
  refuse(thrown: unknown): void
}

/**
 * `tokens.add` for a token endpoint under load: what is asked while another group is being written is committed together, because
 * the cost of a durable write is that of the commit. Each token of a group succeeds or is refused by itself.
 */
export function tokenAdder(writer: Writer, turns: Turns, changes: ChangeFeed): TokenStore['add'] {
  let pending: Pending[] = []

  const taken = (): readonly Pending[] => {
    const group = pending
    pending = []
    return group
  }
  const refuse = (group: readonly Pending[], thrown: unknown) => {
    for (const each of group) each.refuse(thrown)
  }
  const flush = async () => {
    const group = taken()
    try {
      const tokens = group.map(({ row, replacesPrevious }) => ({ row, replacesPrevious }))
      const outcomes = await writer.write('tokens', tokens)
      for (const [index, { settle }] of group.entries()) settle(outcomes[index]!)
    } catch (thrown) {
      refuse(group, thrown)
    }
  }

  return async (token, { replacesPrevious = false } = {}) => {
    const written = new Promise<TokenOutcome>((settle, refuse) => {
      pending.push({ row: tokenToRow(token), replacesPrevious, settle, refuse })
    })
    if (pending.length === 1) setImmediate(() => turns.run(flush).catch((thrown: unknown) => refuse(taken(), thrown)))
    const meanings = { duplicate: `Token ${token.prefix}…`, missing: `OAuth client ${token.clientId}` }
    const ended = await explained(meanings, async () => endedBy(await written))
    changes.publish('tokens', ...ended)
  }
}

const endedBy = (outcome: TokenOutcome): readonly string[] =>
  translated(() => {
    if ('failure' in outcome) throw thrownBy(outcome.failure)
    return outcome.ended
  })
