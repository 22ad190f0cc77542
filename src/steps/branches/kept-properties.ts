import type { Exchange } from '../../engine/exchange.ts'
import { CAUGHT_EXCEPTION } from '../../engine/process.ts'

/**
 * Brings the properties that branches set into the message that goes on; headers of branches are lost (SAP Help, “Sharing
 * Data Within the Same Integration Flow”). Of several branches that changed one, the last wins.
 */
export function keepProperties(branches: readonly Exchange[], result: Exchange): void {
  const before = new Map(result.properties)
  for (const { properties } of branches) {
    for (const [name, value] of properties) {
      if (name !== CAUGHT_EXCEPTION && before.get(name) !== value) result.properties.set(name, value)
    }
  }
}
