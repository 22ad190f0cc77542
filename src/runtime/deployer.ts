import { compile, type Environment } from '../engine/compile.ts'
import { DeployError } from '../engine/errors.ts'
import type { Registry } from '../engine/registry.ts'
import type { Services } from '../engine/services.ts'
import { readArchive } from '../iflow/archive.ts'
import { readArtifact } from '../iflow/artifact.ts'
import type { IflowArtifact, Resources } from '../iflow/model.ts'
import { readValueMapping, VALUE_MAPPING_PATH } from '../iflow/value-mapping.ts'
import type { Clock } from '../kernel/clock.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { uuid } from '../kernel/ids.ts'
import type { Logger } from '../kernel/logger.ts'
import type { RuntimeArtifact } from '../store/runtime-artifacts.ts'
import type { Store } from '../store/store.ts'
import { activate, deactivate, type TriggerTables } from './activation.ts'
import type { Deployments, Endpoint, Restarts } from './deployments.ts'
import { displayAddress } from './endpoint-table.ts'
import type { FlowInspection, Inspections } from './inspection/flow-inspection.ts'
import { inspectFlow } from './inspection/inspect-flow.ts'
import type { LogLevels } from './log-levels.ts'
import { RunningFlow } from './running-flow.ts'
import type { ValueMappingTable } from './value-mapping-table.ts'

export interface DeployerOptions {
  readonly store: Store
  readonly registry: Registry
  readonly services: Services
  readonly tables: TriggerTables
  readonly valueMappings: Pick<ValueMappingTable, 'put' | 'delete'>
  readonly logLevels: Pick<LogLevels, 'forget'>
  readonly clock: Clock
  readonly logger: Logger
  /** Origin of endpoint URLs, without a slash at the end. */
  readonly publicUrl: string
}

/** Puts artifacts to work on this node: one state per artifact, deployments of the same artifact one after the other. */
export class Deployer implements Deployments, Restarts, Inspections {
  readonly #options: DeployerOptions
  readonly #flows = new Map<string, RunningFlow>()
  readonly #companions = new Map<string, Resources>()
  /** Companion id → flows that were compiled with it, present or not. */
  readonly #dependents = new Map<string, Set<string>>()
  readonly #tasks = new Map<string, Promise<'SUCCESS' | 'FAIL'>>()
  /** Artifact id → end of its latest change. */
  readonly #changes = new Map<string, Promise<unknown>>()

  constructor(options: DeployerOptions) {
    this.#options = options
  }

  async deploy(artifactId: string, deployedBy: string): Promise<string> {
    const { store, clock } = this.#options
    const design = await store.design.artifact(artifactId)
    const content = await store.design.content(artifactId)
    if (!design || !content) throw new SluiceError('not-found', 'Integration design time artifact not found')
    const { id, type, version, name, packageId } = design
    const now = clock.now()
    const artifact: RuntimeArtifact = { id, type, version, name, packageId, status: 'STARTING', error: null, deployedBy, deployedOn: now }
    const task = { id: uuid(), artifactId, createdAt: now }
    await store.runtimeArtifacts.put(artifact, content)
    await store.runtimeArtifacts.putTask({ ...task, status: 'DEPLOYING' })
    const settled = this.#inOrder(artifactId, async () => {
      const status = await this.#start(artifact, content, true)
      await store.runtimeArtifacts.putTask({ ...task, status })
      return status
    })
    this.#tasks.set(task.id, settled)
    void settled.finally(() => this.#tasks.delete(task.id))
    return task.id
  }

  async check(artifactId: string, version: string): Promise<string | undefined> {
    const content = await this.#designed(artifactId, version)
    try {
      const parsed = readArtifact(await readArchive(content))
      if (parsed.kind !== 'integration-flow') return undefined
      const { plan, problems } = await compile(parsed, this.#environment())
      return plan ? undefined : messageOf(new DeployError(problems))
    } catch (thrown) {
      return messageOf(thrown)
    }
  }

  async inspect(artifactId: string, version: string): Promise<FlowInspection> {
    return inspectFlow(await this.#designed(artifactId, version), this.#environment())
  }

  async settled(taskId: string): Promise<'SUCCESS' | 'FAIL'> {
    const running = this.#tasks.get(taskId)
    if (running) return running
    const task = await this.#options.store.runtimeArtifacts.task(taskId)
    if (!task) throw new SluiceError('not-found', 'Requested entity could not be found.')
    return task.status === 'SUCCESS' ? 'SUCCESS' : 'FAIL'
  }

  async undeploy(artifactId: string): Promise<void> {
    await this.#inOrder(artifactId, async () => {
      await this.#options.store.runtimeArtifacts.delete(artifactId)
      await this.#options.logLevels.forget(artifactId)
      await this.#stop(artifactId)
    })
  }

  async restart(artifactId: string): Promise<void> {
    await this.#inOrder(artifactId, async () => {
      const { runtimeArtifacts } = this.#options.store
      const artifact = await runtimeArtifacts.find(artifactId)
      const content = await runtimeArtifacts.content(artifactId)
      if (!artifact || !content) throw new SluiceError('not-found', `Nothing with the id ${artifactId} is deployed`)
      await runtimeArtifacts.setStatus(artifactId, 'STARTING', null)
      // A timer that runs once runs again, as after a restart in the product.
      await this.#start(artifact, content, true)
    })
  }

  /** The flow that takes messages now. */
  running(flowId: string): RunningFlow | undefined {
    return this.#flows.get(flowId)
  }

  endpoints(): Endpoint[] {
    const base = this.#options.publicUrl
    return this.#options.tables.endpoints
      .all()
      .map(({ trigger, flow: { artifact } }) => ({
        flowId: artifact.id,
        flowName: artifact.name,
        version: artifact.version,
        address: displayAddress(trigger),
        url: base + trigger.mount + trigger.address,
        protocol: trigger.protocol,
        role: trigger.role,
        csrfProtected: trigger.csrfProtected,
        deployedOn: artifact.deployedOn,
      }))
      .sort((a, b) => a.flowId.localeCompare(b.flowId) || a.address.localeCompare(b.address))
  }

  /** Starts what was deployed when the server stopped: companions first, then flows. */
  async restore(): Promise<void> {
    const { store } = this.#options
    const artifacts = (await store.runtimeArtifacts.list()).filter(({ status }) => status === 'STARTED' || status === 'STARTING')
    const flows = artifacts.filter(({ type }) => type === 'INTEGRATION_FLOW')
    for (const group of [artifacts.filter((each) => !flows.includes(each)), flows])
      await Promise.all(group.map((each) => this.#restoreOne(each)))
  }

  /** Takes every flow down and resolves when no message is in process. */
  async stop(): Promise<void> {
    for (const flow of this.#flows.values()) deactivate(flow, this.#options.tables)
    await Promise.all([...this.#flows.values()].map((flow) => flow.inFlight.idle()))
    this.#flows.clear()
  }

  async #restoreOne(artifact: RuntimeArtifact): Promise<void> {
    const content = await this.#options.store.runtimeArtifacts.content(artifact.id)
    if (content) await this.#inOrder(artifact.id, () => this.#start(artifact, content, false))
  }

  async #start(artifact: RuntimeArtifact, content: Uint8Array, fresh: boolean): Promise<'SUCCESS' | 'FAIL'> {
    const { store, logger } = this.#options
    try {
      await this.#bringUp(artifact, content, fresh)
      await store.runtimeArtifacts.setStatus(artifact.id, 'STARTED', null)
      return 'SUCCESS'
    } catch (thrown) {
      await this.#stop(artifact.id)
      await store.runtimeArtifacts.setStatus(artifact.id, 'ERROR', messageOf(thrown))
      logger.warn('Artifact did not start', { artifact: artifact.id, reason: messageOf(thrown) })
      return 'FAIL'
    }
  }

  async #bringUp(artifact: RuntimeArtifact, content: Uint8Array, fresh: boolean): Promise<void> {
    const files = await readArchive(content)
    const parsed = readArtifact(files)
    if (parsed.kind === 'integration-flow') return this.#bringUpFlow(artifact, parsed, fresh)
    const mapped = parsed.kind === 'value-mapping' ? files.get(VALUE_MAPPING_PATH) : undefined
    if (mapped) this.#options.valueMappings.put(artifact.id, readValueMapping(mapped))
    this.#companions.set(artifact.id, parsed.resources)
    for (const dependent of this.#dependents.get(artifact.id) ?? []) void this.#restartDependent(dependent)
  }

  async #bringUpFlow(artifact: RuntimeArtifact, parsed: IflowArtifact, fresh: boolean): Promise<void> {
    const { registry, services, tables, store } = this.#options
    const companion = (id: string) => this.#companionFor(artifact.id, id)
    const { plan, problems } = await compile(parsed, { registry, services, companion })
    if (!plan) throw new DeployError(problems)
    const packageName = (await store.design.package(artifact.packageId))?.name ?? ''
    const flow = new RunningFlow(artifact, packageName, plan)
    const previous = this.#flows.get(artifact.id)
    if (previous) deactivate(previous, tables)
    activate(flow, tables, fresh)
    this.#flows.set(artifact.id, flow)
  }

  async #designed(artifactId: string, version: string): Promise<Uint8Array> {
    const content = await this.#options.store.design.content(artifactId, version)
    if (!content) throw new SluiceError('not-found', 'Integration design time artifact not found')
    return content
  }

  /** For looking only: no flow is started again because its companion changes. */
  #environment(): Environment {
    const { registry, services } = this.#options
    return { registry, services, companion: (id) => this.#companions.get(id) }
  }

  #companionFor(flowId: string, companionId: string): Resources | undefined {
    const dependents = this.#dependents.get(companionId) ?? new Set()
    this.#dependents.set(companionId, dependents.add(flowId))
    return this.#companions.get(companionId)
  }

  /** A flow uses the files that its companion had when it was compiled: it is compiled again when the companion changes. */
  async #restartDependent(flowId: string): Promise<void> {
    const artifact = await this.#options.store.runtimeArtifacts.find(flowId)
    if (artifact) await this.#restoreOne(artifact)
  }

  /** Takes down what the artifact is here; flows keep what they were compiled with. */
  async #stop(artifactId: string): Promise<void> {
    this.#companions.delete(artifactId)
    this.#options.valueMappings.delete(artifactId)
    const flow = this.#flows.get(artifactId)
    if (!flow) return
    this.#flows.delete(artifactId)
    deactivate(flow, this.#options.tables)
    await flow.inFlight.idle()
  }

  #inOrder<T>(artifactId: string, change: () => Promise<T>): Promise<T> {
    const previous = this.#changes.get(artifactId) ?? Promise.resolve()
    const current = previous.then(change, change)
    this.#changes.set(artifactId, current)
    const forget = () => {
      if (this.#changes.get(artifactId) === current) this.#changes.delete(artifactId)
    }
    current.then(forget, forget)
    return current
  }
}
