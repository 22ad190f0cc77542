import type { Exchange } from '../../engine/exchange.ts'
import type { CompiledScript, Credentials, ScriptHost, ScriptSource } from '../../engine/services.ts'
import { type Clock, systemClock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { Logger } from '../../kernel/logger.ts'
import { ArtifactUploads } from './artifact-uploads.ts'
import { applyOutcome, writeExchange } from './exchange-codec.ts'
import { FrameKind } from './frame.ts'
import { type Installation, readInstallation } from './installation.ts'
import { HostGone, HostRefusal, JvmProcess } from './jvm-process.ts'

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
export class JvmScriptHost implements ScriptHost {
  readonly #options: JvmScriptHostOptions
  readonly #timeLimit: number
  readonly #clock: Clock
  readonly #garbage = new FinalizationRegistry<Loaded>((loaded) => loaded.release())
  #installation: Installation | undefined
  #running: RunningHost | undefined

  constructor(options: JvmScriptHostOptions) {
    this.#options = options
    this.#timeLimit = options.timeLimit ?? DEFAULT_TIME_LIMIT
    this.#clock = options.clock ?? systemClock
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
    await this.#host().process.ready
  }

  /** Ends the JVM. A later use would start it again. */
  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    await running?.process.stop()
  }

  /** Process id of the JVM; `undefined` when none runs. */
  get pid(): number | undefined {
    return this.#running?.process.pid
  }

  async compile(source: ScriptSource): Promise<JvmScript> {
    const script = new JvmScript(source, () => this.#host(), this.#timeLimit, this.#clock)
    await script.load()
    this.#garbage.register(script, script.loaded)
    return script
  }

  #host(): RunningHost {
    if (!this.#running || this.#running.process.isGone) {
      const missing = this.unavailable()
      if (missing !== undefined) throw new SluiceError('unavailable', missing)
      this.#running = this.#launch(this.#installation as Installation)
    }
    return this.#running
  }

  #launch(installation: Installation): RunningHost {
    const { java, logger } = this.#options
    const jvm = new JvmProcess({ ...installation, java: java ?? installation.java }, (alias) => this.#credential(alias), logger)
    return { process: jvm, artifacts: new ArtifactUploads(jvm) }
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

interface RunningHost {
  readonly process: JvmProcess
  readonly artifacts: ArtifactUploads
}

/** A script that was compiled, and is compiled again when the JVM it was compiled in is gone. */
export class JvmScript implements CompiledScript {
  readonly #source: ScriptSource
  readonly #host: () => RunningHost
  readonly #timeLimit: number
  readonly #clock: Clock
  readonly loaded = new Loaded()
  functions: ReadonlySet<string> = new Set()

  constructor(source: ScriptSource, host: () => RunningHost, timeLimit: number, clock: Clock) {
    this.#source = source
    this.#host = host
    this.#timeLimit = timeLimit
    this.#clock = clock
  }
}
