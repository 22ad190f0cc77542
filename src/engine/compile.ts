import type { Channel, FlowNode, IflowArtifact, ProcessModel, Properties, Resources } from '../iflow/model.ts'
import type { AdapterDefinition, ReceiverDefinition, SenderDefinition, Trigger } from './define-adapter.ts'
import type { FlowContext, ReceiverChannel, Run, StepContext } from './define-step.ts'
import { Ending } from './define-step.ts'
import { CompileFailure } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { type Fields, readConfig } from './fields.ts'
import { readNamespaceMapping } from './namespace-mapping.ts'
import type { Entry, Plan, Problem } from './plan.ts'
import { ProblemList } from './problem-list.ts'
import { Process } from './process.ts'
import type { Registry } from './registry.ts'
import type { Services } from './services.ts'
import { transactionHandling } from './transaction-handling.ts'
import { MessageEnded, type PlanNode, runObserved, walk } from './walk.ts'

/** What a flow is compiled against. */
export interface Environment {
  readonly registry: Registry
  readonly services: Services
  /** Files of a deployed companion artifact by its id. */
  companion(id: string): Resources | undefined
}

/** The plan, or everything in the flow that cannot run here. */
export type Compilation =
  | { readonly plan: Plan; readonly problems: readonly [] }
  | { readonly plan: undefined; readonly problems: readonly Problem[] }

/**
 * Turns a parsed flow into a plan. Every mistake is found here, all of them at once, each with the element's id; what comes
 * out cannot be misconfigured at run time.
 */
export async function compile(artifact: IflowArtifact, environment: Environment): Promise<Compilation> {
  return new Compiler(artifact, environment).compile()
}

class Compiler {
  readonly #artifact: IflowArtifact
  readonly #registry: Registry
  readonly #context: FlowContext
  readonly #problems = new ProblemList()
  readonly #processes = new Map<string, Process>()

  constructor(artifact: IflowArtifact, environment: Environment) {
    const { model, resources } = artifact
    this.#artifact = artifact
    this.#registry = environment.registry
    this.#context = {
      id: model.id,
      name: model.name,
      properties: model.properties,
      resources,
      namespaces: readNamespaceMapping(model.properties.get('namespaceMapping') ?? ''),
      services: environment.services,
      companion: environment.companion,
    }
  }

  async compile(): Promise<Compilation> {
    const { model } = this.#artifact
    for (const process of model.processes.values()) this.#processes.set(process.id, await this.#process(process))
    const entries: Entry[] = []
    for (const process of model.processes.values()) entries.push(...(await this.#compileProcess(process)))
    if (this.#problems.all.length > 0) return { plan: undefined, problems: this.#problems.all }
    return { plan: { id: model.id, name: model.name, version: model.version, entries }, problems: [] }
  }

  async #process(model: ProcessModel): Promise<Process> {
    const { services } = this.#context
    const open = await this.#problems.attempt(model, 'Integration Process', () => transactionHandling(model, services))
    return new Process(services.bufferLimit, open)
  }

  async #compileProcess(model: ProcessModel): Promise<Entry[]> {
    const process = this.#processes.get(model.id)!
    const nodes = await this.#compileNodes(model.nodes, process)
    process.start = findStart(model.nodes, nodes)
    if (model.exceptionSubprocess) {
      const ownFailures = new Process(this.#context.services.bufferLimit)
      const handlers = await this.#compileNodes(model.exceptionSubprocess.nodes, ownFailures)
      process.exceptionStart = findStart(model.exceptionSubprocess.nodes, handlers)
    }
    return model.kind === 'main' ? this.#entries(model, process, nodes) : []
  }

  /** @param process handles the failures of branches that the nodes begin */
  async #compileNodes(models: ReadonlyMap<string, FlowNode>, process: Process): Promise<Map<string, PlanNode>> {
    const nodes = new Map<string, PlanNode>()
    for (const model of models.values()) {
      const node = await this.#compileNode(model, nodes, process)
      if (node) nodes.set(model.id, node)
    }
    for (const model of models.values()) link(model, nodes)
    return nodes
  }

  async #compileNode(model: FlowNode, siblings: Map<string, PlanNode>, process: Process): Promise<PlanNode | undefined> {
    const step = this.#registry.step(model)
    if (!step) {
      this.#problems.add(model, constructOf(model), 'This step is not supported')
      return undefined
    }
    const channel = this.#artifact.model.channels.find((each) => each.nodeId === model.id && each.direction === 'receiver')
    const receiver = channel && (await this.#compileReceiver(channel))
    if (channel && !receiver) return undefined
    return this.#problems.attempt(model, step.label, async () => {
      const context = this.#stepContext(model, receiver, siblings, process)
      const run: Run = await step.compile(readConfig(step.fields, model.properties), context)
      const element = { id: model.id, name: model.name, activity: step.label }
      const { acceptsStreams = false, gathers = false } = step
      return { ...element, acceptsStreams, gathers, run, next: undefined, flows: new Map() }
    })
  }

  #stepContext(node: FlowNode, receiver: ReceiverChannel | undefined, siblings: Map<string, PlanNode>, owner: Process): StepContext {
    const bufferLimit = this.#context.services.bufferLimit
    const target = (flowId: string): string => {
      const flow = node.outgoing.find((candidate) => candidate.id === flowId)
      return flow ? flow.target : fail(node.activity, `There is no sequence flow ${flowId}`)
    }
    return {
      node,
      flow: this.#context,
      receiver,
      fail,
      process: (id) => {
        const process = this.#processes.get(id)
        if (!process) fail('Process Call', `There is no integration process ${id}`)
        return (exchange) => process.run(exchange)
      },
      path: (flowId) => {
        const start = target(flowId)
        return (exchange) => walk(siblings.get(start), exchange, bufferLimit)
      },
      branch: (flowId) => {
        const start = target(flowId)
        return (exchange) => owner.branch(siblings.get(start), exchange)
      },
    }
  }

  async #compileReceiver(channel: Channel): Promise<ReceiverChannel | undefined> {
    const adapter = this.#adapter(channel) as ReceiverDefinition | undefined
    if (!adapter) return undefined
    return this.#problems.attempt(channel, adapter.label, async () => {
      const send = await adapter.compile(this.#config(adapter, channel.properties), { channel, flow: this.#context, fail })
      const element = { id: channel.id, name: channel.name, activity: adapter.label }
      return (exchange) => {
        exchange.log.receiver ||= channel.system
        return runObserved(element, exchange, send)
      }
    })
  }

  async #entries(model: ProcessModel, process: Process, nodes: Map<string, PlanNode>): Promise<Entry[]> {
    const entries: Entry[] = []
    for (const node of model.nodes.values()) {
      const start = nodes.get(node.id)
      const own = await this.#ownTrigger(node, process)
      if (own) entries.push(this.#entry(own, '', process, node.id, start))
      for (const channel of this.#artifact.model.channels.filter((each) => each.nodeId === node.id && each.direction === 'sender')) {
        const trigger = await this.#compileSender(channel)
        if (trigger) entries.push(this.#entry(trigger, channel.system, process, node.id, start))
      }
    }
    return entries
  }

  async #ownTrigger(node: FlowNode, process: Process): Promise<Trigger | undefined> {
    const step = this.#registry.step(node)
    if (!step?.trigger) return undefined
    return this.#problems.attempt(node, step.label, () =>
      step.trigger?.(readConfig(step.fields, node.properties), this.#stepContext(node, undefined, new Map(), process)),
    )
  }

  async #compileSender(channel: Channel): Promise<Trigger | undefined> {
    const adapter = this.#adapter(channel) as SenderDefinition | undefined
    if (!adapter) return undefined
    return this.#problems.attempt(channel, adapter.label, () =>
      adapter.compile(this.#config(adapter, channel.properties), { channel, flow: this.#context, fail }),
    )
  }

  #entry(trigger: Trigger, sender: string, process: Process, startId: string, start: PlanNode | undefined): Entry {
    return { trigger, startId, sender, run: (exchange) => runToEnd(trigger, exchange, () => process.run(exchange, start)) }
  }

  #adapter(channel: Channel): AdapterDefinition | undefined {
    const adapter = this.#registry.adapter(channel)
    if (!adapter) this.#problems.add(channel, `${channel.adapter} ${channel.direction}`, unsupportedAdapter(channel))
    return adapter
  }

  #config<F extends Fields>(adapter: { fields: F }, properties: Properties) {
    return readConfig(adapter.fields, properties)
  }
}

/** Runs a message to its end and changes the stores then. Escalation keeps nothing of a message whose sender waits for it (SAP Help, “Persist Messages”). */
async function runToEnd({ kind }: Trigger, exchange: Exchange, run: () => Promise<void>): Promise<'completed' | 'escalated'> {
  const ending = await endingOf(run)
  const isAwaited = kind !== 'schedule'
  if (!exchange.log.cancelled && !(ending === 'escalated' && isAwaited)) await exchange.completion.run()
  return ending
}

async function endingOf(run: () => Promise<void>): Promise<'completed' | 'escalated'> {
  try {
    await run()
    return 'completed'
  } catch (thrown) {
    if (!(thrown instanceof MessageEnded)) throw thrown
    return thrown.ending === Ending.escalate ? 'escalated' : 'completed'
  }
}

/** The start event of a process: nothing leads to it. A timer or error start counts like a message start. */
function findStart(models: ReadonlyMap<string, FlowNode>, nodes: Map<string, PlanNode>): PlanNode | undefined {
  for (const model of models.values()) if (model.activity.includes('Start')) return nodes.get(model.id)
  return undefined
}

function link(model: FlowNode, nodes: Map<string, PlanNode>): void {
  const node = nodes.get(model.id)
  if (!node) return
  for (const flow of model.outgoing) {
    const target = nodes.get(flow.target)
    if (!target) continue
    node.flows.set(flow.id, target)
    node.next ??= target
  }
}

function constructOf(node: FlowNode): string {
  return node.variant ? `${node.activity}/${node.variant}` : node.activity
}

function unsupportedAdapter(channel: Channel): string {
  return channel.protocol ? `This adapter is not supported (message protocol ${channel.protocol})` : 'This adapter is not supported'
}

function fail(construct: string, reason: string): never {
  throw new CompileFailure(construct, reason)
}
