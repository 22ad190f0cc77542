import { MESSAGE_MAPPING } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'
import { resourcesOfArtifact } from './resources.ts'

export const messageMappingDesigntimeArtifacts = designtimeArtifacts(MESSAGE_MAPPING, { Resources: resourcesOfArtifact })
