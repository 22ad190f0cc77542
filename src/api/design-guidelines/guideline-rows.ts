import type { GuidelineExecution, GuidelineResult, GuidelineSkip } from '../../store/design-guidelines.ts'
import type { Management } from '../management-set.ts'
import type { Guideline } from './guideline.ts'
import { GUIDELINES } from './index.ts'

/** What a guideline said of a flow, and whether it counts. */
export interface GuidelineRow {
  readonly guideline: Guideline
  readonly result: GuidelineResult
  readonly skip: GuidelineSkip | undefined
}

/** The results of an execution with what is skipped now. */
export async function guidelineRows({ store }: Management, execution: GuidelineExecution): Promise<GuidelineRow[]> {
  const skips = new Map((await store.designGuidelines.skips(execution.artifactId)).map((skip) => [skip.guidelineId, skip]))
  return execution.results.flatMap((result) => {
    const guideline = GUIDELINES.find(({ id }) => id === result.guidelineId)
    return guideline === undefined ? [] : [{ guideline, result, skip: skips.get(result.guidelineId) }]
  })
}

/** `{Process_1=Integration Process, Process_2=Local}`, as Java writes a map; `null` for none. */
export function violatedText({ violated }: GuidelineResult): string | null {
  return violated.length === 0 ? null : `{${violated.map(({ id, name }) => `${id}=${name}`).join(', ')}}`
}

export const applicabilityOf = ({ compliance }: GuidelineResult): string =>
  compliance === 'Not Applicable' ? 'Not Applicable' : 'Applicable'
