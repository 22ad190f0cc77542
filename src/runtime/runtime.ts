import { hostname } from 'node:os'
import { sendRequest } from '../adapters/http/outbound.ts'
import type { Registry } from '../engine/registry.ts'
import type { Credentials, ScriptHost, Services } from '../engine/services.ts'
import type { CallTarget } from '../identity/call-target.ts'
import type { Need, Principal } from '../identity/principal.ts'
import type { Refusal } from '../identity/refusals.ts'
import type { Clock } from '../kernel/clock.ts'
import type { CsrfProtection } from '../kernel/csrf.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import type { ScriptServices } from '../languages/script-host/script-services.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { Deployer } from './deployer.ts'
import type { Deployments, Restarts } from './deployments.ts'
import { EndpointTable } from './endpoint-table.ts'
import { createHttpEntry, needOf, requireEndpoint } from './http-entry.ts'
import type { Inspections } from './inspection/flow-inspection.ts'
import { storedKeys } from './keys.ts'
import { LogLevels } from './log-levels.ts'
import { MessageLogWriter } from './message-log-writer.ts'
import { MessageRunner } from './message-runner.ts'
import { Pollers } from './pollers.ts'
import { ProcessDirectTable } from './process-direct.ts'
import { Resending } from './resending.ts'
import { type RunningMessages, runningMessages } from './running-messages.ts'
import { Scheduler } from './scheduler.ts'
import { storedScriptServices } from './script-services.ts'
import { sealingStores } from './sealing-stores.ts'
import { ValueMappingTable } from './value-mapping-table.ts'

export interface RuntimeOptions {
  readonly store: Store
  readonly vault: Vault
  readonly csrf: CsrfProtection
  readonly registry: Registry
  readonly credentials: Credentials
  readonly scripts: ScriptHost
  readonly clock: Clock
  readonly logger: Logger
  /** Bytes. */
  readonly bufferLimit: number
  /** How long a flow is traced unless it is said, minutes; 0 = until another level is set. */
  readonly traceMinutes: number
  /** Origin of endpoint URLs, without a slash at the end. */
  readonly publicUrl: string
  authorize(request: HttpRequest, need: Need): Promise<Principal>
  refuse(request: HttpRequest, refusal: Refusal): HttpResponse
}

/** Everything that runs flows. */
export interface Runtime {
  readonly deployments: Deployments & Restarts & Inspections
  readonly logLevels: LogLevels
  readonly messages: RunningMessages
  readonly resending: Resending
  /** For the script host. */
  readonly scriptServices: ScriptServices
  /** For `/http` and `/cxf`. */
  readonly handler: HttpHandler
  /** What a call of this normalised path needs; for questions without a call. */
  targetOf(path: string): CallTarget
  /** Starts what was deployed before. */
  restore(): Promise<void>
  /** In-flight messages finish and the log is flushed. */
  stop(): Promise<void>
}

/** Wires the parts of the runtime together. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const { store, clock, logger } = options
  const logs = new MessageLogWriter({ store: store.messageLogs, clock, logger })
  const logLevels = new LogLevels({ store, clock, logger, traceMinutes: options.traceMinutes })
  const runner = new MessageRunner({ clock, logs, levels: logLevels, processId: hostname() })
  const processDirect = new ProcessDirectTable(runner)
  const endpoints = new EndpointTable()
  const tables = { endpoints, processDirect, scheduler: new Scheduler({ runner, logger }), pollers: new Pollers({ runner, logger }) }
  const valueMappings = new ValueMappingTable()
  const services: Services = {
    clock,
    logger,
    credentials: options.credentials,
    keys: storedKeys(store, options.vault),
    scripts: options.scripts,
    valueMappings,
    stores: sealingStores(store, options.vault),
    partnerDirectory: { binaryParameter: async (pid, id) => (await store.partnerDirectory.binaryParameters.find({ pid, id }))?.value },
    sendHttp: sendRequest,
    sendProcessDirect: (address, exchange) => processDirect.send(address, exchange),
    bufferLimit: options.bufferLimit,
  }
  const deployer = new Deployer({
    store,
    registry: options.registry,
    services,
    tables,
    valueMappings,
    logLevels,
    clock,
    logger,
    publicUrl: options.publicUrl,
  })
  return {
    deployments: deployer,
    logLevels,
    scriptServices: storedScriptServices(services, store),
    messages: runningMessages(logs, store.messageLogs),
    resending: new Resending({ store, runner, logger, running: (flowId) => deployer.running(flowId) }),
    handler: createHttpEntry({ endpoints, runner, csrf: options.csrf, authorize: options.authorize, refuse: options.refuse }),
    targetOf(path) {
      const endpoint = endpoints.find(path)
      return { needs: [needOf({ path }, endpoint)], requireFound: () => void requireEndpoint({ path }, endpoint) }
    },
    async restore() {
      const interrupted = await store.messageLogs.failInterrupted(clock.now())
      if (interrupted > 0) logger.warn('Messages were interrupted by the last stop', { messages: interrupted })
      await logLevels.load()
      await deployer.restore()
    },
    async stop() {
      await deployer.stop()
      await logs.stop()
    },
  }
}
