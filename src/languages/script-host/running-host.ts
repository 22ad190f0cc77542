import { FrameKind } from './frame.ts'
import type { JvmProcess } from './jvm-process.ts'
import type { LoadedScript, ProgramSource } from './loaded-script.ts'

type Files = ReadonlyMap<string, Uint8Array>

/** No script looks at the flow's own drawing. */
const DIAGRAMS = 'scenarioflows/'

/** One run of the JVM and what is loaded into it. */
export class RunningHost {
  readonly process: JvmProcess
  readonly #artifacts = new WeakMap<Files, Promise<number>>()
  readonly #garbage = new FinalizationRegistry<number>((handle) => this.notify(FrameKind.releaseArtifact, handle))

  constructor(process: JvmProcess) {
    this.process = process
  }

  /** Throws `HostRefusal` with file, line and reason. */
  async compile({ language, name, source, siblings }: ProgramSource): Promise<LoadedScript> {
    const artifact = await this.#artifactHandle(siblings)
    const writer = this.process.writer()
    writer.int(artifact)
    writer.string(language)
    writer.string(name)
    if (typeof source === 'string') writer.string(source)
    else writer.bytes(source)
    const answer = await this.process.request(FrameKind.compile, writer)
    return { handle: answer.int(), functions: new Set(answer.value() as string[]) }
  }

  /** Tells the JVM something about one of its numbers. */
  notify(kind: number, handle: number): void {
    const writer = this.process.writer()
    writer.int(handle)
    this.process.notify(kind, writer)
  }

  /** The files of an artifact are sent once, however many scripts it has, and released when nobody holds them any more. */
  #artifactHandle(files: Files): Promise<number> {
    const known = this.#artifacts.get(files)
    if (known) return known
    const handle = this.#upload(files)
    this.#artifacts.set(files, handle)
    return handle
  }

  async #upload(files: Files): Promise<number> {
    const wanted = [...files].filter(([path]) => !path.startsWith(DIAGRAMS))
    const writer = this.process.writer()
    writer.int(wanted.length)
    for (const [path, content] of wanted) {
      writer.string(path)
      writer.bytes(content)
    }
    const handle = (await this.process.request(FrameKind.artifact, writer)).int()
    this.#garbage.register(files, handle)
    return handle
  }
}
