import { boolean, int64, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** What happened while message logs were sent elsewhere. */
interface ExternalLoggingEvent {
  readonly time: number
  readonly type: string
  readonly object: string
  readonly isError: boolean
  readonly status: string
  readonly changedAt: number
}

/** `ExternalLoggingEvents`: as external logging is never active, there is none. */
export const externalLoggingEvents = managementSet<ExternalLoggingEvent>({
  name: 'ExternalLoggingEvents',
  type: 'ExternalLoggingEvent',
  keys: ['Timestamp'],
  properties: {
    Timestamp: int64((event) => event.time),
    EventType: text((event) => event.type),
    EventObject: text((event) => event.object),
    HasError: boolean((event) => event.isError),
    StatusText: text((event) => event.status),
    StatusChangedAtMillis: int64((event) => event.changedAt),
  },
  requires: 'viewExternalLogging',
  list: async () => [],
})
