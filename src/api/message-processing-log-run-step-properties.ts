import { int32, text } from '../odata/edm.ts'
import type { NamedValue, StoredRunStep } from '../store/runs.ts'
import { managementSet } from './management-set.ts'

type StepPropertyRow = NamedValue & Pick<StoredRunStep, 'runId' | 'childCount'>

/** `MessageProcessingLogRunStepProperties`: what is known of a step besides its times; through the step only. */
export const messageProcessingLogRunStepProperties = managementSet<StepPropertyRow>({
  name: 'MessageProcessingLogRunStepProperties',
  type: 'MessageProcessingLogRunStepProperty',
  keys: ['RunId', 'ChildCount', 'Name'],
  properties: {
    RunId: text((property) => property.runId),
    ChildCount: int32((property) => property.childCount),
    Name: text((property) => property.name),
    Value: text((property) => property.value),
  },
  requires: 'viewMessageLogs',
})
