import { dateTime, text } from '../odata/edm.ts'
import type { StoredRun } from '../store/runs.ts'
import { managementSet } from './management-set.ts'

/** `MessageProcessingLogRuns`: one processing of a message; through its log or by id. */
export const messageProcessingLogRuns = managementSet<StoredRun>({
  name: 'MessageProcessingLogRuns',
  type: 'MessageProcessingLogRun',
  keys: ['Id'],
  properties: {
    Id: text((run) => run.id),
    RunStart: dateTime((run) => run.start),
    RunStop: dateTime((run) => run.stop),
    LogLevel: text((run) => run.logLevel),
    OverallState: text((run) => run.overallState),
    ProcessId: text((run) => run.processId),
  },
  navigation: {
    RunSteps: {
      target: 'MessageProcessingLogRunSteps',
      many: true,
      async resolve(runs, { store }) {
        const steps = await store.runs.steps(runs.map(({ id }) => id))
        return runs.map(({ id }) => steps.get(id) ?? [])
      },
    },
  },
  requires: 'viewMessageLogs',
  read: ({ Id }, { store }) => store.runs.find(String(Id)),
})
