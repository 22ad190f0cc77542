import type { CompiledSchema, CompiledStylesheet, Credentials, ScriptHost, ScriptSource, XmlSource } from '../../engine/services.ts'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import { type Installation, readInstallation } from './installation.ts'
import { HostRefusal, JvmProcess } from './jvm-process.ts'
import { JvmScript, type ScriptRunner } from './jvm-script.ts'
import { type LoadedScript, type ProgramSource, ScriptSlot } from './loaded-script.ts'
import { RunningHost } from './running-host.ts'
import { ScriptFailure } from './script-failure.ts'

export interface JvmScriptHostOptions {
  /** Where the set-up put the script host: `build/script-host` of the checkout. */
  readonly folder: string
  /** Asked when a script wants a credential, not before: the credentials may be made later than the host. */
  readonly credentials: () => Credentials
  readonly logger: Logger
  /** The `java` command, when it shall not be the one that the set-up found. */
  readonly java?: string
  /** Longest time that one call of a script may take, milliseconds; 60 s by default. */
  readonly timeLimit?: number
  readonly clock?: Clock
}

const DEFAULT_TIME_LIMIT = 60_000

/**
 * Runs scripts in a JVM beside the server. It starts with the first script that is compiled; when it dies, calls in flight
 * fail, and the next use starts it again and compiles what it needs.
 */
export class JvmScriptHost implements ScriptHost, ScriptRunner {
  readonly timeLimit: number
  readonly clock: Clock
  readonly #options: JvmScriptHostOptions
  readonly #garbage = new FinalizationRegistry<ScriptSlot>((slot) => void slot.release())
  #installation: Installation | undefined
  #running: RunningHost | undefined

  constructor(options: JvmScriptHostOptions) {
    this.#options = options
    this.timeLimit = options.timeLimit ?? DEFAULT_TIME_LIMIT
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
    const running = this.#running
    this.#running = undefined
    await running?.process.stop()
  }

  /** Process id of the JVM; `undefined` when none runs. */
  get pid(): number | undefined {
    return this.#running?.process.isGone ? undefined : this.#running?.process.pid
  }

  compile(script: ScriptSource): Promise<JvmScript> {
    return this.#compile(script)
  }

  async compileStylesheet({ path, content, siblings }: XmlSource): Promise<CompiledStylesheet> {
    const stylesheet = await this.#compile({ language: 'xslt', name: path, source: content, siblings })
    return { transform: (exchange, form) => stylesheet.run(form, exchange) }
  }

  async compileSchema({ path, content, siblings }: XmlSource): Promise<CompiledSchema> {
    const schema = await this.#compile({ language: 'xsd', name: path, source: content, siblings })
    return { validate: (exchange) => schema.run('validate', exchange).then(() => undefined, faultsIn) }
  }

  async #compile(source: ProgramSource): Promise<JvmScript> {
    const slot = new ScriptSlot(source)
    const { functions } = await this.#load(slot)
    const script = new JvmScript(functions, slot, this)
    this.#garbage.register(script, slot)
    return script
  }

  /** The JVM that runs now, started when none does. Throws `unavailable` with what to install. */
  running(): RunningHost {
    if (!this.#running || this.#running.process.isGone) {
      const missing = this.unavailable()
      if (missing !== undefined) throw new SluiceError('unavailable', missing)
      this.#running = this.#launch(this.#installation as Installation)
    }
    return this.#running
  }

  async #load(slot: ScriptSlot): Promise<LoadedScript> {
    try {
      return await slot.loadedIn(this.running())
    } catch (cause) {
      if (cause instanceof HostRefusal) throw new SluiceError('deploy-failed', cause.message, { cause })
      throw unavailableBecause(cause)
    }
  }

  #launch(installation: Installation): RunningHost {
    const { java, logger } = this.#options
    return new RunningHost(new JvmProcess({ ...installation, java: java ?? installation.java }, (alias) => this.#credential(alias), logger))
  }

  /** Scripts read secure parameters through the same service as users: the value is the password. */
  async #credential(alias: string): Promise<{ user: string; password: string }> {
    const credentials = this.#options.credentials()
    try {
      return await credentials.user(alias)
    } catch (noUser) {
      const password = await credentials.secureParameter(alias).catch(() => Promise.reject(noUser))
      return { user: '', password }
    }
  }
}

/** The class by which the product tells that a body does not fit its schema; the host throws it for nothing else. */
const INVALID_BODY = 'org.apache.camel.support.processor.validation.SchemaValidationException'

function faultsIn(failure: unknown): string {
  if (failure instanceof ScriptFailure && failure.javaClass === INVALID_BODY) return failure.message
  throw failure
}

const unavailableBecause = (cause: unknown): SluiceError =>
  cause instanceof SluiceError ? cause : new SluiceError('unavailable', `The script host is not running: ${messageOf(cause)}`, { cause })
