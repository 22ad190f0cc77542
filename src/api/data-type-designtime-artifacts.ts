import { DATA_TYPE } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'

export const dataTypeDesigntimeArtifacts = designtimeArtifacts(DATA_TYPE, {})
