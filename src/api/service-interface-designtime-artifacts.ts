import { SERVICE_INTERFACE } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'

export const serviceInterfaceDesigntimeArtifacts = designtimeArtifacts(SERVICE_INTERFACE, {})
