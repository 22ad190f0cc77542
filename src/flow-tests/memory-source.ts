import { type Files, readArchive } from '../iflow/archive.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { LooseFile, TestSource } from './test-source.ts'

export interface MemorySourceOptions {
  /** As reports show it. */
  readonly name: string
  readonly text: string
  /** Zip of what is tested. */
  readonly artifact: Uint8Array
  /** Zip of an artifact by what `artifact` or `with` says; nothing when there is none. */
  readonly other?: (path: string) => Promise<Uint8Array | undefined>
}

/** A test that is nowhere on disk, with its artifact and the artifacts that it names. Artifacts are read once. */
export class MemorySource implements TestSource {
  readonly name: string
  readonly text: string
  readonly #artifact: Promise<Files>
  readonly #other: (path: string) => Promise<Uint8Array | undefined>
  readonly #others = new Map<string, Promise<Files>>()

  constructor({ name, text, artifact, other = async () => undefined }: MemorySourceOptions) {
    this.name = name
    this.text = text
    this.#artifact = readArchive(artifact)
    this.#artifact.catch(() => {})
    this.#other = other
  }

  async readFile(path: string): Promise<Uint8Array> {
    throw new SluiceError('bad-request', `There is no file ${path}: the test is no file itself, so write the content into it`)
  }

  async artifact(path?: string): Promise<Files> {
    if (path === undefined) return this.#artifact
    const files = this.#others.get(path) ?? this.#readOther(path)
    this.#others.set(path, files)
    return files
  }

  async looseFile(path: string): Promise<LooseFile> {
    const root = 'src/main/resources/'
    const files = [...(await this.#artifact)].filter(([name]) => name.startsWith(root))
    const resources = new Map(files.map(([name, content]) => [name.slice(root.length), content]))
    const below = path.slice(path.startsWith(root) ? root.length : 0)
    if (resources.has(below)) return { path: below, resources }
    throw new SluiceError('bad-request', `The artifact has no file ${below}`)
  }

  async #readOther(path: string): Promise<Files> {
    const content = await this.#other(path)
    if (content) return readArchive(content)
    throw new SluiceError('bad-request', `There is no artifact ${path}`)
  }
}
