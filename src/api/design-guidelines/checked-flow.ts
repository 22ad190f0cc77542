import type { Files } from '../../iflow/archive.ts'
import { readArtifact } from '../../iflow/artifact.ts'
import type { Channel, FlowNode, IflowArtifact, IflowModel, ProcessModel } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** A flow as guidelines look at it. */
export interface CheckedFlow {
  /** With the values of its externalised parameters. */
  readonly model: IflowModel
  /** As it was drawn: `{{parameters}}` stand where they were put. */
  readonly drawn: IflowModel
  readonly processes: readonly ProcessModel[]
  /** All steps and events, those of exception subprocesses too. */
  readonly nodes: readonly FlowNode[]
  /** Script steps whose script is in the flow itself. */
  readonly scripts: readonly ScriptStep[]
}

export interface ScriptStep {
  readonly id: string
  readonly name: string
  /** Without comments. */
  readonly source: string
}

const PARAMETER_FILES = ['src/main/resources/parameters.prop', 'src/main/resources/parameters.propdef']

/** Throws `bad-request` for what is no integration flow and `deploy-failed` for a broken one. */
export function checkedFlow(files: Files): CheckedFlow {
  const artifact = readFlow(files)
  const drawn = readFlow(new Map([...files].filter(([path]) => !PARAMETER_FILES.includes(path))))
  const processes = [...artifact.model.processes.values()]
  const nodes = processes.flatMap(nodesOf)
  return { model: artifact.model, drawn: drawn.model, processes, nodes, scripts: nodes.flatMap((node) => scriptOf(node, artifact)) }
}

function readFlow(files: Files): IflowArtifact {
  const artifact = readArtifact(files)
  if (artifact.kind !== 'integration-flow') throw new SluiceError('bad-request', 'The artifact is no integration flow.')
  return artifact
}

export const nodesOf = ({ nodes, exceptionSubprocess }: ProcessModel): FlowNode[] => [
  ...nodes.values(),
  ...(exceptionSubprocess?.nodes.values() ?? []),
]

/** The channels that begin or end at a step of the process. */
export const channelsOf = (process: ProcessModel, { channels }: IflowModel): Channel[] => {
  const ids = new Set(nodesOf(process).map(({ id }) => id))
  return channels.filter(({ nodeId }) => ids.has(nodeId))
}

function scriptOf({ id, name, activity, properties }: FlowNode, { resources }: IflowArtifact): ScriptStep[] {
  if (activity !== 'Script' || properties.get('scriptBundleId')) return []
  const bytes = resources.get((properties.get('script') ?? '').replace(/^\/?(script\/)?/, 'script/'))
  return bytes === undefined ? [] : [{ id, name, source: withoutComments(Buffer.from(bytes).toString('utf8')) }]
}

/** What follows two slashes is no comment behind a colon: that is a URL. */
const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')
