import { int64, type Properties, text } from '../odata/edm.ts'
import type { NamedValue } from '../store/runs.ts'

/** A header or property of a traced message. */
export type TracedValue = NamedValue & { readonly traceId: number }

export const tracedValueProperties: Properties<TracedValue> = {
  TraceId: int64((value) => value.traceId),
  Name: text((value) => value.name),
  Value: text((value) => value.value),
}
