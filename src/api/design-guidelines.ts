import { boolean, text } from '../odata/edm.ts'
import { applicabilityOf, type GuidelineRow, violatedText } from './design-guidelines/guideline-rows.ts'
import { managementSet } from './management-set.ts'

/** `DesignGuidelines`: what each guideline said of a flow; reached through an execution only (contract odata-api §1.4). */
export const designGuidelines = managementSet<GuidelineRow>({
  name: 'DesignGuidelines',
  type: 'DesignGuideline',
  keys: ['GuidelineId'],
  properties: {
    GuidelineId: text(({ guideline }) => guideline.id),
    GuidelineName: text(({ guideline }) => guideline.name),
    Category: text(({ guideline }) => guideline.category),
    Severity: text(({ guideline }) => guideline.severity),
    Applicability: text(({ result }) => applicabilityOf(result)),
    Compliance: text(({ result }) => result.compliance),
    IsGuidelineSkipped: boolean(({ skip }) => skip !== undefined),
    SkipReason: text(({ skip }) => skip?.reason ?? null),
    SkippedBy: text(({ skip }) => skip?.skippedBy ?? null),
    ExpectedKPI: text(({ result }) => result.expected),
    ActualKPI: text(({ result }) => result.actual),
    ViolatedComponents: text(({ result }) => violatedText(result)),
  },
  requires: 'viewPackages',
})
