import { expect, test } from 'vitest'
import type { FlowNode, IflowModel, ProcessModel } from '../../iflow/model.ts'
import { startingAt, TEST_CHANNEL } from './starting-point.ts'

const node = (id: string, name: string, activity: string, ...targets: string[]): FlowNode => ({
  ...{ id, name, activity, variant: '', version: '', properties: new Map(), defaultFlow: undefined, loop: undefined },
  outgoing: targets.map((target) => ({ id: `${id}_${target}`, name: '', target, condition: undefined, conditionKind: 'simple' })),
})

const process = (id: string, kind: 'main' | 'local', nodes: readonly FlowNode[], handlers?: readonly FlowNode[]): ProcessModel => ({
  ...{ id, name: id, kind, properties: new Map(), nodes: mapOf(nodes) },
  exceptionSubprocess: handlers && { id: `${id}_Exception`, name: 'Exception', nodes: mapOf(handlers) },
})

const mapOf = (nodes: readonly FlowNode[]) => new Map(nodes.map((each) => [each.id, each]))

const main = process(
  'Main',
  'main',
  [node('S', 'Start', 'MessageStartEvent', 'A'), node('A', 'Map', 'Mapping', 'E'), node('E', 'End', 'MessageEndEvent')],
  [node('XS', 'Error', 'StartErrorEvent', 'X'), node('X', 'Log', 'Script')],
)
const local = process('Local', 'local', [
  node('LS', 'Begin', 'StartEvent', 'L1'),
  node('L1', 'Map', 'Mapping', 'L2'),
  node('L2', 'Send', 'Send'),
])
const flow = (...processes: ProcessModel[]) =>
  ({
    channels: [
      { id: 'C', direction: 'sender' },
      { id: 'R', direction: 'receiver' },
    ],
    processes: new Map(processes.map((each) => [each.id, each])),
  }) as unknown as IflowModel

/** Where the message comes in, and where it goes first. */
function beginOf(model: IflowModel) {
  const channel = model.channels.find(({ id }) => id === TEST_CHANNEL)!
  const owner = [...model.processes.values()].find(({ nodes }) => nodes.has(channel.nodeId))!
  return [owner.id, owner.kind, channel.nodeId, owner.nodes.get(channel.nodeId)!.outgoing.map(({ target }) => target)]
}

test('the start of the flow, without the sender channels', () => {
  const model = startingAt(flow(main, local))
  expect(beginOf(model)).toEqual(['Main', 'main', 'S', ['A']])
  expect(model.channels.map(({ id }) => id)).toEqual(['R', TEST_CHANNEL])
})

test('a step of the main process, of a local process, of an exception subprocess', () => {
  expect(beginOf(startingAt(flow(main, local), 'End'))).toEqual(['Main', 'main', 'S', ['E']])
  expect(beginOf(startingAt(flow(main, local), 'Send'))).toEqual(['Local', 'main', 'LS', ['L2']])
  expect(beginOf(startingAt(flow(main, local), 'Begin'))).toEqual(['Local', 'main', 'LS', ['L1']])
  expect(beginOf(startingAt(flow(main, local), 'Log'))).toEqual(['Main_Exception', 'main', 'XS', ['X']])
})

test('a name that several steps have needs the id', () => {
  expect(() => startingAt(flow(main, local), 'Map')).toThrow("Several steps are named 'Map': say the id, A or L1")
  expect(beginOf(startingAt(flow(main, local), 'L1'))).toEqual(['Local', 'main', 'LS', ['L1']])
})

test('what cannot be found', () => {
  expect(() => startingAt(flow(main), 'None')).toThrow("The flow has no step 'None'. It has Start, Map, End, Error, Log")
  expect(() => startingAt(flow(local))).toThrow('The flow has no integration process')
  expect(() => startingAt(flow(main, { ...main, id: 'Second' }))).toThrow('The flow has several integration processes')
})
