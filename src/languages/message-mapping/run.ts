import type { Exchange } from '../../engine/exchange.ts'
import type { ValueMappings } from '../../engine/services.ts'

/** One run of a mapping: what its functions may look at besides their inputs. */
export interface MappingRun {
  readonly exchange: Exchange
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly valueMappings: ValueMappings
}
