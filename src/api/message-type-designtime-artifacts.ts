import { MESSAGE_TYPE } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'

export const messageTypeDesigntimeArtifacts = designtimeArtifacts(MESSAGE_TYPE, {})
