import type { ScriptSource } from '../../engine/services.ts'
import { FrameKind } from './frame.ts'
import type { RunningHost } from './running-host.ts'

/** What the JVM can compile: a script as text; a stylesheet or a schema as bytes, whose encoding it says itself. */
export type ProgramSource = ScriptSource | XmlProgramSource

interface XmlProgramSource extends Pick<ScriptSource, 'name' | 'siblings'> {
  readonly language: 'xslt' | 'xsd'
  readonly source: Uint8Array
}

/** A script inside one run of the JVM. */
export interface LoadedScript {
  /** The JVM's number for it. */
  readonly handle: number
  readonly functions: ReadonlySet<string>
}

/** Where a script is loaded at the moment: it outlives the JVM and is loaded again into the next one. */
export class ScriptSlot {
  readonly source: ProgramSource
  #host: RunningHost | undefined
  #loaded: Promise<LoadedScript> | undefined

  constructor(source: ProgramSource) {
    this.source = source
  }

  /** The script inside this run of the JVM, compiled at the first request. Throws `HostRefusal` with the compiler's words, or `HostGone`. */
  loadedIn(host: RunningHost): Promise<LoadedScript> {
    if (this.#host !== host || !this.#loaded) {
      this.#host = host
      this.#loaded = host.compile(this.source)
      this.#loaded.catch(() => {})
    }
    return this.#loaded
  }

  /** Lets the JVM unload the script's classes. */
  async release(): Promise<void> {
    const [host, loaded] = [this.#host, this.#loaded]
    this.#host = undefined
    this.#loaded = undefined
    const script = await loaded?.catch(() => undefined)
    if (host && script) host.notify(FrameKind.releaseScript, script.handle)
  }
}
