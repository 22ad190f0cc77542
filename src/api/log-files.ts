import { dateTimeOffset, int64, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** A file of log lines; the server writes its lines to standard output and keeps none. */
interface LogFile {
  readonly name: string
  readonly application: string
  readonly modifiedAt: number
  readonly type: 'http' | 'trace'
  readonly size: number
}

/** `LogFiles`: there are none. */
export const logFiles = managementSet<LogFile>({
  name: 'LogFiles',
  type: 'LogFile',
  keys: ['Name', 'Application'],
  properties: {
    Name: text((file) => file.name),
    Application: text((file) => file.application),
    LastModified: dateTimeOffset((file) => file.modifiedAt),
    ContentType: text(() => 'application/gzip'),
    LogFileType: text((file) => file.type),
    NodeScope: text(() => 'worker'),
    Size: int64((file) => file.size),
  },
  requires: 'viewMonitoring',
  list: async () => [],
  read: async () => undefined,
})
