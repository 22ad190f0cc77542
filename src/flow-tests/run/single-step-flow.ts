import type { FlowNode, IflowArtifact, Resources } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { TestSketch } from '../format/test-file.ts'

/** A step that a test runs alone. */
export interface SingleStep {
  readonly activity: string
  readonly variant: string
  readonly properties: Readonly<Record<string, string>>
}

/** The step of a test for a script or a mapping. `path` is where its file lies below the resources. Throws `bad-request` for another file. */
export function singleStep({ script, function: name }: TestSketch, path: string): SingleStep {
  if (script === undefined) return mappingStep(path)
  const variant = path.endsWith('.js') ? 'JavaScript' : 'GroovyScript'
  if (!/\.(groovy|gsh|gy|js)$/.test(path)) throw new SluiceError('bad-request', `${path} is neither a Groovy nor a JavaScript file`)
  return { activity: 'Script', variant, properties: { script: path.replace(/^script\//, ''), ...(name && { scriptFunction: name }) } }
}

function mappingStep(path: string): SingleStep {
  const mappinguri = `dir://mmap/src/main/resources/${path}`
  if (path.endsWith('.mmap')) return { activity: 'Mapping', variant: 'MessageMapping', properties: { mappinguri } }
  if (/\.xslt?$/.test(path)) return { activity: 'Mapping', variant: 'XSLTMapping', properties: { mappinguri } }
  throw new SluiceError('bad-request', `${path} is no mapping: its name must end with .mmap, .xsl or .xslt`)
}

/** A flow of nothing but this step, with the files that it may use. */
export function singleStepFlow(id: string, { activity, variant, properties }: SingleStep, resources: Resources): IflowArtifact {
  const start = node('Start', 'MessageStartEvent', 'Step')
  const step = { ...node('Step', activity, 'End'), variant, properties: new Map(Object.entries(properties)) }
  const nodes = new Map([start, step, node('End', 'MessageEndEvent')].map((each) => [each.id, each]))
  const process = { id: 'Process', name: 'Process', kind: 'main' as const, properties: new Map(), nodes, exceptionSubprocess: undefined }
  return {
    kind: 'integration-flow',
    manifest: { id, name: id, version: '1.0.0', bundleType: 'IntegrationFlow', headers: new Map() },
    resources,
    model: {
      ...{ id, name: id, version: '1.0.0', description: '' },
      properties: new Map(),
      participants: new Map(),
      channels: [],
      processes: new Map([[process.id, process]]),
    },
    parameters: [],
  }
}

function node(id: string, activity: string, target?: string): FlowNode {
  const flow = { id: `${id}_Flow`, name: '', condition: undefined, conditionKind: 'simple' as const }
  return {
    ...{ id, name: id, activity, variant: '', version: '', properties: new Map(), defaultFlow: undefined, loop: undefined },
    outgoing: target === undefined ? [] : [{ ...flow, target }],
  }
}
