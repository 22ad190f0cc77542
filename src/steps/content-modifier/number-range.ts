import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { storesOf } from '../../engine/stores.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'

/** How long the number of a correlation id is known; the product does not say. */
const KNOWN_FOR = 90 * 86_400_000

/**
 * Compiles `<number range>`, which draws the next number, or `<number range>:<correlation id>`, which draws one number for each
 * correlation id and then stays with it (SAP Help, “Define Content Modifier”). The correlation id may be an expression.
 */
export function compileNumberRange(value: string, { flow: { services } }: StepContext): (exchange: Exchange) => Promise<string> {
  const [, name = '', correlation] = /^([^:]*)(?::(.*))?$/s.exec(value.trim()) ?? []
  const draw = (exchange: Exchange): Promise<string> => storesOf(exchange, services).numberRanges.next(name.trim())
  if (correlation === undefined) return draw
  const readCorrelation = compileSimpleText(correlation.trim())
  const { clock, stores } = services
  return async (exchange) => {
    const key = { fromId: readCorrelation(exchange), mapper: 'NumberRange', context: name.trim(), qualifier: '' }
    const now = clock.now()
    const known = (await stores.idMaps.from(key.fromId, now)).find(
      ({ mapper, context }) => mapper === key.mapper && context === key.context,
    )
    return known?.toId ?? stores.idMaps.map({ ...key, toId: await draw(exchange), expiresAt: now + KNOWN_FOR }, now)
  }
}
