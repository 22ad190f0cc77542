import type { Exchange } from '../../engine/exchange.ts'
import type { Keys } from '../../engine/services.ts'
import type { Row } from '../../iflow/table.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'

/** Aliases that a table names in the first cell of each row; each may be an expression. Blank ones are left out. */
export function compileAliases(rows: readonly Row[]): (exchange: Exchange) => readonly string[] {
  const aliases = rows.flatMap((row) => Object.values(row).slice(0, 1)).map((alias) => compileSimpleText(alias))
  return (exchange) => aliases.map((alias) => alias(exchange).trim()).filter((alias) => alias !== '')
}

/** The own certificate of each alias that the keystore has, in DER. Throws `processing-failed` when it has none of them. */
export async function knownCertificates(aliases: readonly string[], keys: Keys): Promise<Uint8Array[]> {
  const chains = await Promise.all(aliases.map((alias) => keys.certificates(alias)))
  const own = chains.flatMap((chain) => chain?.slice(0, 1) ?? [])
  if (own.length > 0) return own
  const names = aliases.map((alias) => `'${alias}'`).join(', ') || '(none)'
  throw new SluiceError('processing-failed', `The keystore has no certificate with the alias ${names}`)
}

/** The own certificate of each alias in DER. Throws `processing-failed` when the keystore lacks one. */
export const requiredCertificates = async (aliases: readonly string[], keys: Keys): Promise<Uint8Array[]> =>
  (await Promise.all(aliases.map((alias) => knownCertificates([alias], keys)))).flat()
