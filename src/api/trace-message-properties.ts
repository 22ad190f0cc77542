import { managementSet } from './management-set.ts'
import { type TracedValue, tracedValueProperties } from './traced-value.ts'

/** `TraceMessageProperties`: headers of a traced message; through the message only. */
export const traceMessageProperties = managementSet<TracedValue>({
  name: 'TraceMessageProperties',
  type: 'TraceMessageProperty',
  keys: ['TraceId', 'Name'],
  properties: tracedValueProperties,
  requires: 'viewPayloads',
})
