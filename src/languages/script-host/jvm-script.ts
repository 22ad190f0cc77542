import type { Exchange } from '../../engine/exchange.ts'
import type { CompiledScript, MappingFunction, MappingInput, MappingResult } from '../../engine/services.ts'
import type { Clock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { applyMappingOutcome, applyOutcome, writeExchange, writeHeadersAndProperties } from './exchange-codec.ts'
import { FrameKind } from './frame.ts'
import { type Answer, HostRefusal } from './jvm-process.ts'
import type { ScriptSlot } from './loaded-script.ts'
import type { RunningHost } from './running-host.ts'
import type { ValueReader } from './value-reader.ts'
import type { ValueWriter } from './value-writer.ts'

/** What a script needs of its host: the JVM that runs now, started when none does. */
export interface ScriptRunner {
  running(): RunningHost
  /** Milliseconds. */
  readonly timeLimit: number
  /** Largest result of one call, bytes. */
  readonly resultLimit: number
  readonly clock: Clock
  /** What the script's questions go to; absent: to whom the host belongs. */
  readonly answer?: Answer
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

  async mappingFunction(functionName: string, inputs: number): Promise<MappingFunction> {
    const description = await this.#request(FrameKind.mappingFunction, functionName, (writer) => writer.int(inputs), 'deploy-failed')
    const takesContexts = description.byte() === 1
    const outputs = description.int()
    const call = async (exchange: Exchange, calls: readonly (readonly MappingInput[])[]) => {
      const outcome = await this.#request(FrameKind.map, functionName, (writer) => {
        this.#writeLimits(writer)
        writer.int(inputs)
        writeHeadersAndProperties(writer, exchange)
        writer.value(calls)
      })
      return applyMappingOutcome(outcome, exchange, this.#runner.clock.now()) as MappingResult[]
    }
    return { takesContexts, outputs, call }
  }

  /** Lets the JVM unload the script's classes; happens by itself when nothing refers to the script any more. */
  release(): Promise<void> {
    return this.#slot.release()
  }

  #call(functionName: string, exchange: Exchange): Promise<ValueReader> {
    return this.#request(FrameKind.run, functionName, (writer) => {
      this.#writeLimits(writer)
      writeExchange(writer, exchange)
    })
  }

  #writeLimits(writer: ValueWriter): void {
    writer.int(this.#runner.timeLimit)
    writer.int(this.#runner.resultLimit)
  }

  /** One request about a function of this script, in the JVM that runs now. */
  async #request(
    kind: number,
    functionName: string,
    writeRest: (writer: ValueWriter) => void,
    code: 'processing-failed' | 'deploy-failed' = 'processing-failed',
  ): Promise<ValueReader> {
    try {
      const host = this.#runner.running()
      return await host.process.during(async () => {
        const { handle } = await this.#slot.loadedIn(host)
        const writer = host.process.writer()
        writer.int(handle)
        writer.string(functionName)
        writeRest(writer)
        return host.process.request(kind, writer, this.#runner.answer)
      })
    } catch (cause) {
      throw this.#failure(cause, code)
    }
  }

  #failure(cause: unknown, code: 'processing-failed' | 'deploy-failed'): SluiceError {
    if (cause instanceof SluiceError) return cause
    const reason = cause instanceof HostRefusal ? cause.message : `The script ${this.#slot.source.name} did not finish: ${messageOf(cause)}`
    return new SluiceError(code, reason, { cause })
  }
}
