import { dateOf, type Entity, related } from '../../../api/odata.ts'
import type { DiagramMark } from '../../../components/diagram/viewer.ts'
import { durationText } from '../../../components/time.ts'

export type Step = Entity<'MessageProcessingLogRunSteps'>

/** Entities that one answer has at most. */
const PAGE = 1000

/** All steps of a run in the order in which they began. */
export async function readSteps(runId: string): Promise<Step[]> {
  const steps: Step[] = []
  for (;;) {
    const options = { orderby: 'ChildCount', top: PAGE, skip: steps.length, expand: 'RunStepProperties' }
    const { results } = await related<'MessageProcessingLogRunSteps'>('MessageProcessingLogRuns', runId, 'RunSteps', options)
    steps.push(...results)
    if (results.length < PAGE) return steps
  }
}

/** Milliseconds; nothing while it is in process. */
export function durationOf({ StepStart, StepStop }: Step): number | undefined {
  const [start, stop] = [dateOf(StepStart), dateOf(StepStop)]
  return start && stop && stop.getTime() - start.getTime()
}

/** What a diagram tells of a run: where it went, how often and for how long, and where it failed. */
export function marksOf(steps: readonly Step[], failedElement: string | undefined): DiagramMark[] {
  const elements = new Set(steps.map(({ ModelStepId }) => ModelStepId ?? ''))
  return [...elements].map((element) => {
    const own = steps.filter(({ ModelStepId }) => ModelStepId === element)
    const duration = durationText(own.reduce((sum, step) => sum + (durationOf(step) ?? 0), 0))
    const failed = element === failedElement || own.some(({ Error: error }) => error !== null)
    return { element, look: failed ? 'negative' : 'positive', text: own.length === 1 ? duration : `${own.length} × ${duration}` }
  })
}
