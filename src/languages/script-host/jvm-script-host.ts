import type { CompiledSchema, CompiledStylesheet, ScriptHost, ScriptSource, XmlSource } from '../../engine/services.ts'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import { type Installation, readInstallation } from './installation.ts'
import { type Answer, HostRefusal, JvmProcess } from './jvm-process.ts'
import { JvmScript, type ScriptRunner } from './jvm-script.ts'
import { type LoadedScript, type ProgramSource, ScriptSlot } from './loaded-script.ts'
import { answerQuestion } from './questions.ts'
import { RunningHost } from './running-host.ts'
import { faultsIn } from './schema-faults.ts'
import type { ScriptServices } from './script-services.ts'

export interface JvmScriptHostOptions {
  /** Where the set-up put the script host: `build/script-host` of the checkout. */
  readonly folder: string
  /** Asked when a script wants something, not before: the services may be made later than the host. */
  readonly services: () => ScriptServices
  readonly logger: Logger
  /** The `java` command, when it shall not be the one that the set-up found. */
  readonly java?: string
  /** Longest time that one call of a script may take, milliseconds; 60 s by default. */
  readonly timeLimit?: number
  /** Most memory that all scripts together may take, megabytes; 1,024 by default. */
  readonly memory?: number
  /** Largest result of one call, bytes; 64 MB by default. */
  readonly resultLimit?: number
  readonly clock?: Clock
}

const DEFAULT_TIME_LIMIT = 60_000
const DEFAULT_MEMORY = 1_024
const DEFAULT_RESULT_LIMIT = 64 * 1024 * 1024

/**
 * Runs scripts in a JVM beside the server. It starts with the first script that is compiled; when it dies, calls in flight
 * fail, and the next use starts it again and compiles what it needs.
 */
export class JvmScriptHost implements ScriptHost, ScriptRunner {
  readonly timeLimit: number
  readonly resultLimit: number
  readonly clock: Clock
  readonly #options: JvmScriptHostOptions
  readonly #garbage = new FinalizationRegistry<ScriptSlot>((slot) => void slot.release())
  #installation: Installation | undefined
  #running: RunningHost | undefined
  /** Those that still end calls after they were retired included. */
  readonly #processes = new Set<JvmProcess>()

  constructor(options: JvmScriptHostOptions) {
    this.#options = options
    this.timeLimit = options.timeLimit ?? DEFAULT_TIME_LIMIT
    this.resultLimit = options.resultLimit ?? DEFAULT_RESULT_LIMIT
    this.clock = options.clock ?? systemClock
  }

  unavailable(): string | undefined {
    if (this.#installation) return undefined
    const installation = readInstallation(this.#options.folder)
    if (typeof installation === 'string') return installation
    this.#installation = installation
    return undefined
  }

  /** Starts the JVM ahead of its first use. Throws `unavailable` with what to install. */
  async start(): Promise<void> {
    try {
      await this.running().process.ready
    } catch (cause) {
      throw unavailableBecause(cause)
    }
  }

  /** Ends the JVM; calls that still run fail. A later use starts it again. */
  async stop(): Promise<void> {
    this.#running = undefined
    await Promise.all([...this.#processes].map((process) => process.stop()))
  }

  /** Process id of the JVM; `undefined` when none runs. */
  get pid(): number | undefined {
    return this.#running?.process.isGone ? undefined : this.#running?.process.pid
  }

  compile(script: ScriptSource): Promise<JvmScript> {
    return this.#compile(script)
  }

  /** The same JVM for the flows of another tenant: what their scripts ask goes to these services. */
  forTenant(services: () => ScriptServices): ScriptHost {
    const { timeLimit, resultLimit, clock } = this
    const answer: Answer = (question, given) => answerQuestion(services(), question, given)
    const runner: ScriptRunner = { running: () => this.running(), timeLimit, resultLimit, clock, answer }
    return {
      unavailable: () => this.unavailable(),
      compile: (script) => this.#compile(script, runner),
      compileStylesheet: (stylesheet) => this.#compileStylesheet(stylesheet, runner),
      compileSchema: (schema) => this.compileSchema(schema),
    }
  }

  compileStylesheet(stylesheet: XmlSource): Promise<CompiledStylesheet> {
    return this.#compileStylesheet(stylesheet, this)
  }

  async #compileStylesheet({ path, content, siblings }: XmlSource, runner: ScriptRunner): Promise<CompiledStylesheet> {
    const stylesheet = await this.#compile({ language: 'xslt', name: path, source: content, siblings }, runner)
    return { transform: (exchange, form) => stylesheet.run(form, exchange) }
  }

  async compileSchema({ path, content, siblings }: XmlSource): Promise<CompiledSchema> {
    const schema = await this.#compile({ language: 'xsd', name: path, source: content, siblings })
    return { validate: (exchange) => schema.run('validate', exchange).then(() => undefined, faultsIn) }
  }

  async #compile(source: ProgramSource, runner: ScriptRunner = this): Promise<JvmScript> {
    const slot = new ScriptSlot(source)
    const { functions } = await this.#load(slot)
    const script = new JvmScript(functions, slot, runner)
    this.#garbage.register(script, slot)
    return script
  }

  /** The JVM that runs now, started when none does. Throws `unavailable` with what to install. */
  running(): RunningHost {
    if (!this.#running || this.#running.process.isGone || this.#running.process.isRetired) {
      const missing = this.unavailable()
      if (missing !== undefined) throw new SluiceError('unavailable', missing)
      this.#running = this.#launch(this.#installation as Installation)
    }
    return this.#running
  }

  async #load(slot: ScriptSlot): Promise<LoadedScript> {
    try {
      const host = this.running()
      return await host.process.during(() => slot.loadedIn(host))
    } catch (cause) {
      if (cause instanceof HostRefusal) throw new SluiceError('deploy-failed', cause.message, { cause })
      throw unavailableBecause(cause)
    }
  }

  #launch(installation: Installation): RunningHost {
    const { java = installation.java, logger, services, memory = DEFAULT_MEMORY } = this.#options
    const answer: Answer = (question, given) => answerQuestion(services(), question, given)
    const process = new JvmProcess({ ...installation, java }, memory, answer, logger)
    this.#processes.add(process)
    void process.ended.then(() => this.#processes.delete(process))
    return new RunningHost(process)
  }
}

const unavailableBecause = (cause: unknown): SluiceError =>
  cause instanceof SluiceError ? cause : new SluiceError('unavailable', `The script host is not running: ${messageOf(cause)}`, { cause })
