import type { Channel, FlowNode, IflowModel, ProcessModel } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { TEST_SENDER } from './stubbed-registry.ts'

/** Channel by which the test's message comes in. */
export const TEST_CHANNEL = 'FlowTest'

/**
 * The flow with a channel of its own for the test's message: it begins at the start of the flow, or right before the step with
 * this id or name, also in a local process or an exception subprocess. Throws `bad-request` when no step or several have it.
 */
export function startingAt(model: IflowModel, at?: string): IflowModel {
  const { process, start } = at === undefined ? mainStart(model) : retargeted(findStep(model, at))
  const channel: Channel = {
    id: TEST_CHANNEL,
    name: 'Test',
    direction: 'sender',
    adapter: TEST_SENDER,
    protocol: '',
    system: '',
    nodeId: start.id,
    properties: new Map(),
  }
  const receivers = model.channels.filter(({ direction }) => direction === 'receiver')
  return { ...model, channels: [...receivers, channel], processes: new Map(model.processes).set(process.id, process) }
}

interface StartingPoint {
  readonly process: ProcessModel
  readonly start: FlowNode
}

interface FoundStep {
  readonly process: ProcessModel
  readonly node: FlowNode
}

const isStart = ({ activity }: FlowNode): boolean => activity.includes('Start')

function startOf({ name, nodes }: ProcessModel): FlowNode {
  const start = [...nodes.values()].find(isStart)
  if (!start) throw new SluiceError('bad-request', `The process ${name} has no start event`)
  return start
}

function mainStart({ processes }: IflowModel): StartingPoint {
  const [process, second] = [...processes.values()].filter(({ kind }) => kind === 'main')
  if (!process) throw new SluiceError('bad-request', 'The flow has no integration process')
  if (second) {
    throw new SluiceError('bad-request', `The flow has several integration processes: say with \`at\` where the message begins`)
  }
  return { process, start: startOf(process) }
}

function findStep(model: IflowModel, name: string): FoundStep {
  const steps = [...model.processes.values()].flatMap((process) => [...stepsOf(process), ...stepsOfExceptions(process)])
  const [found, second] = steps.filter(({ node }) => node.id === name || node.name === name)
  if (!found) {
    const names = steps.map(({ node }) => node.name || node.id)
    throw new SluiceError('bad-request', `The flow has no step '${name}'. It has ${[...new Set(names)].join(', ')}`)
  }
  if (second && found.node.id !== name) {
    throw new SluiceError('bad-request', `Several steps are named '${name}': say the id, ${found.node.id} or ${second.node.id}`)
  }
  return found
}

const stepsOf = (process: ProcessModel): FoundStep[] => [...process.nodes.values()].map((node) => ({ process, node }))

function stepsOfExceptions({ exceptionSubprocess, properties }: ProcessModel): FoundStep[] {
  if (!exceptionSubprocess) return []
  return stepsOf({ ...exceptionSubprocess, kind: 'main', properties, exceptionSubprocess: undefined })
}

/** The start event leads to the step, and the process starts by itself. */
function retargeted({ process, node }: FoundStep): StartingPoint {
  const original = startOf(process)
  if (node === original) return { process: { ...process, kind: 'main' }, start: original }
  const flow = { id: `${TEST_CHANNEL}_${node.id}`, name: '', target: node.id, condition: undefined, conditionKind: 'simple' as const }
  const start = { ...original, outgoing: [flow] }
  return { process: { ...process, kind: 'main', nodes: new Map(process.nodes).set(start.id, start) }, start }
}
