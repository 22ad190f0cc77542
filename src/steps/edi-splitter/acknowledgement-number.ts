import type { FlowContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { storesOf } from '../../engine/stores.ts'
import { SluiceError } from '../../kernel/errors.ts'

const REMEMBERED = 30 * 86_400_000
const MAPPER = 'EDISplitter'

/** What a number of an acknowledgement is for, and of which interchange. */
export interface NumberKey {
  /** Step and kind of the number, `Order_Flow/Step_1/interchange`. */
  readonly context: string
  /** What tells an interchange from others: its standard, sender, receiver and control number. */
  readonly interchange: string
}

/**
 * Draws numbers of a number range. Without `unique`, an interchange that comes again within 30 days gets the number that it
 * got before (SAP Help, “Define EDI Splitter”).
 */
export async function drawNumber(
  exchange: Exchange,
  range: string,
  unique: boolean,
  key: NumberKey,
  { services }: FlowContext,
): Promise<string> {
  if (range === '')
    throw new SluiceError('processing-failed', 'The number of the acknowledgement comes from a number range, but no range is named')
  const draw = (): Promise<string> => storesOf(exchange, services).numberRanges.next(range)
  if (unique) return draw()
  const now = services.clock.now()
  const { idMaps } = services.stores
  const known = (await idMaps.from(key.interchange, now)).find(({ mapper, context }) => mapper === MAPPER && context === key.context)
  if (known) return known.toId
  const mapping = {
    fromId: key.interchange,
    mapper: MAPPER,
    context: key.context,
    qualifier: '',
    toId: await draw(),
    expiresAt: now + REMEMBERED,
  }
  return idMaps.map(mapping, now)
}
