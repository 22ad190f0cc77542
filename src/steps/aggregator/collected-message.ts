import type { Exchange } from '../../engine/exchange.ts'

/** One message as an aggregator keeps it. */
export interface CollectedMessage {
  /** What it has in common with the others of its aggregate. */
  readonly correlation: string
  readonly content: Uint8Array
  /** Its place among them, from 1; `null` without a sequence. */
  readonly number: number | null
  readonly isLast: boolean
  /** Headers and properties, as `keptValues` writes them. */
  readonly values: string
  readonly correlationId: string
}

/** What belongs to one processing of a message, and not to the aggregate. */
const OWN =
  /^(SAP_MessageProcessingLogID|SAP_MplCorrelationId|SAP_RunId|SAP_MPL_LogLevel_.*|CamelSplit(Index|Size|Complete)|Authorization|Cookie)$/i

type Entries = readonly (readonly [string, unknown])[]

/** Headers and properties as JSON, as far as they are texts, numbers and truth values. */
export function keptValues({ headers, properties }: Exchange): string {
  return JSON.stringify({ headers: plain(headers), properties: plain(properties) })
}

export function restoreValues(values: string, exchange: Exchange): void {
  const { headers = [], properties = [] } = JSON.parse(values) as { readonly headers?: Entries; readonly properties?: Entries }
  for (const [name, value] of headers) exchange.headers.set(name, restored(value))
  for (const [name, value] of properties) exchange.properties.set(name, restored(value))
}

const plain = (entries: Iterable<[string, unknown]>): Entries =>
  [...entries]
    .filter(([name, value]) => !OWN.test(name) && ['string', 'number', 'bigint', 'boolean'].includes(typeof value))
    .map(([name, value]) => [name, typeof value === 'bigint' ? { long: String(value) } : value])

/** JSON has one kind of numbers only. */
const restored = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? BigInt((value as { readonly long: string }).long) : value
