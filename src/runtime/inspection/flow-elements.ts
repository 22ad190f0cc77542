import type { Registry } from '../../engine/registry.ts'
import type { Channel, FlowNode, IflowModel, Participant, ProcessModel, Properties, SequenceFlow } from '../../iflow/model.ts'
import { configuredValues } from './configured-values.ts'
import type { FlowElement } from './flow-inspection.ts'

type Described = Omit<FlowElement, 'problems'>

/** Every element of a flow with its declaration and values, before it is checked. */
export class FlowElements {
  readonly #registry: Registry
  readonly #written: ReadonlyMap<string, Properties>

  /** @param written the values as the file has them, by element id */
  constructor(registry: Registry, written: ReadonlyMap<string, Properties>) {
    this.#registry = registry
    this.#written = written
  }

  of(model: IflowModel): Described[] {
    const participants = [...model.participants.values()]
    return [
      this.#plain(model.id, model.name, 'flow', 'Integration Flow', model.properties),
      ...participants.filter(({ type }) => type !== 'process').map((participant) => this.#participant(participant)),
      ...model.channels.map((channel) => this.#channel(channel)),
      ...[...model.processes.values()].flatMap((process) => this.#process(process, participants)),
    ]
  }

  #participant({ id, name, type }: Participant): Described {
    return this.#plain(id, name, 'participant', type === 'sender' ? 'Sender' : 'Receiver', new Map())
  }

  #channel(channel: Channel): Described {
    const { id, name, direction, adapter, properties } = channel
    const declared = this.#registry.adapter(channel)
    return {
      id,
      shape: id,
      name,
      kind: direction,
      label: declared?.label ?? `${adapter} ${direction}`,
      doc: declared?.doc ?? '',
      supported: declared !== undefined,
      values: configuredValues(declared?.fields ?? {}, properties, this.#written.get(id)),
    }
  }

  #process(process: ProcessModel, participants: readonly Participant[]): Described[] {
    const shape = participants.find(({ processId }) => processId === process.id)?.id ?? process.id
    const label = process.kind === 'local' ? 'Local Integration Process' : 'Integration Process'
    const { exceptionSubprocess } = process
    return [
      { ...this.#plain(process.id, process.name, 'process', label, process.properties), shape },
      ...this.#nodes(process.nodes),
      ...(exceptionSubprocess
        ? [
            this.#plain(exceptionSubprocess.id, exceptionSubprocess.name, 'subprocess', 'Exception Subprocess', new Map()),
            ...this.#nodes(exceptionSubprocess.nodes),
          ]
        : []),
    ]
  }

  #nodes(nodes: ReadonlyMap<string, FlowNode>): Described[] {
    return [...nodes.values()].flatMap((node) => [this.#step(node), ...node.outgoing.filter(isRoute).map((flow) => this.#route(flow))])
  }

  #step(node: FlowNode): Described {
    const { id, name, properties } = node
    const declared = this.#registry.step(node)
    return {
      id,
      shape: id,
      name,
      kind: 'step',
      label: declared?.label ?? (node.variant ? `${node.activity}/${node.variant}` : node.activity),
      doc: declared?.doc ?? '',
      supported: declared !== undefined,
      values: configuredValues(declared?.fields ?? {}, properties, this.#written.get(id)),
    }
  }

  #route({ id, name, condition = '', conditionKind }: SequenceFlow): Described {
    const label = conditionKind === 'xpath' ? 'XPath condition' : 'Condition'
    return this.#plain(id, name, 'route', label, new Map([['condition', condition]]))
  }

  /** What the engine itself implements. */
  #plain(id: string, name: string, kind: FlowElement['kind'], label: string, properties: Properties): Described {
    const values = configuredValues({}, properties, this.#written.get(id))
    return { id, shape: id, name, kind, label, doc: '', supported: true, values }
  }
}

const isRoute = ({ condition }: SequenceFlow): boolean => condition !== undefined
