import { VALUE_MAPPING } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'

export const valueMappingDesigntimeArtifacts = designtimeArtifacts(VALUE_MAPPING, {})
