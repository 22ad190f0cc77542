import { badRequest } from '../../odata/failure.ts'
import type { GuidelineExecution } from '../../store/design-guidelines.ts'
import type { Management } from '../management-set.ts'
import { GUIDELINES } from './index.ts'

/** What a caller wants of a guideline. */
export interface SkipWish {
  readonly guidelineId: string
  readonly skip: boolean
  readonly reason: string
}

/**
 * Skips a guideline for the artifact of an execution, or takes that back; it outlives the execution. Texts as the real service has them.
 * Throws `bad-request`.
 */
export async function skipGuideline({ store, user }: Management, { artifactId }: GuidelineExecution, wish: SkipWish): Promise<void> {
  const { guidelineId, skip, reason } = wish
  const guideline = GUIDELINES.find(({ id }) => id === guidelineId)
  if (guideline === undefined)
    throw badRequest(`You can't perform this operation as there is no design guideline available with the given ID.`)
  if (guideline.essential) {
    throw badRequest(`You can't perform this operation as the essential design guidelines cannot be skipped for the artifact.`)
  }
  const isSkipped = (await store.designGuidelines.skips(artifactId)).some((existing) => existing.guidelineId === guidelineId)
  if (!skip) {
    if (!isSkipped) throw badRequest('You cannot revert a design guideline that is not skipped.')
    return store.designGuidelines.deleteSkip(artifactId, guidelineId)
  }
  if (reason === '') throw badRequest('SkipReason must not be empty.')
  if (isSkipped) throw badRequest('The design guideline is already skipped for the artifact.')
  await store.designGuidelines.addSkip({ artifactId, guidelineId, reason, skippedBy: user })
}
