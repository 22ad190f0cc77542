import { change, type Entity, entityPath, literal, related } from '../../../api/odata.ts'
import { type Artifact, artifactKey } from '../../package/artifact-kinds.ts'

export type Guideline = Entity<'DesignGuidelines'>

/** The last check of a flow against the design guidelines. */
export interface Check {
  readonly execution: Entity<'DesignGuidelineExecutionResults'>
  readonly guidelines: readonly Guideline[]
}

/** Nothing for a flow that was never checked. */
export async function lastCheck({ kind, id }: Artifact): Promise<Check | undefined> {
  const options = { expand: 'DesignGuidelines' }
  const key = { Id: id, Version: 'active' }
  const [execution] = (await related<'DesignGuidelineExecutionResults'>(kind.set, key, 'DesignGuidelineExecutionResults', options)).results
  if (execution === undefined || execution.ExecutionStatus === 'NOT_EXECUTED') return undefined
  return { execution, guidelines: execution.DesignGuidelines?.results ?? [] }
}

export const runCheck = ({ id }: Artifact): Promise<unknown> =>
  change('POST', `ExecuteIntegrationDesigntimeArtifactsGuidelines?Id=${encodeURIComponent(literal(id))}&Version='active'`)

/** @param reason why the guideline does not count for this flow; nothing takes that back */
export function skip(artifact: Artifact, { execution }: Check, guideline: Guideline, reason: string | undefined): Promise<unknown> {
  const path = `${artifactKey(artifact)}/$links/${entityPath('DesignGuidelineExecutionResults', execution.ExecutionId ?? '')}`
  const body = { GuidelineId: guideline.GuidelineId, IsGuidelineSkipped: reason !== undefined, SkipReason: reason ?? '' }
  return change('PUT', path, body)
}

/** The elements in `{Process_1=Integration Process, Process_2=Local}`. */
export const violatedElements = ({ ViolatedComponents }: Guideline): { readonly id: string; readonly name: string }[] =>
  [...(ViolatedComponents ?? '').matchAll(/([\w.-]+)=(.*?)(?=, [\w.-]+=|}$)/g)].map(([, id, name]) => ({ id: id!, name: name || id! }))
