import { compile } from '../../engine/compile.ts'
import type { AdapterDefinition } from '../../engine/define-adapter.ts'
import type { StepDefinition } from '../../engine/define-step.ts'
import { DeployError } from '../../engine/errors.ts'
import type { MessageLog } from '../../engine/message-log.ts'
import type { ScriptHost, Services } from '../../engine/services.ts'
import type { TenantStores } from '../../engine/stores.ts'
import type { Artifact, CompanionArtifact, IflowArtifact, Resources } from '../../iflow/model.ts'
import { readValueMapping, VALUE_MAPPING_PATH } from '../../iflow/value-mapping.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { silentLogger } from '../../kernel/logger.ts'
import type { ScriptServices } from '../../languages/script-host/script-services.ts'
import { storedCredentials } from '../../runtime/credentials.ts'
import { storedKeys } from '../../runtime/keys.ts'
import { MessageRunner } from '../../runtime/message-runner.ts'
import { ProcessDirectTable } from '../../runtime/process-direct.ts'
import { RunningFlow } from '../../runtime/running-flow.ts'
import { storedScriptServices } from '../../runtime/script-services.ts'
import { sealingStores } from '../../runtime/sealing-stores.ts'
import { ValueMappingTable } from '../../runtime/value-mapping-table.ts'
import type { LogLevel } from '../../store/log-levels.ts'
import { memoryVault } from '../../store/open-vault.ts'
import { openSqliteStore } from '../../store/sqlite/open.ts'
import type { Store } from '../../store/store.ts'
import type { ReadFile } from '../format/payload.ts'
import type { StubSketch } from '../format/stub.ts'
import type { TenantContents } from '../format/tenant-contents.ts'
import { CallList } from './call-list.ts'
import { putContents } from './contents.ts'
import { TEST_CHANNEL } from './starting-point.ts'
import { StubbedRegistry } from './stubbed-registry.ts'

/** What flows of tests are made of. */
export interface Parts {
  readonly steps: readonly StepDefinition[]
  readonly adapters: readonly AdapterDefinition[]
  /** A script host whose scripts ask these services. */
  scriptsFor(services: () => ScriptServices): ScriptHost
}

export interface TestTenantOptions {
  readonly parts: Parts
  readonly contents: readonly TenantContents[]
  readonly stubs: readonly StubSketch[]
  readonly clock: Clock
  readonly logLevel: LogLevel
  readonly readFile: ReadFile
}

/** Largest body that is read into memory, bytes: what a server has by default. */
const BUFFER_LIMIT = 64 * 1024 * 1024

const refuseHttp = async (): Promise<never> => {
  throw new SluiceError('processing-failed', 'Tests reach other systems through receiver channels only')
}

/** A tenant in memory for one test: the real runtime on a store of its own, with stubs for whatever is outside. */
export class TestTenant {
  readonly store: Store
  /** With what flows sealed opened. */
  readonly stores: TenantStores
  readonly runner: MessageRunner
  readonly calls: CallList
  /** Of every message that began, in this order. */
  readonly logs: MessageLog[] = []
  readonly #clock: Clock
  readonly #services: Services
  readonly #registry: StubbedRegistry
  readonly #valueMappings: ValueMappingTable
  readonly #companions = new Map<string, Resources>()
  readonly #processDirect: ProcessDirectTable
  readonly #addresses = new Set<string>()

  constructor(store: Store, { parts, contents, stubs, clock, logLevel, readFile }: TestTenantOptions, vault = memoryVault()) {
    this.store = store
    this.stores = sealingStores(store, vault)
    this.#clock = clock
    this.calls = new CallList(stubs)
    const logs = { begin: (log: MessageLog) => void this.logs.push(log), end: () => {}, announce: () => {} }
    this.runner = new MessageRunner({ clock, logs, levels: { levelOf: () => logLevel }, processId: 'test' })
    this.#processDirect = new ProcessDirectTable(this.runner)
    this.#valueMappings = mappedValues(contents)
    this.#services = {
      ...{ clock, logger: silentLogger, bufferLimit: BUFFER_LIMIT, sendHttp: refuseHttp },
      credentials: storedCredentials(store.securityMaterial, vault),
      keys: storedKeys(store, vault),
      scripts: parts.scriptsFor(() => storedScriptServices(this.#services, store)),
      valueMappings: this.#valueMappings,
      stores: this.stores,
      partnerDirectory: { binaryParameter: async (pid, id) => (await store.partnerDirectory.binaryParameters.find({ pid, id }))?.value },
      sendProcessDirect: (address, exchange) => this.#processDirect.send(address, exchange),
    }
    const calls = { calls: this.calls, readFile, listens: (address: string) => this.#addresses.has(address) }
    this.#registry = new StubbedRegistry({ steps: parts.steps, adapters: parts.adapters, stubs, calls })
  }

  /** Opens a tenant with what the test wants to find in it. */
  static async open(options: TestTenantOptions): Promise<TestTenant> {
    const { clock, contents, readFile } = options
    const vault = memoryVault()
    const store = await openSqliteStore({ file: ':memory:', clock })
    for (const part of contents) await putContents(part, { store, vault, now: clock.now(), readFile })
    return new TestTenant(store, options, vault)
  }

  /** Makes artifacts available: first what flows refer to, then the flows, in the given order. Throws a `DeployError`. */
  async deploy(artifacts: readonly Artifact[]): Promise<RunningFlow[]> {
    for (const artifact of artifacts) if (artifact.kind !== 'integration-flow') this.#provide(artifact)
    const flows: RunningFlow[] = []
    for (const artifact of artifacts) if (artifact.kind === 'integration-flow') flows.push(await this.#start(artifact))
    return flows
  }

  /** By the clock of the test. */
  now(): number {
    return this.#clock.now()
  }

  /** Ends every message before its next step. */
  cancel(): void {
    for (const log of this.logs) log.cancelled = true
  }

  close(): Promise<void> {
    return this.store.close()
  }

  #provide({ kind, manifest, resources }: CompanionArtifact): void {
    this.#companions.set(manifest.id, resources)
    const mapped = kind === 'value-mapping' ? resources.get(VALUE_MAPPING_PATH) : undefined
    if (mapped) this.#valueMappings.put(manifest.id, readValueMapping(mapped))
  }

  async #start(artifact: IflowArtifact): Promise<RunningFlow> {
    const companion = (id: string) => this.#companions.get(id)
    const { plan, problems } = await compile(artifact, { registry: this.#registry, services: this.#services, companion })
    if (!plan) throw new DeployError(problems)
    const { id, name, version } = artifact.manifest
    const flow = new RunningFlow(
      {
        ...{ id, name, version, type: 'INTEGRATION_FLOW', packageId: '', status: 'STARTED', error: null },
        ...{ deployedBy: 'test', deployedOn: this.#services.clock.now() },
      },
      '',
      plan,
    )
    this.#listen(flow)
    return flow
  }

  #listen(flow: RunningFlow): void {
    for (const entry of flow.plan.entries) {
      if (entry.trigger.kind !== 'process-direct' || entry.trigger.address === TEST_CHANNEL) continue
      this.#processDirect.add(entry.trigger.address, flow, entry)
      this.#addresses.add(entry.trigger.address)
    }
  }
}

/** The values that tests name, in both directions. */
function mappedValues(contents: readonly TenantContents[]): ValueMappingTable {
  const table = new ValueMappingTable()
  const pairs = contents.flatMap(({ valueMappings = [] }) => valueMappings)
  const isDefault = false
  table.put(
    '',
    pairs.map(({ from, to }) => [
      { ...from, isDefault },
      { ...to, isDefault },
    ]),
  )
  return table
}
