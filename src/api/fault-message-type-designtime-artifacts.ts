import { FAULT_MESSAGE_TYPE } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'

export const faultMessageTypeDesigntimeArtifacts = designtimeArtifacts(FAULT_MESSAGE_TYPE, {})
