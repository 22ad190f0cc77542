import { managementSet } from './management-set.ts'
import { type TracedValue, tracedValueProperties } from './traced-value.ts'

/** `TraceMessageExchangeProperties`: exchange properties of a traced message; through the message only. */
export const traceMessageExchangeProperties = managementSet<TracedValue>({
  name: 'TraceMessageExchangeProperties',
  type: 'TraceMessageExchangeProperty',
  keys: ['TraceId', 'Name'],
  properties: tracedValueProperties,
  requires: 'viewPayloads',
})
