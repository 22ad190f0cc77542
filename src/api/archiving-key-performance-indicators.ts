import { dateTime, int32, text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

/** A run that archived message logs. */
interface ArchivingRun {
  readonly start: number
  readonly status: string
}

const none = int32<ArchivingRun>(() => 0)

/** `ArchivingKeyPerformanceIndicators`: as nothing is archived, there was no run. */
export const archivingKeyPerformanceIndicators = managementSet<ArchivingRun>({
  name: 'ArchivingKeyPerformanceIndicators',
  type: 'ArchivingKeyPerformanceIndicator',
  keys: ['RunStart'],
  properties: {
    RunStart: dateTime((run) => run.start),
    RunDurationInMinutes: none,
    DataCollectionDurationInMinutes: none,
    DataCompressionDurationInMinutes: none,
    DataUploadDurationInMinutes: none,
    MplsToBeArchived: none,
    MplsArchived: none,
    MplsArchivingFailed: none,
    MplsArchivedUntilDate: dateTime(() => null),
    DateOfOldestMplToBeArchivedAfterRun: dateTime(() => null),
    DataUploadedInMb: none,
    RunStatus: text((run) => run.status),
    RunFailedPhase: text(() => null),
  },
  requires: 'viewArchiving',
  list: async () => [],
})
