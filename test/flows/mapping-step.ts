import { artifactOf, MAPPING_PATH, type MappingSketch } from '../../src/languages/message-mapping/fixtures/mapping-bench.ts'
import type { StepSketch } from '../support/flow.ts'

/** A step with the message mapping of the flow, unless the properties say otherwise. */
export const mappingStep = (properties: Record<string, string> = {}): StepSketch => ({
  activity: 'Mapping',
  properties: {
    mappingType: 'MessageMapping',
    mappinguri: `dir://mmap/src/main/resources/${MAPPING_PATH}`,
    mappingReference: 'static',
    ...properties,
  },
})

/** The files of a mapping as texts by path. */
export const mappingFiles = (sketch: MappingSketch, prefix = ''): Record<string, string> =>
  Object.fromEntries([...artifactOf(sketch)].map(([path, bytes]) => [prefix + path, Buffer.from(bytes).toString()]))
