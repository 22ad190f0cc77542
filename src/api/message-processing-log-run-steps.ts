import { dateTime, int32, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import type { StoredRunStep } from '../store/runs.ts'
import { managementSet } from './management-set.ts'

/** `MessageProcessingLogRunSteps`: one step of a run; through the run or by its position in it. */
export const messageProcessingLogRunSteps = managementSet<StoredRunStep>({
  name: 'MessageProcessingLogRunSteps',
  type: 'MessageProcessingLogRunStep',
  keys: ['RunId', 'ChildCount'],
  properties: {
    RunId: text((step) => step.runId),
    ChildCount: int32((step) => step.childCount),
    StepStart: dateTime((step) => step.start),
    StepStop: dateTime((step) => step.stop),
    StepId: text((step) => step.elementId),
    ModelStepId: text((step) => step.elementId),
    BranchId: text((step) => step.branchId),
    Status: text((step) => step.status),
    Error: text((step) => step.error),
    Activity: text((step) => step.activity),
  },
  navigation: {
    RunStepProperties: {
      target: 'MessageProcessingLogRunStepProperties',
      many: true,
      resolve: eachRow(async ({ runId, childCount, properties }) => properties.map((property) => ({ ...property, runId, childCount }))),
    },
    TraceMessages: {
      target: 'TraceMessages',
      many: true,
      resolve: eachRow(({ runId, childCount }, { store }) => store.runs.traceMessages(runId, childCount)),
    },
  },
  requires: 'viewMessageLogs',
  async read({ RunId, ChildCount }, { store }) {
    const runId = String(RunId)
    return (await store.runs.steps([runId])).get(runId)?.find((step) => step.childCount === ChildCount)
  },
})
