import type { Exchange } from '../../engine/exchange.ts'

const STANDARD = 'EDI_Document_Standard'
const ODETTE = 'ODETTE'

/**
 * Sets what is known of an interchange under the names that flows use, `SAP_EDI_…` and the older `EDI_…`. A message that is
 * declared to be ODETTE before, stays so (SAP Help, “Define EDI Extractor”).
 */
export function setEdiHeaders({ headers }: Exchange, values: ReadonlyMap<string, string>): void {
  const isOdette = headers.get(`SAP_${STANDARD}`) === ODETTE
  for (const [name, value] of values) {
    const kept = name === STANDARD && isOdette ? ODETTE : value
    headers.set(`SAP_${name}`, kept)
    if (name.startsWith('EDI_')) headers.set(name, kept)
  }
}
