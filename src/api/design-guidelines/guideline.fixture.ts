import { content, type FlowSketch, flowFiles } from '../../../test/support/flow.ts'
import { type CheckedFlow, checkedFlow } from './checked-flow.ts'
import type { Guideline } from './guideline.ts'

/** A flow to check; `edit` changes the text of its diagram. */
export function aFlow(sketch: Partial<FlowSketch> = {}, edit: (iflw: string) => string = (iflw) => iflw): CheckedFlow {
  const files = flowFiles({ id: 'Flow', steps: [content('done')], ...sketch })
  const path = 'src/main/resources/scenarioflows/integrationflow/Flow.iflw'
  return checkedFlow(new Map(files).set(path, Buffer.from(edit(Buffer.from(files.get(path)!).toString()))))
}

/** `not applicable`, `complies`, or the ids of what breaks the guideline. */
export function verdictOf(guideline: Guideline, flow: CheckedFlow): string {
  const { applicable, violated } = guideline.check(flow)
  if (!applicable) return 'not applicable'
  return violated.length === 0 ? 'complies' : violated.map(({ id }) => id).join(' ')
}
