import { SCRIPT_COLLECTION } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'
import { resourcesOfArtifact } from './resources.ts'

export const scriptCollectionDesigntimeArtifacts = designtimeArtifacts(SCRIPT_COLLECTION, { Resources: resourcesOfArtifact })
