import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Parts } from '../../languages/xml-split/xml-split.ts'

/** What a message is split into. */
export interface Items {
  readonly count: number
  /** Makes a message, so far a copy of the whole, that of one item. */
  put(index: number, message: Exchange): void
}

/** Items that are the body alone. */
export const itemsOfText = ({ count, part }: Parts): Items => ({
  count,
  put(index, message) {
    message.body = Body.text(part(index))
  },
})
