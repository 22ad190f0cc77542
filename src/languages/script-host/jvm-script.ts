import type { Exchange } from '../../engine/exchange.ts'
import type { CompiledScript } from '../../engine/services.ts'
import type { Clock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { applyOutcome, writeExchange } from './exchange-codec.ts'
import { FrameKind } from './frame.ts'
import { HostRefusal } from './jvm-process.ts'
import type { ScriptSlot } from './loaded-script.ts'
import type { RunningHost } from './running-host.ts'
import type { ValueReader } from './value-reader.ts'

/** What a script needs of its host: the JVM that runs now, started when none does. */
export interface ScriptRunner {
  running(): RunningHost
  /** Milliseconds. */
  readonly timeLimit: number
  readonly clock: Clock
}

/** A script that was compiled, and is compiled again when the JVM it was compiled in is gone. */
export class JvmScript implements CompiledScript {
  readonly functions: ReadonlySet<string>
  readonly #slot: ScriptSlot
  readonly #runner: ScriptRunner

  constructor(functions: ReadonlySet<string>, slot: ScriptSlot, runner: ScriptRunner) {
    this.functions = functions
    this.#slot = slot
    this.#runner = runner
  }

  async run(functionName: string, exchange: Exchange): Promise<void> {
    const outcome = await this.#call(functionName, exchange)
    applyOutcome(outcome, exchange, this.#runner.clock.now())
  }

  /** Lets the JVM unload the script's classes; happens by itself when nothing refers to the script any more. */
  release(): Promise<void> {
    return this.#slot.release()
  }

  async #call(functionName: string, exchange: Exchange): Promise<ValueReader> {
    try {
      const host = this.#runner.running()
      const { handle } = await this.#slot.loadedIn(host)
      const writer = host.process.writer()
      writer.int(handle)
      writer.string(functionName)
      writer.int(this.#runner.timeLimit)
      writeExchange(writer, exchange)
      return await host.process.request(FrameKind.run, writer)
    } catch (cause) {
      throw this.#failure(cause)
    }
  }

  #failure(cause: unknown): SluiceError {
    if (cause instanceof SluiceError) return cause
    const reason = cause instanceof HostRefusal ? cause.message : `The script ${this.#slot.source.name} did not finish: ${messageOf(cause)}`
    return new SluiceError('processing-failed', reason, { cause })
  }
}
