import type { Channel, FlowNode, IflowArtifact, ProcessModel, Properties, Resources } from '../iflow/model.ts'
import { absenceOfAdapter, absenceOfStep } from './absent-constructs.ts'
import type { AdapterDefinition, PollingDefinition, ReceiverDefinition, SenderDefinition, Trigger } from './define-adapter.ts'
import type { Container, FlowContext, ReceiverChannel, Run, StepContext, StepDefinition } from './define-step.ts'
import { Ending } from './define-step.ts'
import { CompileFailure } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { type Fields, readConfig } from './fields.ts'
import { readNamespaceMapping } from './namespace-mapping.ts'
import type { Entry, Plan, Problem } from './plan.ts'
import type { PollingChannel } from './poll.ts'
import { ProblemList } from './problem-list.ts'
import { Process } from './process.ts'
import type { Registry } from './registry.ts'
import type { Services } from './services.ts'
import { Signal } from './signal.ts'
import { transactionHandling } from './transaction-handling.ts'
import { MessageEnded, type PlanNode, runObserved } from './walk.ts'

/** What a flow is compiled against. */
export interface Environment {
  readonly registry: Registry
  readonly services: Services
  /** Files of a deployed companion artifact by its id. */
  companion(id: string): Resources | undefined
}

/** Where a node stands. */
interface Place {
  readonly process: Process
  readonly container: Container
  readonly siblings: ReadonlyMap<string, PlanNode>
}

type StepChannels = Pick<StepContext, 'receiver' | 'sender'>

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
  readonly #signals = new Map<string, Signal>()

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
    const openTransaction = await this.#problems.attempt(model, 'Integration Process', () => transactionHandling(model, services))
    return new Process({ bufferLimit: services.bufferLimit, openTransaction, isLocal: model.kind === 'local' })
  }

  async #compileProcess(model: ProcessModel): Promise<Entry[]> {
    const process = this.#processes.get(model.id)!
    const { kind, properties } = model
    const nodes = await this.#compileNodes(model.nodes, process, { kind, properties })
    process.start = findStart(model.nodes, nodes)
    if (model.exceptionSubprocess) {
      const ownFailures = new Process({ bufferLimit: this.#context.services.bufferLimit })
      const container = { kind: 'exception-subprocess', properties } as const
      const handlers = await this.#compileNodes(model.exceptionSubprocess.nodes, ownFailures, container)
      process.exceptionStart = findStart(model.exceptionSubprocess.nodes, handlers)
    }
    return kind === 'main' ? this.#entries(model, process, nodes) : []
  }

  /** @param process handles the failures of branches that the nodes begin */
  async #compileNodes(models: ReadonlyMap<string, FlowNode>, process: Process, container: Container): Promise<Map<string, PlanNode>> {
    const nodes = new Map<string, PlanNode>()
    for (const model of models.values()) {
      const node = await this.#compileNode(model, { process, container, siblings: nodes })
      if (node) nodes.set(model.id, node)
    }
    for (const model of models.values()) link(model, nodes)
    return nodes
  }

  async #compileNode(model: FlowNode, place: Place): Promise<PlanNode | undefined> {
    const step = this.#registry.step(model)
    if (!step) {
      const { label, reason } = absenceOfStep(model)
      this.#problems.add(model, label, reason)
      return undefined
    }
    const channels = await this.#compileChannels(model, step)
    if (!channels) return undefined
    return this.#problems.attempt(model, step.label, async () => {
      const context = this.#stepContext(model, place, channels)
      const config = readConfig(step.fields, model.properties)
      const run: Run = await step.compile(config, context)
      const element = { id: model.id, name: model.name, activity: step.label }
      const { acceptsStreams = false, gathers = false } = step
      const streams = typeof acceptsStreams === 'function' ? acceptsStreams(config, model) : acceptsStreams
      return { ...element, acceptsStreams: streams, gathers, run, next: undefined, flows: new Map() }
    })
  }

  /** The channels that the step uses; nothing when one of them cannot run. */
  async #compileChannels(node: FlowNode, step: StepDefinition): Promise<StepChannels | undefined> {
    const [receiver] = this.#channelsOf(node, 'receiver')
    const [sender] = step.polls ? this.#channelsOf(node, 'sender') : []
    const channels: StepChannels = {
      receiver: receiver && (await this.#compileReceiver(receiver)),
      sender: sender && (await this.#compilePolling(sender)),
    }
    return (receiver && !channels.receiver) || (sender && !channels.sender) ? undefined : channels
  }

  #channelsOf(node: FlowNode, direction: Channel['direction']): Channel[] {
    return this.#artifact.model.channels.filter((each) => each.nodeId === node.id && each.direction === direction)
  }

  #stepContext(node: FlowNode, { process: owner, container, siblings }: Place, channels: StepChannels): StepContext {
    const target = (flowId: string): string => {
      const flow = node.outgoing.find((candidate) => candidate.id === flowId)
      return flow ? flow.target : fail(node.activity, `There is no sequence flow ${flowId}`)
    }
    return {
      node,
      flow: this.#context,
      ...channels,
      container,
      signal: this.#signalOf(node),
      fail,
      process: (id) => {
        const process = this.#processes.get(id)
        if (!process) fail('Process Call', `There is no integration process ${id}`)
        return (exchange) => process.run(exchange)
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
      const { bufferLimit } = this.#context.services
      return async (exchange) => {
        exchange.log.receiver ||= channel.system
        if (exchange.body.isStream && !adapter.acceptsStreams) await exchange.body.buffer(bufferLimit)
        await runObserved(element, exchange, send)
      }
    })
  }

  async #compilePolling(channel: Channel): Promise<PollingChannel | undefined> {
    const adapter = this.#adapter(channel)
    if (!adapter) return undefined
    return this.#problems.attempt(channel, adapter.label, async () => {
      if (adapter.direction !== 'sender' || !adapter.polls) return fail(adapter.label, 'No step can fetch messages with this adapter')
      const poll = await adapter.compile(this.#config(adapter, channel.properties), { channel, flow: this.#context, fail })
      const element = { id: channel.id, name: channel.name, activity: adapter.label }
      return (exchange) => runObserved(element, exchange, poll)
    })
  }

  async #entries(model: ProcessModel, process: Process, nodes: Map<string, PlanNode>): Promise<Entry[]> {
    const entries: Entry[] = []
    for (const node of model.nodes.values()) {
      const start = nodes.get(node.id)
      const step = this.#registry.step(node)
      const own = step && (await this.#ownTrigger(node, step, { process, container: model, siblings: nodes }))
      if (own) entries.push(this.#entry(own, node, process, step.beginsBehind ? start?.next : start))
      for (const channel of step?.polls ? [] : this.#channelsOf(node, 'sender')) {
        const trigger = await this.#compileSender(channel)
        if (trigger) entries.push(this.#entry(trigger, node, process, start, channel.system))
      }
    }
    return entries
  }

  async #ownTrigger(node: FlowNode, step: StepDefinition, place: Place): Promise<Trigger | undefined> {
    const context = this.#stepContext(node, place, { receiver: undefined, sender: undefined })
    return this.#problems.attempt(node, step.label, () => step.trigger?.(readConfig(step.fields, node.properties), context))
  }

  async #compileSender(channel: Channel): Promise<Trigger | undefined> {
    const adapter = this.#adapter(channel) as SenderDefinition | PollingDefinition | undefined
    if (!adapter) return undefined
    return this.#problems.attempt(channel, adapter.label, () => {
      if (adapter.polls) return fail(adapter.label, 'This adapter fetches messages for a step and cannot begin a process')
      return adapter.compile(this.#config(adapter, channel.properties), { channel, flow: this.#context, fail })
    })
  }

  #entry(trigger: Trigger, node: FlowNode, process: Process, start: PlanNode | undefined, sender = ''): Entry {
    const run: Entry['run'] = (exchange) => runToEnd(trigger, exchange, () => process.run(exchange, start))
    return { trigger, startId: start?.id ?? node.id, signal: this.#signalOf(node), sender, run }
  }

  #signalOf(node: FlowNode): Signal {
    const signal = this.#signals.get(node.id) ?? new Signal()
    this.#signals.set(node.id, signal)
    return signal
  }

  #adapter(channel: Channel): AdapterDefinition | undefined {
    const adapter = this.#registry.adapter(channel)
    if (adapter) return adapter
    const { label, reason } = absenceOfAdapter(channel)
    this.#problems.add(channel, label, reason)
    return undefined
  }

  #config<F extends Fields>(adapter: { fields: F }, properties: Properties) {
    return readConfig(adapter.fields, properties)
  }
}

/** Runs a message to its end and changes the stores then. Escalation keeps nothing of a message whose sender waits for it (SAP Help, “Persist Messages”). */
async function runToEnd({ kind }: Trigger, exchange: Exchange, run: () => Promise<void>): Promise<'completed' | 'escalated'> {
  const { completion, log } = exchange
  try {
    const ending = await endingOf(run)
    const isAwaited = kind === 'http' || kind === 'process-direct'
    const isKept = !log.cancelled && !(ending === 'escalated' && isAwaited)
    await completion.end(isKept)
    return ending
  } catch (failure) {
    await completion.end(false)
    throw failure
  }
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

function fail(construct: string, reason: string): never {
  throw new CompileFailure(construct, reason)
}
