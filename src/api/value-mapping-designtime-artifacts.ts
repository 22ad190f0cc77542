import { VALUE_MAPPING } from './design/artifact-types.ts'
import { designtimeArtifacts } from './designtime-artifacts.ts'
import { schemaOfArtifact } from './val-map-schema.ts'

export const valueMappingDesigntimeArtifacts = designtimeArtifacts(VALUE_MAPPING, { ValMapSchema: schemaOfArtifact })
