import { boolean, text } from '../odata/edm.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import { badRequest, entityNotFound } from '../odata/failure.ts'
import { done } from '../odata/reply.ts'
import type { DesignArtifact } from '../store/design.ts'
import type { GuidelineExecution } from '../store/design-guidelines.ts'
import { requireAccess } from './access-policies/protection.ts'
import { guidelineRows } from './design-guidelines/guideline-rows.ts'
import { guidelineReport } from './design-guidelines/report.ts'
import { skipGuideline } from './design-guidelines/skip.ts'
import { type Management, managementSet } from './management-set.ts'
import type { Permission } from './roles.ts'

/** The last execution of an artifact, `undefined` before the first one. */
interface Execution {
  readonly artifact: DesignArtifact
  readonly execution: GuidelineExecution | undefined
}

/**
 * `DesignGuidelineExecutionResults`: the last check of a flow against the design guidelines; a flow that was never checked has one with
 * the status `NOT_EXECUTED`. `$value` is the report, as the only type `xls`.
 */
export const designGuidelineExecutionResults = managementSet<Execution>({
  name: 'DesignGuidelineExecutionResults',
  type: 'DesignGuidelineExecutionResult',
  keys: ['ExecutionId'],
  properties: {
    ExecutionId: text(({ execution }) => execution?.executionId ?? ''),
    ArtifactVersion: text(({ execution }) => execution?.artifactVersion ?? ''),
    ExecutionStatus: text(({ execution }) => execution?.status ?? 'NOT_EXECUTED'),
    ExecutionTime: text(({ execution }) => String(execution?.time ?? 0)),
    ReportType: text(() => null),
  },
  navigation: {
    DesignGuidelines: {
      target: 'DesignGuidelines',
      many: true,
      resolve: eachRow(async ({ execution }: Execution, context: Management) =>
        execution === undefined ? [] : guidelineRows(context, execution),
      ),
    },
  },
  requires: 'viewPackages',
  media: {
    async read({ artifact, execution }, context, custom) {
      const type = (custom.get('type') ?? 'xls').replace(/^'(.*)'$/, '$1')
      if (type !== 'xls') throw badRequest(`The parameter type must be xls, found '${type}'.`)
      if (execution === undefined) throw entityNotFound()
      return {
        contentType: 'application/vnd.ms-excel',
        content: guidelineReport(artifact, execution, await guidelineRows(context, execution)),
        fileName: `${artifact.id}_${execution.artifactVersion}.xls`,
      }
    },
  },
})

/** The way from a flow to its last execution; `PUT` on the link skips a guideline or takes that back. */
export const executionResultsOfArtifact: Navigation<Management, Permission, DesignArtifact> = {
  target: 'DesignGuidelineExecutionResults',
  many: true,
  resolve: eachRow(async (artifact: DesignArtifact, context: Management) => {
    await requireAccess(context, artifact)
    return [{ artifact, execution: await context.store.designGuidelines.execution(artifact.id) }]
  }),
  update: {
    requires: 'editPackages',
    // The published description spells the id `GudelineId`, the real service reads `GuidelineId`.
    body: {
      GuidelineId: text(() => null),
      GudelineId: text(() => null),
      IsGuidelineSkipped: boolean(() => null),
      SkipReason: text(() => null),
    },
    async run(artifact, { ExecutionId }, body, context) {
      await requireAccess(context, artifact)
      const execution = await context.store.designGuidelines.execution(artifact.id)
      if (execution === undefined || execution.executionId !== ExecutionId) {
        throw badRequest("You can't perform the operation as the execution ID is invalid.")
      }
      await skipGuideline(context, execution, {
        guidelineId: body.text('GuidelineId') ?? body.text('GudelineId') ?? '',
        skip: body.boolean('IsGuidelineSkipped') ?? false,
        reason: (body.text('SkipReason') ?? '').trim(),
      })
      return done
    },
  },
}
