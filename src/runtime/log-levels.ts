import type { Clock } from '../kernel/clock.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { FlowLogLevel, LogLevel } from '../store/log-levels.ts'
import type { Store } from '../store/store.ts'

/** What new messages of a flow are logged with. */
export interface EffectiveLogLevel {
  readonly flowId: string
  readonly flowName: string
  readonly level: LogLevel
  /** When `fallback` takes its place; `null` = it stays. */
  readonly until: number | null
  readonly fallback: LogLevel
}

export interface LogLevelOptions {
  readonly store: Pick<Store, 'logLevels' | 'runtimeArtifacts' | 'onChange'>
  readonly clock: Clock
  readonly logger: Logger
  /** How long `TRACE` stays unless it is said, minutes; 0 = until another level is set. */
  readonly traceMinutes: number
}

const DEFAULT: LogLevel = 'INFO'

/** `DEBUG` stays a day (SAP Help, “Setting Log Levels”). */
const DEBUG_MINUTES = 24 * 60

/**
 * Log levels of the deployed flows. A change counts for messages that begin after it. A deployment over a deployed flow keeps
 * its level; a flow that is deployed after it was undeployed begins with `INFO` again.
 */
export class LogLevels {
  readonly #options: LogLevelOptions
  readonly #levels = new Map<string, FlowLogLevel>()

  constructor(options: LogLevelOptions) {
    this.#options = options
    options.store.onChange((topic, flowId) => {
      if (topic === 'log-levels') void this.#reload(flowId)
    })
  }

  async load(): Promise<void> {
    for (const level of await this.#options.store.logLevels.list()) this.#levels.set(level.flowId, level)
  }

  levelOf(flowId: string): LogLevel {
    return this.#inEffect(flowId).level
  }

  /** Levels of all deployed flows, by flow. */
  async list(): Promise<EffectiveLogLevel[]> {
    const artifacts = await this.#options.store.runtimeArtifacts.list()
    return artifacts.filter(({ type }) => type === 'INTEGRATION_FLOW').map(({ id, name }) => ({ ...this.#inEffect(id), flowName: name }))
  }

  /**
   * Sets the level for `minutes`, 0 = until another one is set; without them `TRACE` and `DEBUG` fall back after their own time.
   * Throws `not-found` for a flow that is not deployed, `bad-request` for a time with a level that does not fall back.
   */
  async set(flowId: string, level: LogLevel, minutes?: number): Promise<EffectiveLogLevel> {
    const { store, clock } = this.#options
    const artifact = await store.runtimeArtifacts.find(flowId)
    if (artifact?.type !== 'INTEGRATION_FLOW') throw new SluiceError('not-found', `No integration flow ${flowId} is deployed`)
    const lasting = this.#usualMinutes(level)
    if (lasting === undefined && minutes !== undefined) {
      throw new SluiceError('bad-request', `Only DEBUG and TRACE can be set for a time, not ${level}`)
    }
    const duration = minutes ?? lasting ?? 0
    const until = duration === 0 ? null : clock.now() + duration * 60_000
    const changed = { flowId, level, until, fallback: until === null ? level : this.#lastingLevel(flowId) }
    await store.logLevels.put(changed)
    this.#levels.set(flowId, changed)
    return { ...changed, flowName: artifact.name }
  }

  /** The flow is as if it was never deployed. */
  async forget(flowId: string): Promise<void> {
    await this.#options.store.logLevels.delete(flowId)
    this.#levels.delete(flowId)
  }

  #usualMinutes(level: LogLevel): number | undefined {
    if (level === 'TRACE') return this.#options.traceMinutes
    return level === 'DEBUG' ? DEBUG_MINUTES : undefined
  }

  #inEffect(flowId: string): FlowLogLevel {
    const level = this.#levels.get(flowId)
    if (!level) return { flowId, level: DEFAULT, until: null, fallback: DEFAULT }
    if (level.until === null || level.until > this.#options.clock.now()) return level
    return { flowId, level: level.fallback, until: null, fallback: level.fallback }
  }

  /** The level that was set last without an end. */
  #lastingLevel(flowId: string): LogLevel {
    const { level, until, fallback } = this.#inEffect(flowId)
    return until === null ? level : fallback
  }

  /** Another node may have changed it. */
  async #reload(flowId: string): Promise<void> {
    const { store, logger } = this.#options
    try {
      const level = await store.logLevels.find(flowId)
      if (level) this.#levels.set(flowId, level)
      else this.#levels.delete(flowId)
    } catch (thrown) {
      logger.warn('A changed log level could not be read', { flow: flowId, reason: messageOf(thrown) })
    }
  }
}
