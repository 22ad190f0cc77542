import { configurationsOfArtifact } from './configurations.ts'
import { INTEGRATION_FLOW } from './design/artifact-types.ts'
import { executionResultsOfArtifact } from './design-guideline-execution-results.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'
import { resourcesOfArtifact } from './resources.ts'

export const integrationDesigntimeArtifacts = designtimeArtifacts(INTEGRATION_FLOW, {
  Configurations: configurationsOfArtifact,
  Resources: resourcesOfArtifact,
  DesignGuidelineExecutionResults: executionResultsOfArtifact,
})
