import { randomBytes } from 'node:crypto'
import { readArchive } from '../../iflow/archive.ts'
import type { DesignArtifact } from '../../store/design.ts'
import type { GuidelineExecution, GuidelineResult } from '../../store/design-guidelines.ts'
import { contentOf } from '../design/artifacts.ts'
import type { Management } from '../management-set.ts'
import { type CheckedFlow, checkedFlow } from './checked-flow.ts'
import type { Guideline } from './guideline.ts'
import { GUIDELINES } from './index.ts'

/**
 * Checks the current version of a flow against every guideline and keeps the results in place of earlier ones. What is skipped does not
 * make it fail. Throws `deploy-failed` for a flow that cannot be read.
 */
export async function executeGuidelines({ store, clock }: Management, artifact: DesignArtifact): Promise<GuidelineExecution> {
  const flow = checkedFlow(await readArchive(await contentOf(store.design, artifact)))
  const results = GUIDELINES.map((guideline) => resultOf(guideline, flow))
  const skipped = (await store.designGuidelines.skips(artifact.id)).map(({ guidelineId }) => guidelineId)
  const isFailed = results.some(({ guidelineId, compliance }) => compliance === 'Non-Compliant' && !skipped.includes(guidelineId))
  const execution: GuidelineExecution = {
    artifactId: artifact.id,
    executionId: randomBytes(16).toString('hex'),
    artifactVersion: artifact.version,
    status: isFailed ? 'FAIL' : 'PASS',
    time: clock.now(),
    results,
  }
  await store.designGuidelines.putExecution(execution)
  return execution
}

function resultOf(guideline: Guideline, flow: CheckedFlow): GuidelineResult {
  const { applicable, violated, expected = null, actual = null } = guideline.check(flow)
  const compliance = !applicable ? 'Not Applicable' : violated.length > 0 ? 'Non-Compliant' : 'Compliant'
  return { guidelineId: guideline.id, compliance, violated: violated.map(({ id, name }) => ({ id, name })), expected, actual }
}
