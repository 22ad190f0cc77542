import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Parts } from '../../languages/xml-split/xml-split.ts'

/** What a message is split into: all of it known, or one body after the other. */
export type Items = KnownItems | { readonly contents: AsyncIterable<string> }

export interface KnownItems {
  readonly count: number
  /** Makes a message, so far a copy of the whole, that of one item. */
  put(index: number, message: Exchange): void
}

/** Items that are the body alone. */
export const itemsOfText = ({ count, part }: Parts): KnownItems => ({
  count,
  put(index, message) {
    message.body = Body.text(part(index))
  },
})
