import { FrameKind } from './frame.ts'
import type { JvmProcess } from './jvm-process.ts'

type Files = ReadonlyMap<string, Uint8Array>

/** The files of artifacts inside one JVM: sent once, however many scripts an artifact has, and released when nobody holds them any more. */
export class ArtifactUploads {
  readonly #process: JvmProcess
  readonly #handles = new WeakMap<Files, Promise<number>>()
  readonly #garbage = new FinalizationRegistry<number>((handle) => this.#release(handle))

  constructor(process: JvmProcess) {
    this.#process = process
  }

  /** The JVM's number for these files. */
  handleOf(files: Files): Promise<number> {
    let handle = this.#handles.get(files)
    if (!handle) {
      handle = this.#upload(files)
      this.#handles.set(files, handle)
    }
    return handle
  }

  async #upload(files: Files): Promise<number> {
    const wanted = [...files].filter(([path]) => !path.startsWith(DIAGRAMS))
    const writer = this.#process.writer()
    writer.int(wanted.length)
    for (const [path, content] of wanted) {
      writer.string(path)
      writer.bytes(content)
    }
    const handle = (await this.#process.request(FrameKind.artifact, writer)).int()
    this.#garbage.register(files, handle)
    return handle
  }

  #release(handle: number): void {
    const writer = this.#process.writer()
    writer.int(handle)
    this.#process.notify(FrameKind.releaseArtifact, writer)
  }
}

/** No script looks at the flow's own drawing. */
const DIAGRAMS = 'scenarioflows/'
