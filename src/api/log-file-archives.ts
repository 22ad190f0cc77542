import { text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

interface LogFileArchive {
  readonly scope: 'all' | 'latest'
  readonly type: 'http' | 'trace'
  readonly nodeScope: string
}

/** `LogFileArchives`: log files of a kind in one zip. There are none, as there are no log files. */
export const logFileArchives = managementSet<LogFileArchive>({
  name: 'LogFileArchives',
  type: 'LogFileArchive',
  keys: ['Scope', 'LogFileType', 'NodeScope'],
  properties: {
    Scope: text((archive) => archive.scope),
    LogFileType: text((archive) => archive.type),
    NodeScope: text((archive) => archive.nodeScope),
    ContentType: text(() => 'application/zip'),
  },
  requires: 'viewMonitoring',
  list: async () => [],
  read: async () => undefined,
})
