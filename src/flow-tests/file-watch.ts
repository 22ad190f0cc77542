import { type FSWatcher, statSync, watch } from 'node:fs'
import { join, resolve } from 'node:path'
import { messageOf, SluiceError } from '../kernel/errors.ts'

/** What results depend on. */
export interface WatchedPlaces {
  /** Files, and folders with the files right in them. */
  readonly places: readonly string[]
  /** Folders with all that is below them. */
  readonly trees: readonly string[]
}

/** Editors write a file in several steps. */
const SETTLE_MS = 100

/** Watches for changes, from the moment in which a place was added; none is lost while nobody waits. */
export class FileWatch {
  readonly #ignored: string | undefined
  readonly #watchers = new Map<string, FSWatcher>()
  #timer: NodeJS.Timeout | undefined
  #changed = false
  #wake: () => void = () => {}

  /** @param ignored a file whose changes are none */
  constructor(ignored?: string) {
    this.#ignored = ignored === undefined ? undefined : resolve(ignored)
  }

  /** Throws `bad-request` for a place that cannot be watched. */
  add({ places, trees }: WatchedPlaces): void {
    for (const place of places) this.#observe(place, false)
    for (const tree of trees) this.#observe(tree, true)
  }

  /** Resolves when something has changed since the last time and nothing changes any more; with `false` when the signal comes first. */
  async next(signal: AbortSignal): Promise<boolean> {
    await new Promise<void>((wake) => {
      this.#wake = wake
      signal.addEventListener('abort', () => wake(), { once: true })
      if (this.#changed || signal.aborted) wake()
    })
    this.#changed = false
    return !signal.aborted
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  #observe(place: string, recursive: boolean): void {
    const key = `${place} ${recursive}`
    if (this.#watchers.has(key)) return
    try {
      const options = { recursive: recursive && statSync(place).isDirectory() }
      const watcher = watch(place, options, (_event, name) => {
        if (name === null || resolve(join(place, name)) !== this.#ignored) this.#note()
      })
      // What was deleted is told as a change before.
      this.#watchers.set(
        key,
        watcher.on('error', () => this.#watchers.delete(key)),
      )
    } catch (cause) {
      throw new SluiceError('bad-request', `${place} cannot be watched: ${messageOf(cause)}`, { cause })
    }
  }

  #note(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#changed = true
      this.#wake()
    }, SETTLE_MS)
  }
}
